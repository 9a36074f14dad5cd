/** Finds the calls of the catalog's functions in a fragment, however broken the text round them is. */
import { isMark, wordOf } from '../sql/cursor';
import type { Fragment } from '../sql/fragment';
import type { Token } from '../sql/tokens';
import type { Span } from '../span';
import { readCallShape, spanOf, type ArgumentTokens } from './arguments';
import { matchBrackets, type Bracket } from './brackets';
import { Parser } from './expressions/parser';
import type { ReadCall, Surroundings } from './expressions/reader';
import { toExpression } from './expressions/toExpression';
import { inherit, type Typed } from './expressions/typed';
import { NOTHING_DECLARED, type Declared } from '../schema/declared';
import { judgeCall, type WrittenCall } from './judgeCall';
import { createNames } from './queries/scopes';
import type { Argument, CallSite } from './model';
import { findCallHeads, type CallHead } from './names';
import { isReserved } from './words';

/** All calls of functions in our schemas, unknown names included, in the order of the text. */
export function findCalls(fragment: Fragment, declared: Declared = NOTHING_DECLARED): readonly CallSite[] {
  const { text, tokens } = fragment;
  const heads = findCallHeads(text, tokens);
  if (heads.length === 0) return [];
  const read = new Map<number, ReadCall>();
  const pending = new Map(heads.map((head) => [head.open, head]));
  const brackets = matchBrackets(tokens, pending);
  const callAt = (open: number): ReadCall | undefined => {
    const head = pending.get(open);
    const bracket = brackets.get(open);
    pending.delete(open);
    if (head && bracket) read.set(open, readCall(surroundings, head, bracket));
    return read.get(open);
  };
  const isRepeated = countParameters(tokens);
  const names = createNames({ fragment, brackets, callAt, isRepeated }, declared);
  const surroundings = { fragment, brackets, callAt, isRepeated, names, declared };
  // Backwards: the calls inside an argument are known before the argument is read, however deep they nest.
  for (const head of heads.toReversed()) callAt(head.open);
  return heads.flatMap((head) => read.get(head.open)?.site ?? []);
}

function countParameters(tokens: readonly Token[]): (parameter: string) => boolean {
  let repeated: Set<string> | undefined;
  return (parameter) => {
    repeated ??= findRepeated(tokens);
    return repeated.has(parameter);
  };
}

function findRepeated(tokens: readonly Token[]): Set<string> {
  const once = new Set<string>();
  const repeated = new Set<string>();
  for (const { kind, text } of tokens) {
    if (kind === 'parameter') (once.has(text) ? repeated : once).add(text);
  }
  return repeated;
}

function readCall(
  surroundings: Surroundings & Pick<CallSite, 'declared'>,
  head: CallHead,
  bracket: Bracket,
): ReadCall {
  const { fragment, brackets } = surroundings;
  const { text, tokens } = fragment;
  const shape = readCallShape(text, tokens, bracket, brackets);
  const endOf = (index: number): number => tokens[index]?.end ?? text.length;
  const closeStart = tokens[bracket.close]?.start ?? text.length;
  const start = tokens[head.start]?.start ?? 0;
  const nameSpan: Span = { start, end: endOf(head.end) };
  const { values, verdict } = readArguments(surroundings, { head, nameSpan, bracket, shape });
  const site: CallSite = {
    fragment,
    declared: surroundings.declared,
    schema: head.schema,
    name: head.name,
    entry: head.entry,
    nameSpan,
    span: { start, end: bracket.closed ? endOf(bracket.close) : closeStart },
    argumentsSpan: { start: endOf(bracket.open), end: closeStart },
    closed: bracket.closed,
    arguments: shape.arguments.map((argument, index) => toArgument(tokens, argument, values[index])),
    verdict,
    expansion: findExpansion(tokens, head.start, bracket),
    inFrom: bracket.clause === 'from',
  };
  return { site, next: shape.next, holds: holdsOf(values) };
}

type CallParts = Pick<WrittenCall, 'head' | 'nameSpan' | 'bracket' | 'shape'>;
type Judged = Pick<WrittenCall, 'values'> & Pick<CallSite, 'verdict'>;

/** Where EXTRACT stands among them, what all versions of PostgreSQL say alike. */
function readArguments(surroundings: Surroundings, parts: CallParts): Judged {
  const judged = readArgumentsWith({ ...surroundings, extracted: 'numeric' }, parts);
  const { open, close } = parts.bracket;
  const { tokens } = surroundings.fragment;
  let at = open;
  while (at < close && wordOf(tokens[at]) !== 'extract') at++;
  if (at >= close) return judged;
  const older = readArgumentsWith({ ...surroundings, extracted: 'float8' }, parts);
  const isSame = JSON.stringify(judged.verdict) === JSON.stringify(older.verdict);
  const values = judged.values.map(
    (value, index) =>
      value && (value.type === older.values[index]?.type ? value : { ...value, type: undefined }),
  );
  return { values, verdict: isSame ? judged.verdict : { kind: 'undecided' } };
}

function readArgumentsWith(surroundings: Surroundings, parts: CallParts): Judged {
  const parser = new Parser(surroundings);
  const values = parts.shape.arguments.map(({ from, to }) => parser.range(from, to));
  return { values, verdict: judgeCall({ ...parts, parser, values }) };
}

/** An argument that can't be read may be wrong in any way. */
function holdsOf(values: readonly (Typed | undefined)[]): ReadCall['holds'] {
  const read = values.filter((value) => value !== undefined);
  return read.length < values.length ? { refusal: 'unsure' } : inherit(read);
}

function toArgument(tokens: readonly Token[], argument: ArgumentTokens, value: Typed | undefined): Argument {
  const { slot, span, name, nameSpan, from, to } = argument;
  const expression = toExpression(value, spanOf(tokens, from, to, slot.end));
  if (name === undefined || !nameSpan) return { slot, span, value: expression };
  return { slot, span, name, nameSpan, value: expression };
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
  if (first === start || isCallee(tokens[first - 1])) return undefined;
  if (!isMark(tokens[last + 1], '.') || !isMark(tokens[last + 2], '*')) return undefined;
  return spanOf(tokens, first, last + 3, 0);
}

/** `f((call)).*` is the expansion of another function's result. */
function isCallee(token: Token | undefined): boolean {
  return token?.kind === 'quotedWord' || (token?.kind === 'word' && !isReserved(token));
}
