/** What backslashes and doubled quotes in a host language's string stand for. */
import type { Backslash, CodeForm } from './backslash';
import type { EscapeRule } from './language';

export interface Escape {
  readonly value: string;
  /** UTF-16 units of the host's text. */
  readonly length: number;
}

const LETTERS: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  s: ' ',
  t: '\t',
  v: '\v',
  e: '\x1b',
};

const CODES: Readonly<Record<CodeForm, string>> = {
  x1: 'x[0-9a-fA-F]{1,2}',
  x2: 'x[0-9a-fA-F]{2}',
  x4: 'x[0-9a-fA-F]{1,4}',
  u4: 'u[0-9a-fA-F]{4}',
  'u{}': 'u\\{[0-9a-fA-F]{1,6}\\}',
  U8: 'U[0-9a-fA-F]{8}',
  nul: '0',
  octal: '[0-3]?[0-7]{1,2}',
  octal9: '[0-7]{1,3}',
};
const LINE_BREAK = /\r\n|\n|\r/y;
const LINE_BREAK_AND_INDENTATION = /(?:\r\n|\n|\r)\s*/y;

/** How a string is read. */
interface Reading {
  readonly rule: EscapeRule;
  /** The string's own. */
  readonly quote: string;
  /** The language's. */
  readonly backslash: Backslash | undefined;
}

/** The escape at `at`, if one stands there. */
export function readEscape(
  text: string,
  at: number,
  { rule, quote, backslash }: Reading,
): Escape | undefined {
  const char = text.charAt(at);
  if (rule === 'doubled')
    return char === quote && text.charAt(at + 1) === quote ? { value: quote, length: 2 } : undefined;
  if (char !== '\\' || rule === 'raw') return undefined;
  const next = text.charAt(at + 1);
  if (next !== '' && backslash?.unreached?.includes(next)) return undefined;
  switch (rule) {
    case 'rawBackslash':
      return next === '' ? undefined : { value: char + next, length: 2 };
    case 'quoteOnly':
      return next === '\\' || next === quote ? { value: next, length: 2 } : undefined;
    case 'keep':
    case 'drop':
      return backslash && readBackslash(text, at + 1, { rule, quote, backslash });
  }
}

function readBackslash(
  text: string,
  at: number,
  { rule, quote, backslash }: Reading & { readonly backslash: Backslash },
): Escape {
  const lineBreak = match(backslash.lineEnd === 'trims' ? LINE_BREAK_AND_INDENTATION : LINE_BREAK, text, at);
  if (lineBreak !== undefined && backslash.lineEnd !== 'keeps')
    return { value: '', length: 1 + lineBreak.length };
  const code = match(patternOf(backslash), text, at);
  if (code !== undefined) return { value: characterOf(code), length: 1 + code.length };
  const next = text.charAt(at);
  const letter = backslash.letters.includes(next) ? LETTERS[next] : undefined;
  if (letter !== undefined) return { value: letter, length: 2 };
  const isItself = next !== '' && (next === quote || backslash.itself?.includes(next) === true);
  const isKept = rule === 'keep' && !isItself;
  return { value: isKept ? `\\${next}` : next, length: 1 + next.length };
}

function match(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

const patterns = new WeakMap<Backslash, RegExp>();

function patternOf(backslash: Backslash): RegExp {
  const before = patterns.get(backslash);
  if (before) return before;
  const pattern = new RegExp(backslash.codes.map((code) => CODES[code]).join('|'), 'y');
  patterns.set(backslash, pattern);
  return pattern;
}

function characterOf(code: string): string {
  const isOctal = /^\d/.test(code);
  const point = isOctal ? parseInt(code, 8) : parseInt(code.replace(/^[xuU]\{?/, ''), 16);
  return point <= 0x10ffff ? String.fromCodePoint(point) : '\ufffd';
}
