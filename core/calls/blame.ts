/** Which argument of a refused call is the one to change, if it is just one. */
import { choose, type Candidate } from './types/candidates';
import { canCoerce } from './types/coercion';
import { UNKNOWN, type TypeId } from './types/typeFacts';

/** Index of the argument; undefined where none or several are to blame. */
export function findBlame(
  types: readonly (TypeId | undefined)[],
  candidates: readonly Candidate[],
  kind: 'ambiguous' | 'no-match' | 'syntax',
): number | undefined {
  if (candidates.length === 0) return undefined;
  const blamed = types.flatMap((_, index) => (isToBlame(types, candidates, kind, index) ? [index] : []));
  return kind === 'ambiguous' || blamed.length === 1 ? blamed[0] : undefined;
}

/** No match: anything else in its place would fit. Ambiguous: a type for this untyped one alone would decide. */
function isToBlame(
  types: readonly (TypeId | undefined)[],
  candidates: readonly Candidate[],
  kind: 'ambiguous' | 'no-match' | 'syntax',
  index: number,
): boolean {
  const others = types.map((type) => type ?? UNKNOWN);
  if (kind !== 'ambiguous') {
    const open = others.with(index, UNKNOWN);
    return candidates.some(({ takes }) => canCoerce(open, takes));
  }
  if (types[index] !== UNKNOWN) return false;
  const wanted = new Set(candidates.map(({ takes }) => takes[index] ?? UNKNOWN));
  return [...wanted].some((type) => choose(others.with(index, type), candidates).kind === 'one');
}
