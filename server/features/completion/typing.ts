/** What is being typed, and where: the question that every kind of completion answers. */
import type { CallSite } from '../../../core/calls/model';
import type { Parameter } from '../../../core/catalog/schema';
import type { Span } from '../../../core/span';
import { isMark } from '../../../core/sql/cursor';
import { HOLE } from '../../../core/sql/holes';
import type { Token } from '../../../core/sql/tokens';
import { indexOfTokenAt, type Place } from '../../spot/place';
import { argumentIndexAt, callAround, possibleSeats } from '../../spot/seats';

export interface Typing {
  readonly place: Place;
  /** The unquoted word round the cursor; empty, at the cursor, where none stands. */
  readonly word: Span;
  /** The word up to the cursor. */
  readonly typed: string;
  /** Index of the token before the word, -1 where there is none. */
  readonly before: number;
  /** The call between whose parentheses the word stands directly, not inside of a part of an argument. */
  readonly argument: ArgumentPlace | undefined;
}

export interface ArgumentPlace {
  readonly call: CallSite;
  readonly index: number;
  /** The parameters that the argument may fill, the likeliest first. */
  readonly seats: readonly Parameter[];
  /** Whether nothing of the value stands before the word. */
  readonly atStart: boolean;
  /** Whether the value is behind `name =>`. */
  readonly named: boolean;
}

export function readTyping(place: Place): Typing {
  const { at, fragment } = place;
  const { tokens } = fragment;
  const on = indexOfTokenAt(tokens, at - 1);
  const token = tokens[on];
  const isWord = token?.kind === 'word' && token.start < at;
  const word = isWord ? withoutHoles(token, at) : { start: at, end: at };
  const before = isWord ? on - 1 : indexOfTokenAt(tokens, at) - 1;
  const typed = fragment.text.slice(word.start, at);
  return { place, word, typed, before, argument: readArgument(place, word, before) };
}

/** What of the word stands round the cursor as text. */
function withoutHoles({ start, text }: Token, at: number): Span {
  const cursor = at - start;
  const hole = text.indexOf(HOLE, cursor);
  return {
    start: start + text.lastIndexOf(HOLE, cursor - 1) + 1,
    end: start + (hole < 0 ? text.length : hole),
  };
}

function readArgument({ fragment, calls }: Place, word: Span, before: number): ArgumentPlace | undefined {
  const { tokens } = fragment;
  const call = callAround(calls, word.start);
  if (!call || !isDirect(tokens, indexOfTokenAt(tokens, call.argumentsSpan.start), before)) return undefined;
  const index = argumentIndexAt(call, word.start);
  const mark = tokens[before];
  const named = isMark(mark, '=>') || isMark(mark, ':=');
  const atStart = named || isMark(mark, ',') || mark?.end === call.argumentsSpan.start;
  return { call, index, seats: possibleSeats(call, index), atStart, named };
}

/** Whether all parentheses opened from one token up to another are closed again. */
function isDirect(tokens: readonly Token[], from: number, to: number): boolean {
  let depth = 0;
  for (let index = from; index <= to; index++) {
    if (isMark(tokens[index], '(') || isMark(tokens[index], '[')) depth++;
    else if (isMark(tokens[index], ')') || isMark(tokens[index], ']')) depth--;
  }
  return depth === 0;
}
