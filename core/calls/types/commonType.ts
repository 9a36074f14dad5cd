import { categoryOf, isPreferred, UNKNOWN, type TypeId } from './typeFacts';

/**
 * select_common_type (parse_coerce.c): the one type of CASE, COALESCE, ARRAY and UNION; undefined where
 * PostgreSQL finds none. Domains don't occur.
 */
export function commonType(
  types: readonly TypeId[],
  canImplicitly: (source: TypeId, target: TypeId) => boolean,
): TypeId | undefined {
  let [common = UNKNOWN] = types;
  for (const type of types.slice(1)) {
    if (type === UNKNOWN || type === common) continue;
    if (common === UNKNOWN) common = type;
    else if (categoryOf(type) !== categoryOf(common)) return undefined;
    else if (!isPreferred(common) && canImplicitly(common, type) && !canImplicitly(type, common))
      common = type;
  }
  return common === UNKNOWN ? 'text' : common;
}
