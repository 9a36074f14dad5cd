/**
 * The value of a string token, and where each of its characters stands. All forms of scan.l: '…', E'…', U&'…',
 * $tag$…$tag$, and literals that go on after a line break.
 */
import { continuesString, findQuoteEnd } from './quotes';
import type { Token } from './tokens';

export type StringForm = 'plain' | 'escape' | 'unicode' | 'dollar';

export interface StringValue {
  readonly value: string;
  readonly form: StringForm;
  /** False where the text ends before the closing quote. */
  readonly closed: boolean;
  /** Offset, in the text the token was read from, of the value's character at `index`; its length is the end. */
  readonly offsetAt: (index: number) => number;
  /** Index in the value of the character at an offset; undefined outside of the quotes. */
  readonly indexAt: (offset: number) => number | undefined;
  /** New text written so that it stands for itself inside this literal. */
  readonly escape: (text: string) => string;
}

export function parseString(token: Token): StringValue {
  const dollar = /^\$[^$]*\$/.exec(token.text)?.[0];
  if (dollar !== undefined) return parseDollar(token, dollar);
  const quote = token.text.indexOf("'");
  const form = formOf(token.text.slice(0, quote));
  const plain = parseUnescaped(token, quote, form);
  if (plain) return plain;
  const decoder = new Decoder();
  for (const part of partsOf(token, quote, form)) decodePart(token.text, part.start, part.end, form, decoder);
  return decoder.finish(token, form);
}

function formOf(prefix: string): StringForm {
  if (/^e$/i.test(prefix)) return 'escape';
  return /^u&$/i.test(prefix) ? 'unicode' : 'plain';
}

function parseDollar(token: Token, tag: string): StringValue {
  const value = token.text.slice(tag.length, token.closed ? -tag.length : undefined);
  return verbatim(value, token, token.start + tag.length, 'dollar');
}

/** What nearly all literals are: one part, in which every character stands for itself. */
function parseUnescaped(token: Token, quote: number, form: StringForm): StringValue | undefined {
  const value = token.text.slice(quote + 1, token.closed ? -1 : undefined);
  if (value.includes("'") || (form !== 'plain' && value.includes('\\'))) return undefined;
  return verbatim(value, token, token.start + quote + 1, form);
}

/** `from` is where its first character stands. */
function verbatim(value: string, { closed }: Token, from: number, form: StringForm): StringValue {
  return {
    value,
    form,
    closed,
    offsetAt: (index) => from + Math.min(Math.max(index, 0), value.length),
    indexAt: (offset) => (offset >= from && offset <= from + value.length ? offset - from : undefined),
    escape: form === 'dollar' ? (text) => text : (text) => escapeFor(form, text),
  };
}

/** The insides of the quotes, as offsets into the token's text. */
function partsOf(token: Token, firstQuote: number, form: StringForm) {
  const parts: { start: number; end: number }[] = [];
  let quote: number | undefined = firstQuote;
  while (quote !== undefined) {
    const end = findQuoteEnd(token.text, quote, form === 'escape' ? 'backslash' : 'doubled');
    parts.push({ start: quote + 1, end: end < 0 ? token.text.length : end - 1 });
    quote = continuesString(token.text, end);
  }
  return parts;
}

/** Collects the value and, for each of its UTF-16 units, the offset it came from. */
class Decoder {
  private value = '';
  private readonly offsets: number[] = [];
  private end = 0;

  add(text: string, offset: number, length: number): void {
    for (let unit = 0; unit < text.length; unit++)
      this.offsets.push(offset + (text.length === length ? unit : 0));
    this.value += text;
    this.end = offset + length;
  }

  finishPart(end: number): void {
    this.end = end;
  }

  finish({ start: base, closed }: Token, form: StringForm): StringValue {
    const { value, offsets, end } = this;
    return {
      value,
      form,
      closed,
      offsetAt: (index) => base + (offsets[index] ?? end),
      indexAt: (offset) => indexOf(offsets, end, offset - base),
      escape: (text) => escapeFor(form, text),
    };
  }
}

function indexOf(offsets: readonly number[], end: number, offset: number): number | undefined {
  if (offset < (offsets[0] ?? end) || offset > end) return undefined;
  const index = offsets.findIndex((candidate) => candidate >= offset);
  return index < 0 ? offsets.length : index;
}

function escapeFor(form: StringForm, text: string): string {
  const quoted = text.replaceAll("'", "''");
  return form === 'plain' || form === 'dollar' ? quoted : quoted.replaceAll('\\', '\\\\');
}

function decodePart(text: string, start: number, end: number, form: StringForm, into: Decoder): void {
  let at = start;
  while (at < end) {
    const escape = readEscape(text, at, form);
    const length = Math.min(escape?.length ?? 1, end - at);
    into.add(escape?.value ?? text.charAt(at), at, length);
    at += length;
  }
  into.finishPart(end);
}

interface Escape {
  readonly value: string;
  readonly length: number;
}

const SIMPLE: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };

function readEscape(text: string, at: number, form: StringForm): Escape | undefined {
  const char = text.charAt(at);
  if (char === "'") return { value: "'", length: 2 };
  if (char !== '\\') return undefined;
  if (form === 'escape') return readBackslash(text, at);
  return form === 'unicode' ? readUnicode(text, at) : undefined;
}

/** scan.l, state xe: \n, \101, \x41, \u0041, \U00000041, and any other character for itself. */
function readBackslash(text: string, at: number): Escape {
  const rest = text.slice(at + 1, at + 10);
  const code = /^(?:x([0-9a-f]{1,2})|u([0-9a-f]{4})|U([0-9a-f]{8})|([0-7]{1,3}))/i.exec(rest);
  if (code) {
    const [whole, byte, short, long, octal] = code;
    const point = octal === undefined ? parseInt(byte ?? short ?? long ?? '', 16) : parseInt(octal, 8) & 255;
    return { value: fromCodePoint(point), length: whole.length + 1 };
  }
  const next = rest.charAt(0);
  return { value: SIMPLE[next] ?? next, length: 2 };
}

/** U&'': \0041, \+000041, \\. */
function readUnicode(text: string, at: number): Escape | undefined {
  const rest = text.slice(at + 1, at + 8);
  if (rest.startsWith('\\')) return { value: '\\', length: 2 };
  const [whole, short, long] = /^(?:([0-9a-f]{4})|\+([0-9a-f]{6}))/i.exec(rest) ?? [];
  if (whole === undefined) return undefined;
  return { value: fromCodePoint(parseInt(short ?? long ?? '', 16)), length: whole.length + 1 };
}

function fromCodePoint(point: number): string {
  return point <= 0x10ffff ? String.fromCodePoint(point) : '\ufffd';
}
