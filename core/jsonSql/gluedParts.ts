/** Text that is glued from pieces: `'…' || x || '…'`, `concat(…)`, `format('…%s…', x)`, with or without a cast to json. */
import { findClosing, isMark, wordOf } from '../sql/cursor';
import { parseString } from '../sql/strings';
import type { Token } from '../sql/tokens';
import type { JsonType } from './writeJson';

/** Text that is known, or the tokens of a value that is put in. */
export type GluedPart =
  { readonly kind: 'text'; readonly text: string } | { readonly kind: 'value'; readonly tokens: Tokens };

export interface Glued {
  readonly parts: readonly GluedPart[];
  /** Undefined where the text stays text. */
  readonly cast: JsonType | undefined;
}

type Tokens = readonly Token[];

/** Reads an expression that is all of it glued; undefined where it is anything else, or may be. */
export function readGlued(tokens: Tokens): Glued | undefined {
  const { inside, cast } = stripCast(tokens);
  const text = stripParentheses(inside);
  const parts = readFormat(text) ?? readConcat(text) ?? readOperators(text);
  return parts && { parts, cast };
}

function stripCast(tokens: Tokens): { readonly inside: Tokens; readonly cast: JsonType | undefined } {
  const type = toJsonType(tokens.at(-1));
  if (type && isMark(tokens.at(-2), '::')) return { inside: tokens.slice(0, -2), cast: type };
  const named = toJsonType(tokens.at(-2));
  const isCast = wordOf(tokens[0]) === 'cast' && findClosing(tokens, 1) === tokens.length - 1;
  if (named && isCast && wordOf(tokens.at(-3)) === 'as') return { inside: tokens.slice(2, -3), cast: named };
  return { inside: tokens, cast: undefined };
}

function toJsonType(token: Token | undefined): JsonType | undefined {
  const word = wordOf(token);
  return word === 'json' || word === 'jsonb' ? word : undefined;
}

function stripParentheses(tokens: Tokens): Tokens {
  let inside = tokens;
  while (isMark(inside[0], '(') && findClosing(inside, 0) === inside.length - 1) inside = inside.slice(1, -1);
  return inside;
}

/** The arguments of a call that is the whole expression. */
function readArguments(tokens: Tokens, name: string): readonly Tokens[] | undefined {
  const isCall = wordOf(tokens[0]) === name && isMark(tokens[1], '(');
  if (!isCall || findClosing(tokens, 1) !== tokens.length - 1) return undefined;
  return split(tokens.slice(2, -1), ',');
}

function readConcat(tokens: Tokens): readonly GluedPart[] | undefined {
  return readArguments(tokens, 'concat')?.map((operand) => toPart(stripParentheses(operand)));
}

/** `%s` alone, each taking the next value. */
function readFormat(tokens: Tokens): readonly GluedPart[] | undefined {
  const [template, ...values] = readArguments(tokens, 'format') ?? [];
  const [literal] = template ?? [];
  if (literal?.kind !== 'string' || template?.length !== 1) return undefined;
  const pieces = parseString(literal).value.split(/(%[^]?)/);
  const parts: GluedPart[] = [];
  for (const piece of pieces) {
    const value = piece === '%s' ? values.shift() : undefined;
    if (value) parts.push({ kind: 'value', tokens: value });
    else if (piece === '%%') parts.push({ kind: 'text', text: '%' });
    else if (piece.startsWith('%')) return undefined;
    else parts.push({ kind: 'text', text: piece });
  }
  return parts;
}

function readOperators(tokens: Tokens): readonly GluedPart[] | undefined {
  const operands = split(tokens, '||');
  if (operands.length < 2 || !operands.every(isTight)) return undefined;
  return operands.map(toPart);
}

/** At a mark outside of all parentheses and brackets. */
function split(tokens: Tokens, mark: string): readonly Tokens[] {
  const found: Token[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    if (isMark(token, '(') || isMark(token, '[')) depth++;
    else if (isMark(token, ')') || isMark(token, ']')) depth--;
    if (depth === 0 && isMark(token, mark)) found.push([]);
    else found.at(-1)?.push(token);
  }
  return found;
}

/** Words that bind less than `||`, so that it joins something else than what stands beside it. */
const LOOSE = new Set(
  'and or not is isnull notnull in like ilike similar between operator case when then else end'.split(' '),
);

/** Outside of its parentheses an operand has no operator but a cast: what another one joins depends on both. */
function isTight(operand: Tokens): boolean {
  let depth = 0;
  return (
    operand.length > 0 &&
    operand.every((token) => {
      if (isMark(token, '(') || isMark(token, '[')) depth++;
      else if (isMark(token, ')') || isMark(token, ']')) depth--;
      const isLoose = token.kind === 'operator' ? token.text !== '::' : LOOSE.has(wordOf(token) ?? '');
      return depth > 0 || !isLoose;
    })
  );
}

function toPart(tokens: Tokens): GluedPart {
  const [token] = tokens;
  if (tokens.length === 1 && token?.kind === 'string')
    return { kind: 'text', text: parseString(token).value };
  return { kind: 'value', tokens };
}
