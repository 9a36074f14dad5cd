/** Functions whose types follow their arguments: anyelement and its family, anycompatible and its own. */
import { commonType } from './commonType';
import { readDeclaredType } from './declaredTypes';
import { arrayOf, elementOf, isMultirange, rangeOf, UNKNOWN, type TypeId } from './typeFacts';

type CanImplicitly = (source: TypeId, target: TypeId) => boolean;

export function isPolymorphic(type: TypeId): boolean {
  return type.startsWith('any') && type !== 'any';
}

/** check_generic_type_consistency: whether the arguments agree in what the stand-ins stand for. */
export function arePolymorphicTypesConsistent(
  actual: readonly TypeId[],
  declared: readonly TypeId[],
  canImplicitly: CanImplicitly,
): boolean {
  if (!declared.some(isPolymorphic)) return true;
  return (
    solveSimple(actual, declared) !== undefined &&
    solveCompatible(actual, declared, canImplicitly) !== undefined
  );
}

/**
 * enforce_generic_type_consistency: what a declared type, the result's or an argument's, stands for in this call;
 * undefined where PostgreSQL can't tell either.
 */
export function resolvePolymorphic(
  type: TypeId,
  actual: readonly TypeId[],
  declared: readonly TypeId[],
  canImplicitly: CanImplicitly,
): TypeId | undefined {
  if (!isPolymorphic(type)) return type;
  const compatible = type.startsWith('anycompatible');
  const solution = compatible
    ? solveCompatible(actual, declared, canImplicitly)
    : solveSimple(actual, declared);
  if (!solution) return undefined;
  const { element, range, multirange } = solution;
  if (type.endsWith('multirange')) return multirange;
  if (type.endsWith('range')) return range;
  if (type.endsWith('nonarray') || !type.endsWith('array')) return element;
  return element === undefined ? undefined : arrayOf(element);
}

/** What the stand-ins of one family stand for, as far as the arguments tell. */
interface Solution {
  readonly element: TypeId | undefined;
  readonly range: TypeId | undefined;
  readonly multirange: TypeId | undefined;
}

const SIMPLE_ELEMENTS = new Set(['anyelement', 'anynonarray', 'anyenum']);

/** The known arguments that are declared so; undefined where two of them differ. */
function agreed(
  actual: readonly TypeId[],
  declared: readonly TypeId[],
  is: (declared: TypeId) => boolean,
): { readonly type: TypeId | undefined } | undefined {
  const known = actual.filter((type, index) => type !== UNKNOWN && is(declared[index] ?? ''));
  const [type] = known;
  return known.every((other) => other === type) ? { type } : undefined;
}

function solveSimple(actual: readonly TypeId[], declared: readonly TypeId[]): Solution | undefined {
  const elements = agreed(actual, declared, (type) => SIMPLE_ELEMENTS.has(type));
  const arrays = agreed(actual, declared, (type) => type === 'anyarray');
  const ranges = solveRanges(actual, declared, '');
  if (!elements || !arrays || !ranges) return undefined;
  const found = [elements.type, ...innerOf(arrays.type, elementOf), ...innerOf(ranges.range, rangeOf)];
  const known = found.filter((type) => type !== undefined);
  const [element] = known;
  if (found.includes('') || known.some((type) => type !== element)) return undefined;
  if (declared.includes('anyenum') && !isEnum(element)) return undefined;
  if (declared.includes('anynonarray') && isArray(element)) return undefined;
  return { element, range: ranges.range, multirange: ranges.multirange };
}

function isEnum(element: TypeId | undefined): boolean {
  return element !== undefined && readDeclaredType(element)?.kind === 'enum';
}

/** The type inside; '' where there should be one and is none. */
function innerOf(type: TypeId | undefined, inner: (type: TypeId) => TypeId | undefined): readonly TypeId[] {
  return type === undefined ? [] : [inner(type) ?? ''];
}

function isArray(type: TypeId | undefined): boolean {
  return type !== undefined && elementOf(type) !== undefined;
}

function solveRanges(actual: readonly TypeId[], declared: readonly TypeId[], family: '' | 'compatible') {
  const ranges = agreed(actual, declared, (type) => type === `any${family}range`);
  const multiranges = agreed(actual, declared, (type) => type === `any${family}multirange`);
  if (!ranges || !multiranges) return undefined;
  const multirange = multiranges.type;
  if (multirange !== undefined && !isMultirange(multirange)) return undefined;
  const inner = multirange === undefined ? undefined : rangeOf(multirange);
  const range = ranges.type ?? inner;
  if (range !== undefined && (rangeOf(range) === undefined || isMultirange(range))) return undefined;
  if (inner !== undefined && inner !== range) return undefined;
  return { range, multirange: multirange ?? (range && multirangeOf(range)) };
}

/** pg_range names them alike: `int4range`, `int4multirange`. */
function multirangeOf(range: TypeId): TypeId {
  return range.replace(/range$/, 'multirange');
}

function solveCompatible(
  actual: readonly TypeId[],
  declared: readonly TypeId[],
  canImplicitly: CanImplicitly,
): Solution | undefined {
  if (!declared.some((type) => type.startsWith('anycompatible'))) {
    return { element: undefined, range: undefined, multirange: undefined };
  }
  const ranges = solveRanges(actual, declared, 'compatible');
  const elements = ranges && compatibleElements(actual, declared);
  if (!elements) return undefined;
  const ofRange = ranges.range === undefined ? undefined : rangeOf(ranges.range);
  const element = ofRange ?? commonType(elements.length > 0 ? elements : [UNKNOWN], canImplicitly);
  if (element === undefined || !elements.every((type) => canImplicitly(type, element))) return undefined;
  if (declared.includes('anycompatiblenonarray') && isArray(element)) return undefined;
  return { element, range: ranges.range, multirange: ranges.multirange };
}

/** undefined where an argument that must be an array is none. */
function compatibleElements(actual: readonly TypeId[], declared: readonly TypeId[]) {
  const elements: TypeId[] = [];
  for (const [index, type] of actual.entries()) {
    const target = declared[index];
    if (type === UNKNOWN) continue;
    if (target === 'anycompatible' || target === 'anycompatiblenonarray') elements.push(type);
    if (target !== 'anycompatiblearray') continue;
    const element = elementOf(type);
    if (element === undefined) return undefined;
    elements.push(element);
  }
  return elements;
}
