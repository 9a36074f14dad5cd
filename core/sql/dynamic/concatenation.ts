/**
 * The text that an expression puts together: strings joined by `||`, concat() and format(). What isn't written there
 * is a hole; what quote_literal() and `%L` put in is a literal of unknown text.
 */
import { findClosing, isMark, wordOf } from '../cursor';
import type { TextPart } from '../heldText';
import { HOLE } from '../holes';
import { parseString, type StringValue } from '../strings';
import type { Token } from '../tokens';

/** Far more than anybody writes, and a bound on the work. */
const MAX_PARTS = 2_000;
const MAX_DEPTH = 20;

const LITERAL = `'${HOLE}'`;

/** The parts in their order; undefined where the tokens are something else than a text put together. */
export function readConcatenation(tokens: readonly Token[]): readonly TextPart[] | undefined {
  const parts = readText(tokens, 0);
  return parts && parts.length <= MAX_PARTS ? parts : undefined;
}

function readText(tokens: readonly Token[], depth: number): readonly TextPart[] | undefined {
  const operands = depth < MAX_DEPTH ? splitAt(tokens, '||') : undefined;
  if (!operands || operands.length > MAX_PARTS) return undefined;
  const read = operands.map((operand) => readOperand(operand, depth));
  const known = read.filter((parts) => parts !== undefined);
  return known.length < read.length ? undefined : known.flat();
}

function readOperand(tokens: readonly Token[], depth: number): readonly TextPart[] | undefined {
  const [first] = tokens;
  const last = tokens.at(-1);
  // `'…' ||`: what is to come is not typed yet.
  if (!first || !last) return [];
  const bare = withoutCast(tokens);
  if (bare.length === 1 && first.kind === 'string') return [wholeString(first)];
  if (isMark(first, '(') && findClosing(bare, 0) === bare.length - 1)
    return readText(bare.slice(1, -1), depth + 1);
  const call = readCall(bare);
  const read = call && READERS.get(call.name)?.(call.arguments, { start: first.start, end: last.end }, depth);
  if (read) return read;
  return isOperand(tokens) ? [{ text: HOLE, span: { start: first.start, end: last.end } }] : undefined;
}

/** The text of a string as one part. */
export function wholeString(token: Token): TextPart {
  const string = parseString(token);
  const span = { start: token.start, end: token.end };
  return { text: string.value, span, written: { string, from: 0, inFormat: false } };
}

const TEXT_TYPES = new Set(['text', 'varchar']);

/** `'…'::text` is the text alone. */
function withoutCast(tokens: readonly Token[]): readonly Token[] {
  const [mark, type] = tokens.slice(-2);
  return isMark(mark, '::') && TEXT_TYPES.has(wordOf(type) ?? '') ? tokens.slice(0, -2) : tokens;
}

interface Call {
  readonly name: string;
  readonly arguments: readonly (readonly Token[])[];
}

/** `name(…)` or `pg_catalog.name(…)`, and nothing behind it. */
function readCall(tokens: readonly Token[]): Call | undefined {
  const start = wordOf(tokens[0]) === 'pg_catalog' && isMark(tokens[1], '.') ? 2 : 0;
  const name = wordOf(tokens[start]);
  const isClosed = isMark(tokens[start + 1], '(') && findClosing(tokens, start + 1) === tokens.length - 1;
  if (name === undefined || !isClosed) return undefined;
  const given = splitAt(tokens.slice(start + 2, -1), ',');
  return given && { name, arguments: given };
}

type Read = (
  given: readonly (readonly Token[])[],
  span: TextPart['span'],
  depth: number,
) => readonly TextPart[] | undefined;

const READERS: ReadonlyMap<string, Read> = new Map<string, Read>([
  ['concat', readConcat],
  ['format', readFormat],
  ['quote_literal', (_, span) => [{ text: LITERAL, span }]],
  ['quote_nullable', (_, span) => [{ text: LITERAL, span }]],
  ['chr', readCharacter],
]);

