/** Finds the calls of the catalog's functions in a fragment, however broken the text round them is. */
import { isMark } from '../sql/cursor';
import type { Fragment } from '../sql/fragment';
import type { Token } from '../sql/tokens';
import type { Span } from '../span';
import { readCallShape, spanOf, type ArgumentTokens } from './arguments';
import { matchBrackets, type Bracket } from './brackets';
import type { Argument, CallSite, Expression } from './model';
import { findCallHeads, type CallHead } from './names';

/** All calls of functions in our schemas, unknown names included, in the order of the text. */
export function findCalls(fragment: Fragment): readonly CallSite[] {
  const heads = findCallHeads(fragment.text, fragment.tokens);
  if (heads.length === 0) return [];
  const brackets = matchBrackets(fragment.tokens, new Set(heads.map((head) => head.open)));
  return heads.flatMap((head) => {
    const bracket = brackets.get(head.open);
    return bracket ? [readCall(fragment, head, bracket, brackets)] : [];
  });
}

function readCall(
  fragment: Fragment,
  head: CallHead,
  bracket: Bracket,
  brackets: ReadonlyMap<number, Bracket>,
): CallSite {
  const { text, tokens } = fragment;
  const shape = readCallShape(text, tokens, bracket, brackets);
  const endOf = (index: number): number => tokens[index]?.end ?? text.length;
  const closeStart = tokens[bracket.close]?.start ?? text.length;
  const start = tokens[head.start]?.start ?? 0;
  const expansion = findExpansion(tokens, head.start, bracket);
  return {
    fragment,
    schema: head.schema,
    name: head.name,
    entry: head.entry,
    nameSpan: { start, end: endOf(head.end) },
    span: { start, end: bracket.closed ? endOf(bracket.close) : closeStart },
    argumentsSpan: { start: endOf(bracket.open), end: closeStart },
    closed: bracket.closed,
    arguments: shape.arguments.map((argument) => readArgument(tokens, argument)),
    verdict: { kind: 'undecided' },
    ...(expansion && { expansion }),
    inFrom: bracket.inFrom,
  };
}

function readArgument(tokens: readonly Token[], argument: ArgumentTokens): Argument {
  const { slot, span, name, nameSpan, from, to } = argument;
  const value: Expression = {
    span: spanOf(tokens, from, to, slot.end),
    type: { kind: 'undecided' },
    isNull: false,
  };
  return { slot, span, ...(name !== undefined && { name }), ...(nameSpan && { nameSpan }), value };
}

/** `(call).*`, the parentheses possibly doubled. */
function findExpansion(tokens: readonly Token[], start: number, bracket: Bracket): Span | undefined {
  let first = start;
  let last = bracket.close;
  if (!bracket.closed) return undefined;
  while (isMark(tokens[first - 1], '(') && isMark(tokens[last + 1], ')')) {
    first--;
    last++;
  }
  if (first === start || !isMark(tokens[last + 1], '.') || !isMark(tokens[last + 2], '*')) return undefined;
  return spanOf(tokens, first, last + 3, 0);
}
