/**
 * What PostgreSQL knows of its types. A type goes by its name in pg_type (`int4`, `_text` for text[]), as the
 * tables of the catalog do; `displayName` is how messages print it.
 */
import { LAMBDA_ARN_TYPE } from '../../catalog/invoke';
import { CASTS } from '../../catalog/postgresql/casts';
import { TYPES } from '../../catalog/postgresql/types';
import type { TypeId } from './typeId';
import { baseOf, declaredCategory, printDeclaredType, readDeclaredType } from './declaredTypes';

export type { TypeId } from './typeId';

/** PostgreSQL's own pseudo-type of untyped literals. */
export const UNKNOWN: TypeId = 'unknown';

/** Columns of the composite, in order. */
export const LAMBDA_ARN_COLUMNS: readonly TypeId[] = ['text', 'text'];

/** What is known of how values are compared: in b-trees, by their hash alone, not at all. */
export type Sorting = 'sorted' | 'hashed' | 'none';

interface TypeRow {
  readonly category: string;
  readonly preferred: boolean;
  readonly sorting: Sorting;
  readonly element: TypeId | undefined;
  readonly display: string;
  /** All versions of PostgreSQL have it. */
  readonly everywhere: boolean;
  /** Not all of them have it in the same category. */
  readonly changed: boolean;
}

/** Types that stand for others in the signatures of functions, and what else has no values. */
const PSEUDO_TYPES = new Set(
  'any anyelement anyarray anynonarray anyenum anyrange anymultirange anycompatible anycompatiblearray anycompatiblenonarray anycompatiblerange anycompatiblemultirange record void'.split(
    ' ',
  ),
);

function readTypes(): ReadonlyMap<TypeId, TypeRow> {
  const rows = TYPES.trim().split('\n');
  const names = rows.map((row) => row.slice(0, row.indexOf(' ')));
  return new Map(
    rows.map((row) => {
      const [facts = '', versions] = row.split(' @');
      const [name = '', category = '', preferred, sorting, element, ...display] = facts.split(' ');
      const of = element === '-' ? undefined : element;
      // Two rows are one type that has changed ("char" its category); the newer one, which comes last, counts.
      const changed = names.indexOf(name) !== names.lastIndexOf(name);
      const everywhere = versions === undefined || changed;
      return [
        name,
        {
          category,
          preferred: preferred === 'p',
          sorting: sorting === 'b' ? 'sorted' : sorting === 'h' ? 'hashed' : 'none',
          element: of,
          display: display.join(' '),
          everywhere,
          changed,
        },
      ];
    }),
  );
}

function readCasts(): ReadonlyMap<string, string> {
  const rows = CASTS.trim().split('\n');
  return new Map(rows.map((row) => [row.slice(0, row.lastIndexOf(' ')), row.slice(-1)]));
}

const types = readTypes();
const casts = readCasts();

/** `i` implicit, `a` on assignment, `e` explicit, `?` in some versions; undefined where pg_cast has no such cast. */
export function castContext(source: TypeId, target: TypeId): string | undefined {
  return casts.get(`${source} ${target}`);
}

/** Some versions of PostgreSQL have it. */
export function isDoubtfulCast(source: TypeId, target: TypeId): boolean {
  const context = castContext(source, target);
  const isByCategory = context === undefined && (hasChanged(source) || hasChanged(target));
  return context === '?' || isByCategory;
}

function hasChanged(type: TypeId): boolean {
  return types.get(baseOf(type))?.changed === true;
}

/** Whether every version of PostgreSQL has a type of this name that values can have. */
export function isType(name: string): boolean {
  return types.get(name.replace(/^_/, ''))?.everywhere === true || name === LAMBDA_ARN_TYPE;
}

export function isPseudo(type: TypeId): boolean {
  return PSEUDO_TYPES.has(type) || type === UNKNOWN;
}

/** typcategory. */
export function categoryOf(type: TypeId): string {
  if (type === LAMBDA_ARN_TYPE) return 'C';
  if (type === UNKNOWN) return 'X';
  if (elementOf(type) !== undefined) return 'A';
  const declared = readDeclaredType(type);
  if (declared?.kind === 'domain') return categoryOf(declared.base);
  return declared ? declaredCategory(declared.kind) : (types.get(type)?.category ?? 'P');
}

/** typispreferred. */
export function isPreferred(type: TypeId): boolean {
  return types.get(type)?.preferred ?? false;
}

/** Of a true array, as get_element_type has it, domains over one included; vectors are none. */
export function elementOf(type: TypeId): TypeId | undefined {
  const base = baseOf(type);
  const element = base.startsWith('_') ? base.slice(1) : undefined;
  return element !== undefined && hasArray(element) ? element : undefined;
}

export function arrayOf(element: TypeId): TypeId | undefined {
  return hasArray(element) ? `_${element}` : undefined;
}

function hasArray(type: TypeId): boolean {
  const isNamed = types.has(type) || type === LAMBDA_ARN_TYPE || type === 'record';
  return isNamed || readDeclaredType(type) !== undefined;
}

/** lookup_type_cache: how values are compared; undefined where columns decide it. An untyped literal becomes text. */
export function sortingOf(type: TypeId): Sorting | undefined {
  const base = baseOf(type);
  const element = elementOf(base);
  if (element !== undefined) return sortingOf(element);
  if (base === UNKNOWN || base === 'record') return 'sorted';
  const declared = readDeclaredType(base);
  if (declared) return declared.kind === 'enum' ? 'sorted' : undefined;
  return types.get(base)?.sorting;
}

/** Of `int4range` `int4`, of `int4multirange` `int4range`. */
export function rangeOf(type: TypeId): TypeId | undefined {
  return categoryOf(type) === 'R' ? types.get(type)?.element : undefined;
}

export function isMultirange(type: TypeId): boolean {
  const range = rangeOf(type);
  return range !== undefined && rangeOf(range) !== undefined;
}

/** A type with named columns. */
export function isComposite(type: TypeId): boolean {
  return type === LAMBDA_ARN_TYPE || readDeclaredType(baseOf(type))?.kind === 'composite';
}

/** As format_type prints it: `integer`, `text[]`. */
export function displayName(type: TypeId): string {
  const own = types.get(type);
  if (own) return own.display;
  const declared = readDeclaredType(type);
  if (declared) return printDeclaredType(declared);
  const element = elementOf(type);
  if (element !== undefined) return `${displayName(element)}[]`;
  return type === 'any' ? '"any"' : type;
}
