/** Which type becomes which (parse_coerce.c). */
import { arePolymorphicTypesConsistent, isPolymorphic } from './polymorphic';
import { baseOf } from './declaredTypes';
import { castContext, categoryOf, elementOf, isComposite, UNKNOWN, type TypeId } from './typeFacts';

/** What asks for the conversion: an argument, an assignment, or a cast that somebody wrote. */
export type CoercionContext = 'implicit' | 'assignment' | 'explicit';

const CONTEXTS: Readonly<Record<CoercionContext, string>> = {
  implicit: 'i',
  assignment: 'ia',
  explicit: 'iae',
};

/** find_coercion_pathway: a row of pg_cast, element by element in arrays, or by way of the text form. */
export function hasCast(given: TypeId, wanted: TypeId, context: CoercionContext): boolean {
  const [source, target] = [baseOf(given), baseOf(wanted)];
  if (source === target) return true;
  const needed = castContext(source, target);
  if (needed !== undefined) return CONTEXTS[context].includes(needed);
  const [from, to] = [elementOf(source), elementOf(target)];
  if (from !== undefined && to !== undefined) return hasCast(from, to, context);
  if (context === 'implicit') return false;
  if (categoryOf(target) === 'S') return true;
  return context === 'explicit' && categoryOf(source) === 'S';
}

/** can_coerce_type for one argument that is no stand-in for other types. */
function canBecome(source: TypeId, target: TypeId, context: CoercionContext): boolean {
  if (source === target || target === 'any' || source === UNKNOWN) return true;
  if (source === 'record' || target === 'record') {
    return isComposite(source) || isComposite(target) || hasCast(source, target, context);
  }
  return hasCast(source, target, context);
}

/** can_coerce_type: all arguments together, because polymorphic ones must agree. */
export function canCoerce(
  sources: readonly TypeId[],
  targets: readonly TypeId[],
  context: CoercionContext = 'implicit',
): boolean {
  const fits = sources.every((source, index) => {
    const target = targets[index];
    return target !== undefined && (isPolymorphic(target) || canBecome(source, target, context));
  });
  return fits && arePolymorphicTypesConsistent(sources, targets, canImplicitly);
}

/** Whether a value of one type may stand where the other is expected, nothing said. */
export function canImplicitly(source: TypeId, target: TypeId): boolean {
  return canBecome(source, target, 'implicit');
}
