/** How PostgreSQL picks one of several functions or operators (parse_func.c, parse_oper.c). */
import { canCoerce } from './coercion';
import { baseOf } from './declaredTypes';
import { categoryOf, isPreferred, UNKNOWN, type TypeId } from './typeFacts';

/** Something that may be meant; `takes` are its types in the order of the call's arguments. */
export interface Candidate {
  readonly takes: readonly TypeId[];
}

export type Choice<C> =
  { readonly kind: 'one'; readonly candidate: C } | { readonly kind: 'none' } | { readonly kind: 'many' };

/** func_get_detail: an exact candidate, else the best of those that the arguments can be converted for. */
export function choose<C extends Candidate>(given: readonly TypeId[], candidates: readonly C[]): Choice<C> {
  const exact = candidates.find(({ takes }) => given.every((type, index) => type === takes[index]));
  if (exact && !given.includes(UNKNOWN)) return { kind: 'one', candidate: exact };
  return chooseInexact(given, candidates);
}

/** func_match_argtypes and func_select_candidate. */
export function chooseInexact<C extends Candidate>(
  given: readonly TypeId[],
  candidates: readonly C[],
): Choice<C> {
  const possible = candidates.filter(({ takes }) => canCoerce(given, takes));
  const [first] = possible;
  if (!first) return { kind: 'none' };
  const best = possible.length === 1 ? first : selectBest(given.map(baseOf), possible);
  return best ? { kind: 'one', candidate: best } : { kind: 'many' };
}

/** func_select_candidate. */
function selectBest<C extends Candidate>(given: readonly TypeId[], candidates: readonly C[]): C | undefined {
  const exact = keepBest(candidates, ({ takes }) => count(given, (type, slot) => isExact(type, takes[slot])));
  if (exact.length === 1) return exact[0];
  const preferred = keepBest(exact, ({ takes }) =>
    count(given, (type, slot) => isExact(type, takes[slot]) || isPreferredFor(type, takes[slot])),
  );
  if (preferred.length === 1) return preferred[0];
  if (!given.includes(UNKNOWN)) return undefined;
  const narrowed = narrowByCategory(given, preferred);
  if (narrowed.length === 1) return narrowed[0];
  return assumeOneType(given, narrowed);
}

function count(given: readonly TypeId[], counts: (type: TypeId, slot: number) => boolean): number {
  return given.filter((type, slot) => type !== UNKNOWN && counts(type, slot)).length;
}

function keepBest<C>(candidates: readonly C[], score: (candidate: C) => number): readonly C[] {
  const scores = candidates.map(score);
  const best = Math.max(...scores);
  return candidates.filter((_, index) => scores[index] === best);
}

function isExact(type: TypeId, taken: TypeId | undefined): boolean {
  return type === taken;
}

function isPreferredFor(type: TypeId, taken: TypeId | undefined): boolean {
  return taken !== undefined && isPreferred(taken) && categoryOf(taken) === categoryOf(type);
}

/** What the candidates take in one place where an untyped literal stands. */
interface Slot {
  readonly index: number;
  readonly category: string;
  readonly preferred: boolean;
}

/** Strings win any conflict of categories; any other conflict leaves all candidates as they are. */
function narrowByCategory<C extends Candidate>(
  given: readonly TypeId[],
  candidates: readonly C[],
): readonly C[] {
  const slots: Slot[] = [];
  for (const [index, type] of given.entries()) {
    if (type !== UNKNOWN) continue;
    const slot = readSlot(index, candidates);
    if (!slot) return candidates;
    slots.push(slot);
  }
  const kept = candidates.filter(({ takes }) =>
    slots.every((slot) => fitsSlot(slot, takes[slot.index] ?? '')),
  );
  return kept.length > 0 ? kept : candidates;
}

function readSlot(index: number, candidates: readonly Candidate[]): Slot | undefined {
  const taken = candidates.map(({ takes }) => takes[index] ?? '');
  const categories = new Set(taken.map(categoryOf));
  const [first = ''] = categories;
  const category = categories.size === 1 ? first : 'S';
  if (!categories.has(category)) return undefined;
  const preferred = taken.some((type) => categoryOf(type) === category && isPreferred(type));
  return { index, category, preferred };
}

function fitsSlot(slot: Slot, type: TypeId): boolean {
  return categoryOf(type) === slot.category && (!slot.preferred || isPreferred(type));
}

/** The last resort: all known arguments share one type, so the untyped ones may have it too. */
function assumeOneType<C extends Candidate>(
  given: readonly TypeId[],
  candidates: readonly C[],
): C | undefined {
  const known = new Set(given.filter((type) => type !== UNKNOWN));
  const [type] = known;
  if (type === undefined || known.size > 1) return undefined;
  const assumed = given.map(() => type);
  const fitting = candidates.filter(({ takes }) => canCoerce(assumed, takes));
  return fitting.length === 1 ? fitting[0] : undefined;
}
