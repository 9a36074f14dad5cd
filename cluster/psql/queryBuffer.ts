/** The text that is going to be sent, and where in the script each of its characters came from. */

interface Segment {
  /** Offset in the script just behind what it came from. */
  readonly originEnd: number;
  /** Offset in the sent text. */
  readonly start: number;
  /** Offset in the script; for a variable's value where the variable stands. */
  readonly origin: number;
  readonly verbatim: boolean;
}

export class QueryBuffer {
  text = '';
  /** A variable's value brought a semicolon with it, which ends a statement as a typed one does. */
  splits = false;
  private readonly segments: Segment[] = [];

  /** Offset in the script where the statement begins; undefined while nothing is in. */
  get origin(): number | undefined {
    return this.segments[0]?.origin;
  }

  /** Nothing but white space. */
  get isBlank(): boolean {
    return this.text.trim() === '';
  }

  addVerbatim(text: string, origin: number): void {
    // White space before the first token is no part of the statement.
    const blank = this.isBlank ? text.length - text.trimStart().length : 0;
    if (blank < text.length) this.add(text.slice(blank), origin + blank);
  }

  /** The value in place of a variable that stands at `origin`. */
  addValue(value: string, origin: number, originEnd: number): void {
    if (value.includes(';')) this.splits = true;
    this.add(value, origin, originEnd);
  }

  /** `\;`: the backslash goes. */
  addSemicolon(origin: number): void {
    this.add(';', origin, origin + 2);
  }

  /** Where in the script a character of the sent text came from. */
  toOrigin(offset: number): number {
    const segment = this.segments.findLast(({ start }) => start <= offset);
    if (!segment) return offset;
    return segment.verbatim ? segment.origin + offset - segment.start : segment.origin;
  }

  /** The same for the end of a stretch of the sent text. */
  toOriginEnd(offset: number): number {
    const segment = this.segments.findLast(({ start }) => start < offset);
    if (!segment) return offset;
    return segment.verbatim ? segment.origin + offset - segment.start : segment.originEnd;
  }

  private add(text: string, origin: number, replacedEnd?: number): void {
    const originEnd = replacedEnd ?? origin + text.length;
    const verbatim = replacedEnd === undefined;
    this.segments.push({ start: this.text.length, origin, originEnd, verbatim });
    this.text += text;
  }
}

/** PostgreSQL counts characters from 1, JavaScript UTF-16 units from 0. */
export function toUtf16Offset(text: string, position: number): number {
  let offset = 0;
  for (let character = 1; character < position && offset < text.length; character++) {
    offset += (text.codePointAt(offset) ?? 0) > 0xffff ? 2 : 1;
  }
  return offset;
}