/** It leaves out what is NULL, so that not even a literal is sure to be there. */
function readConcat(given: readonly (readonly Token[])[], _: unknown, depth: number) {
  const read = given.map((argument) => readText(argument, depth + 1));
  const known = read.filter((parts) => parts !== undefined);
  if (known.length < read.length) return undefined;
  return known.flat().map((part) => (part.text === LITERAL ? { ...part, text: HOLE } : part));
}

/** `chr(39)`, of a character that every encoding has. */
function readCharacter([code = []]: readonly (readonly Token[])[], span: TextPart['span']) {
  const [token, ...others] = code;
  const value = token?.kind === 'number' && others.length === 0 ? Number(token.text) : 0;
  return value > 0 && value < 128 ? [{ text: String.fromCharCode(value), span }] : undefined;
}

function readFormat([first = []]: readonly (readonly Token[])[], _: unknown, depth: number) {
  return readText(first, depth + 1)?.flatMap(fillIn);
}

/** varlena.c, text_format: `%[position][flags][width]type`. */
const PLACEHOLDER = /%(?:%|(?:\d+\$)?-*(?:\*(?:\d+\$)?|\d+)?([sIL]))/g;

/** A part of format()'s first argument, with what it puts in for its placeholders. */
export function fillIn(part: TextPart): readonly TextPart[] {
  const { written, text } = part;
  if (!written) return [part];
  const { string, from } = written;
  const parts: TextPart[] = [];
  let at = 0;
  const keep = (end: number): void => {
    const span = spanOf(string, from + at, from + end);
    parts.push({ text: text.slice(at, end), span, written: { string, from: from + at, inFormat: true } });
  };
  for (const { index, 0: whole, 1: type } of text.matchAll(PLACEHOLDER)) {
    keep(index);
    at = index + whole.length;
    parts.push({ text: putIn(type), span: spanOf(string, from + index, from + at) });
  }
  keep(text.length);
  return parts;
}

function putIn(type: string | undefined): string {
  if (type === undefined) return '%';
  return type === 'L' ? LITERAL : HOLE;
}

function spanOf({ offsetAt }: StringValue, start: number, end: number): TextPart['span'] {
  return { start: offsetAt(start), end: offsetAt(end) };
}

/** Operators that bind stronger than `||`, so that they and what they stand between are one operand of it. */
const STRONGER = new Set(['+', '-', '*', '/', '%', '^', '::']);
/** Words of operators that bind weaker, and of what is no expression at all. */
const WEAKER = new Set(
  'and or not is in like ilike similar between isnull notnull overlaps operator select from where union'.split(
    ' ',
  ),
);

/** Whether the tokens are one operand of `||`, with nothing in it that binds weaker. */
function isOperand(tokens: readonly Token[]): boolean {
  let cases = 0;
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index];
    const word = wordOf(token) ?? '';
    if (isMark(token, '(')) {
      const close = findClosing(tokens, index);
      if (close === undefined) return false;
      index = close;
    } else if (word === 'case') cases++;
    else if (word === 'end') cases--;
    else if (cases === 0 && !isPart(token, word)) return false;
  }
  return cases === 0;
}

function isPart(token: Token | undefined, word: string): boolean {
  switch (token?.kind) {
    case 'operator':
      return STRONGER.has(token.text);
    case 'punctuation':
      return ['.', '[', ']', ':'].includes(token.text);
    case 'metaCommand':
    case 'junk':
    case undefined:
      return false;
    default:
      return !WEAKER.has(word);
  }
}

/** Split at a mark outside of parentheses and of CASE … END; undefined where a parenthesis has no other one. */
export function splitAt(tokens: readonly Token[], mark: string): readonly (readonly Token[])[] | undefined {
  const pieces: Token[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    const word = wordOf(token);
    if (isMark(token, '(') || isMark(token, '[') || word === 'case') depth++;
    else if (isMark(token, ')') || isMark(token, ']') || (word === 'end' && depth > 0)) depth--;
    if (depth < 0) return undefined;
    if (depth === 0 && isMark(token, mark)) pieces.push([]);
    else pieces.at(-1)?.push(token);
  }
  return depth === 0 ? pieces : undefined;
}
