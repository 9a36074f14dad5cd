import type { CallSite } from '../../core/calls/model';
import type { Parameter } from '../../core/catalog/schema';
import type { Span } from '../../core/span';
import { parseString, type StringValue } from '../../core/sql/strings';
import type { Place } from './place';
import { argumentIndexAt, callAround, possibleSeats } from './seats';

/** A string literal that is an argument, or that an argument begins with: `'arn:' || …`, `'{}'::json`. */
export interface ArgumentLiteral {
  readonly call: CallSite;
  /** Of the argument. */
  readonly index: number;
  /** The parameters it may fill, the likeliest first. */
  readonly seats: readonly Parameter[];
  readonly string: StringValue;
  /** The cursor, as an index in the string's value. */
  readonly cursor: number;
}

/** The literal whose token is at `tokenIndex`, the cursor being on it. */
export function literalAt(place: Place, tokenIndex: number): ArgumentLiteral | undefined {
  const token = place.fragment.tokens[tokenIndex];
  if (token?.kind !== 'string') return undefined;
  const call = callAround(place.calls, token.start);
  if (!call) return undefined;
  const index = argumentIndexAt(call, token.start);
  if (call.arguments[index]?.value.span.start !== token.start) return undefined;
  const string = parseString(token);
  const onQuote = place.at < string.offsetAt(0) ? 0 : string.value.length;
  const cursor = string.indexAt(place.at) ?? onQuote;
  return { call, index, seats: possibleSeats(call, index), string, cursor };
}

/** A part of the literal's value as a span of the fragment. */
export function spanInLiteral({ string }: ArgumentLiteral, part: Span): Span {
  return { start: string.offsetAt(part.start), end: string.offsetAt(part.end) };
}
