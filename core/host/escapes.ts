/** What backslashes and doubled quotes in a host language's string stand for. */
import type { EscapeRule } from './language';

export interface Escape {
  readonly value: string;
  /** UTF-16 units of the host's text. */
  readonly length: number;
}

const SIMPLE: Readonly<Record<string, string>> = {
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

const CODE =
  /x([0-9a-fA-F]{1,2})|u([0-9a-fA-F]{4})|[ux]\{([0-9a-fA-F]{1,6})\}|U([0-9a-fA-F]{8})|([0-7]{1,3})/y;
/** A backslash at the end of a line takes the break away. */
const LINE_BREAK = /\r\n|\n|\r/y;

/** The escape at `at`, if one stands there; `quote` is the string's own, for the rules that know only that. */
export function readEscape(text: string, at: number, rule: EscapeRule, quote: string): Escape | undefined {
  const char = text.charAt(at);
  if (rule === 'doubled')
    return char === quote && text.charAt(at + 1) === quote ? { value: quote, length: 2 } : undefined;
  if (char !== '\\' || rule === 'raw') return undefined;
  const next = text.charAt(at + 1);
  switch (rule) {
    case 'rawBackslash':
      return next === '' ? undefined : { value: char + next, length: 2 };
    case 'quoteOnly':
      return next === '\\' || next === quote ? { value: next, length: 2 } : undefined;
    case 'keep':
    case 'drop':
      return readBackslash(text, at + 1, rule);
  }
}

function readBackslash(text: string, at: number, rule: EscapeRule): Escape {
  LINE_BREAK.lastIndex = at;
  const lineBreak = LINE_BREAK.exec(text)?.[0];
  if (lineBreak !== undefined) return { value: '', length: 1 + lineBreak.length };
  CODE.lastIndex = at;
  const [whole, ...codes] = CODE.exec(text) ?? [];
  if (whole !== undefined) {
    const octal = codes[4];
    const hex = codes.slice(0, 4).find((code) => code !== undefined) ?? '';
    return {
      value: fromCodePoint(parseInt(octal ?? hex, octal === undefined ? 16 : 8)),
      length: 1 + whole.length,
    };
  }
  const next = text.charAt(at);
  const known = SIMPLE[next] ?? (/[\\'"`$/{}#%]/.test(next) ? next : undefined);
  if (known !== undefined) return { value: known, length: 2 };
  return { value: rule === 'keep' ? `\\${next}` : next, length: 1 + next.length };
}

function fromCodePoint(point: number): string {
  return point <= 0x10ffff ? String.fromCodePoint(point) : '\ufffd';
}
