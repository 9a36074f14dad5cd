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
  if (latest?.call !== call) latest = { call, found: findSeatedLiterals(call) };
  return latest.found;
}

/** Most of the rules ask, one after another of the same call. */
let latest: { readonly call: CallSite; readonly found: readonly SeatedLiteral[] } | undefined;

function findSeatedLiterals(call: CallSite): readonly SeatedLiteral[] {
  const found: SeatedLiteral[] = [];
  call.arguments.forEach((argument, index) => {
    const { literal } = argument.value;
    const seat = literal?.string.closed ? seatOf(call, index) : undefined;
    if (literal && seat) found.push({ index, argument, literal, seat });
  });
  return found;
}

export function findSeated(call: CallSite, meaning: Meaning): SeatedLiteral | undefined {
  return seatedLiterals(call).find(({ seat }) => seat.meaning === meaning);
}
