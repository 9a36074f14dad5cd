/** The columns of tables, views and composite types that scripts declare. */
import type { Declared } from '../../schema/declared';
import type { Declaration, DeclaredColumn, QualifiedName, RelationDeclaration } from '../../schema/model';

export interface KnownRelation {
  readonly name: QualifiedName;
  readonly is: RelationDeclaration['is'];
  /** By name, in their order if `ordered`; types as SQL spells them, `''` where they aren't certain. */
  readonly columns: readonly DeclaredColumn[];
  /** All columns are known. */
  readonly complete: boolean;
  readonly ordered: boolean;
  /** The query that the columns come from; `columns` then holds names alone, if any. */
  readonly query?: string;
}

/** Tables that inherit from tables that inherit …: deeper than anybody goes, and a bound on circles. */
const MAX_BASES = 8;

/** undefined where nothing of the name is declared. Several declarations of one name count together. */
export function findRelation(declared: Declared, name: QualifiedName, depth = 0): KnownRelation | undefined {
  const all = declared.named(name.name).filter((declaration) => bears(declaration, name));
  const [only] = all;
  if (all.length === 1 && only?.kind === 'relation' && only.bases.length === 0) return ofOne(only);
  const definitions = distinct(all.filter((one) => one.kind === 'relation'));
  const changes = all.filter((one) => one.kind === 'columns');
  const [first, ...others] = definitions;
  if (!first && changes.length === 0) return undefined;
  const head = { name: first?.name ?? name, is: first?.is ?? 'table' } as const;
  const hasQuery = definitions.some(({ query }) => query !== undefined);
  if (first?.query && others.length === 0 && changes.length === 0)
    return { ...head, columns: first.columns, complete: true, ordered: true, query: first.query };
  if (hasQuery) return { ...head, columns: [], complete: false, ordered: false };
  const bases = definitions.flatMap((one) => one.bases.map((base) => findBase(declared, base, depth)));
  const own = [...definitions, ...changes.map(({ added }) => ({ columns: added }))];
  const columns = [...bases.flatMap((base) => base?.columns ?? []), ...own.flatMap((one) => one.columns)];
  return {
    ...head,
    columns: combine(columns, changes),
    complete: first !== undefined && bases.every((base) => base?.complete),
    ordered: definitions.length === 1 && changes.length === 0 && bases.length <= 1,
  };
}

const known = new WeakMap<RelationDeclaration, KnownRelation>();

/** What one declaration says by itself. */
function ofOne(declaration: RelationDeclaration): KnownRelation {
  const before = known.get(declaration);
  if (before) return before;
  const { name, is, columns, query } = declaration;
  const isTold = query !== '';
  const relation = {
    name,
    is,
    columns: query === undefined ? combine(columns, []) : columns,
    complete: isTold,
    ordered: isTold,
    ...(query !== undefined && isTold && { query }),
  };
  known.set(declaration, relation);
  return relation;
}

/** A schema that isn't written may be any; `public` is where names are looked for without being told. */
export function bears(declaration: Declaration, { schema }: QualifiedName): boolean {
  if (!('name' in declaration)) return false;
  const own = declaration.name.schema;
  return schema === undefined || own === schema || (own === undefined && schema === 'public');
}

function findBase(declared: Declared, base: QualifiedName, depth: number): KnownRelation | undefined {
  const found = depth < MAX_BASES ? findRelation(declared, base, depth + 1) : undefined;
  return found?.query === undefined ? found : undefined;
}

/** The same script may be read twice, as it is on disk and as it is being typed. */
export function distinct<T>(declarations: readonly T[]): readonly T[] {
  if (declarations.length < 2) return declarations;
  return [...new Map(declarations.map((one) => [JSON.stringify(one), one])).values()];
}

type Changes = Extract<Declaration, { kind: 'columns' }>;

/** One of a name; its type where all agree. A column that is gone, or has been renamed, has none that is certain. */
function combine(columns: readonly DeclaredColumn[], changes: readonly Changes[]): readonly DeclaredColumn[] {
  const types = new Map<string, string>();
  const add = ({ name, type }: DeclaredColumn): void => {
    const before = types.get(name);
    types.set(name, before === undefined || isSameType(before, type) ? type : '');
  };
  columns.forEach(add);
  for (const { changed, renamed } of changes) {
    changed.forEach(add);
    for (const { from, to } of renamed) {
      add({ name: to, type: types.get(from) ?? '' });
      types.set(from, '');
    }
  }
  return [...types].map(([name, type]) => ({ name, type }));
}

function isSameType(a: string, b: string): boolean {
  const plain = (type: string): string => type.toLowerCase().replaceAll(/\s+/g, ' ');
  return plain(a) === plain(b);
}
