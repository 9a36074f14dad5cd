/** What stands between the parentheses of a call, and behind them: the words of it, no types yet. */
import { isMark, wordOf } from '../sql/cursor';
import type { Token } from '../sql/tokens';
import type { Span } from '../span';
import type { Bracket } from './brackets';
import { readName } from './names';
import { isFunctionName } from './words';

/** One argument; `from` and `to` are indices of tokens, half open, of the value alone. */
export interface ArgumentTokens {
  readonly slot: Span;
  readonly span: Span;
  readonly name: string | undefined;
  readonly nameSpan: Span | undefined;
  readonly from: number;
  readonly to: number;
  readonly variadic: boolean;
}

/** A call as it is written. */
export interface CallShape {
  readonly arguments: readonly ArgumentTokens[];
  /** `f(*)`. */
  readonly star: boolean;
  readonly distinct: boolean;
  /** DISTINCT or ALL before the arguments. */
  readonly quantified: boolean;
  readonly orderBy: boolean;
  /** The parenthesis of WITHIN GROUP, by its token. */
  readonly withinGroup: number | undefined;
  /** The parenthesis of FILTER. */
  readonly filter: number | undefined;
  /** The token behind OVER: a parenthesis, or the name of a window. */
  readonly window: number | undefined;
  /** The token behind the call and all that belongs to it. */
  readonly next: number;
}

/** `text` is the fragment's; its end is the end of a slot that nothing closes. */
export function readCallShape(
  text: string,
  tokens: readonly Token[],
  bracket: Bracket,
  brackets: ReadonlyMap<number, Bracket>,
): CallShape {
  const first = wordOf(tokens[bracket.open + 1]);
  const distinct = first === 'distinct';
  const quantified = distinct || first === 'all';
  const from = bracket.open + (quantified ? 2 : 1);
  const star = isMark(tokens[from], '*') && from + 1 === bracket.close;
  const { withinGroup, filter, window, next } = readTail(tokens, bracket, brackets);
  return {
    arguments: star ? [] : readArguments(text, tokens, bracket, from),
    star,
    distinct,
    quantified,
    orderBy: bracket.orderBy !== undefined,
    withinGroup,
    filter,
    window,
    next,
  };
}

function readArguments(text: string, tokens: readonly Token[], bracket: Bracket, from: number) {
  const found: ArgumentTokens[] = [];
  const end = bracket.orderBy ?? bracket.close;
  if (from >= end && bracket.commas.length === 0) return found;
  let start = from;
  let slotStart = tokens[bracket.open]?.end ?? 0;
  for (const stop of [...bracket.commas, end]) {
    const slotEnd = tokens[stop]?.start ?? text.length;
    found.push(readArgument(tokens, start, stop, { start: slotStart, end: slotEnd }));
    start = stop + 1;
    slotStart = tokens[stop]?.end ?? text.length;
  }
  return found;
}

function readArgument(tokens: readonly Token[], start: number, stop: number, slot: Span): ArgumentTokens {
  const variadic = wordOf(tokens[start]) === 'variadic';
  const first = variadic ? start + 1 : start;
  const named = readArgumentName(tokens, first, stop);
  return {
    slot,
    span: spanOf(tokens, start, stop, slot.end),
    name: named?.name,
    nameSpan: named?.span,
    from: named?.next ?? first,
    to: stop,
    variadic,
  };
}

/** gram.y, func_arg_expr: `name => value`, and `name := value` of old; the same words are names as of functions. */
function readArgumentName(tokens: readonly Token[], index: number, stop: number) {
  const second = tokens[index + 1];
  // One of them stands behind the name, or UESCAPE.
  if (second?.kind !== 'operator' && second?.kind !== 'word') return undefined;
  const named = readName(tokens, index);
  const arrow = named && tokens[named.next];
  if (!named || named.next >= stop || !(isMark(arrow, '=>') || isMark(arrow, ':='))) return undefined;
  if (!isFunctionName(named.token)) return undefined;
  return { name: named.name, span: { start: named.token.start, end: named.token.end }, next: named.next + 1 };
}

/** From the first token to the last; empty, at `fallback`, where there is none. */
export function spanOf(tokens: readonly Token[], from: number, to: number, fallback: number): Span {
  const first = tokens[from];
  const last = tokens[to - 1];
  if (!first || !last || from >= to) return { start: fallback, end: fallback };
  return { start: first.start, end: last.end };
}

/** gram.y, func_expr: WITHIN GROUP (…), FILTER (…), OVER name or (…), in this order. */
function readTail(tokens: readonly Token[], bracket: Bracket, brackets: ReadonlyMap<number, Bracket>) {
  let next = bracket.closed ? bracket.close + 1 : bracket.close;
  // All of it begins with a word.
  if (tokens[next]?.word === undefined)
    return { withinGroup: undefined, filter: undefined, window: undefined, next };
  const behind = (open: number): number => (brackets.get(open)?.close ?? open) + 1;
  let withinGroup: number | undefined;
  if (wordOf(tokens[next]) === 'within' && wordOf(tokens[next + 1]) === 'group') {
    withinGroup = next + 2;
    next = behind(withinGroup);
  }
  const filter = wordOf(tokens[next]) === 'filter' && isMark(tokens[next + 1], '(') ? next + 1 : undefined;
  if (filter !== undefined) next = behind(filter);
  const window = wordOf(tokens[next]) === 'over' ? next + 1 : undefined;
  if (window !== undefined) next = isMark(tokens[window], '(') ? behind(window) : window + 1;
  return { withinGroup, filter, window, next };
}
