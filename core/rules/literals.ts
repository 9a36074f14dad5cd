import type { Argument, CallSite, LiteralValue } from '../calls/model';
import { seatOf } from '../calls/seat';
import type { Meaning, Parameter } from '../catalog/schema';

export interface SeatedLiteral {
  readonly index: number;
  readonly argument: Argument;
  readonly literal: LiteralValue;
  readonly seat: Parameter;
}

/** The arguments that are finished string literals in a seat that is known; a half-typed one is nobody's fault yet. */
export function seatedLiterals(call: CallSite): readonly SeatedLiteral[] {
  const before = known.get(call);
  if (before) return before;
  const found = findSeatedLiterals(call);
  known.set(call, found);
  return found;
}

/** Most of the rules ask. */
const known = new WeakMap<CallSite, readonly SeatedLiteral[]>();

function findSeatedLiterals(call: CallSite): readonly SeatedLiteral[] {
  return call.arguments.flatMap((argument, index) => {
    const { literal } = argument.value;
    const seat = seatOf(call, index);
    return literal?.string.closed && seat ? [{ index, argument, literal, seat }] : [];
  });
}

export function findSeated(call: CallSite, meaning: Meaning): SeatedLiteral | undefined {
  return seatedLiterals(call).find(({ seat }) => seat.meaning === meaning);
}
