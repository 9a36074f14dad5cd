/** Which parameters an argument may fill, by the overloads that the call may still become. */
import type { CallSite } from '../../core/calls/model';
import type { Parameter } from '../../core/catalog/schema';
import { contains } from './place';
import { likelyOverloads, seatIn } from '../../core/calls/likelyOverloads';

/** One for each meaning and type, the likeliest first. */
export function possibleSeats(call: CallSite, index: number): readonly Parameter[] {
  const seats = new Map<string, Parameter>();
  for (const overload of likelyOverloads(call)) {
    const seat = seatIn(overload, call, index);
    const key = `${seat?.meaning} ${seat?.type}`;
    if (seat && !seats.has(key)) seats.set(key, seat);
  }
  return [...seats.values()];
}

/** Index of the argument whose slot holds the offset; 0 where the call has none yet. */
export function argumentIndexAt(call: CallSite, offset: number): number {
  return Math.max(
    call.arguments.findLastIndex(({ slot }) => slot.start <= offset),
    0,
  );
}

/** The innermost of the calls between whose parentheses the offset stands. */
export function callAround(calls: readonly CallSite[], offset: number): CallSite | undefined {
  return calls.findLast(({ argumentsSpan }) => contains(argumentsSpan, offset));
}
