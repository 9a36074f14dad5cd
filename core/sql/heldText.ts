/** The text that one string stands for, or several that an expression puts together, and where each part of it stands. */
import type { Span } from '../span';
import type { StringValue } from './strings';

/** Offsets inside are those of the fragment round it. */
export interface HeldText {
  readonly value: string;
  /** Of the character at an index; between two parts the place at which a string can be written on. */
  readonly outer: (index: number) => number;
  /** From a span's first character to behind its last. */
  readonly outerSpan: (span: Span) => Span;
  /** Index of the character at an offset; undefined outside of the strings. */
  readonly inner: (offset: number) => number | undefined;
  /** How new text for a span of the value is written; undefined where the span is not of one string alone. */
  readonly escapeAt: (span: Span) => ((text: string) => string) | undefined;
}

/** What stands between the quotes of one string. */
export function textOfString({ value, offsetAt, indexAt, escape }: StringValue): HeldText {
  return {
    value,
    outer: offsetAt,
    outerSpan: ({ start, end }) => ({ start: offsetAt(start), end: offsetAt(end) }),
    inner: indexAt,
    escapeAt: () => escape,
  };
}

/** A part of a text that is put together. */
export interface TextPart {
  readonly text: string;
  /** In the fragment round it. */
  readonly span: Span;
  /** The string that it stands in; absent where it is put in from elsewhere. */
  readonly written?: WrittenPart;
}

export interface WrittenPart {
  readonly string: StringValue;
  /** Index in the string's value of the part's first character. */
  readonly from: number;
  /** The string is the first argument of format(), where a percent sign is written twice. */
  readonly inFormat: boolean;
}

interface PlacedPart extends TextPart {
  /** Indexes in the whole. */
  readonly start: number;
  readonly end: number;
}

export function joinParts(parts: readonly TextPart[]): HeldText {
  const placed: PlacedPart[] = [];
  let end = 0;
  for (const part of parts) placed.push({ ...part, start: end, end: (end += part.text.length) });
  const last = placed.at(-1);
  const outer = (index: number): number => {
    const part = findWritten(placed, index) ?? placed.find((one) => index < one.end) ?? last;
    return part ? offsetIn(part, index) : 0;
  };
  return {
    value: placed.map(({ text }) => text).join(''),
    outer,
    outerSpan: (span) => {
      if (span.start >= span.end) return { start: outer(span.start), end: outer(span.start) };
      const first = placed.find((one) => span.start < one.end) ?? last;
      const final = placed.find((one) => span.end <= one.end) ?? last;
      if (!first || !final) return { start: 0, end: 0 };
      return { start: offsetIn(first, span.start), end: endIn(final, span.end) };
    },
    inner: (offset) => findIndex(placed, offset),
    escapeAt: (span) => {
      const { written } = findWritten(placed, span.start, span.end) ?? {};
      return written && ((text) => escapeIn(written, text));
    },
  };
}

/** The first part of a string that holds all of a span, its ends included. */
function findWritten(parts: readonly PlacedPart[], start: number, end = start): PlacedPart | undefined {
  return parts.find((part) => part.written && part.start <= start && end <= part.end);
}

function offsetIn({ written, start, span }: PlacedPart, index: number): number {
  return written ? written.string.offsetAt(written.from + index - start) : span.start;
}

function endIn({ written, start, span }: PlacedPart, index: number): number {
  return written ? written.string.offsetAt(written.from + index - start) : span.end;
}

function findIndex(parts: readonly PlacedPart[], offset: number): number | undefined {
  for (const { written, start, end } of parts) {
    const inString = written?.string.indexAt(offset);
    if (!written || inString === undefined) continue;
    const index = inString - written.from + start;
    if (index >= start && index <= end) return index;
  }
  return undefined;
}

function escapeIn({ string, inFormat }: WrittenPart, text: string): string {
  return string.escape(inFormat ? text.replaceAll('%', '%%') : text);
}
