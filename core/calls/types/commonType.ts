import { baseOf } from './declaredTypes';
import { categoryOf, isPreferred, UNKNOWN, type TypeId } from './typeFacts';

/**
 * select_common_type (parse_coerce.c): the one type of CASE, COALESCE, ARRAY and UNION; undefined where
 * PostgreSQL finds none. Types that are all the same stay as they are; else what counts is the one under a domain.
 */
export function commonType(
  types: readonly TypeId[],
  canImplicitly: (source: TypeId, target: TypeId) => boolean,
): TypeId | undefined {
  const [first = UNKNOWN] = types;
  if (first !== UNKNOWN && types.every((type) => type === first)) return first;
  let common = baseOf(first);
  for (const type of types.slice(1).map(baseOf)) {
    if (type === UNKNOWN || type === common) continue;
    if (common === UNKNOWN) common = type;
    else if (categoryOf(type) !== categoryOf(common)) return undefined;
    else if (!isPreferred(common) && canImplicitly(common, type) && !canImplicitly(type, common))
      common = type;
  }
  return common === UNKNOWN ? 'text' : common;
}
