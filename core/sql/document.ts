/**
 * A script as the sequence of its pieces. An edit reads again from the piece it touches to where the old
 * boundaries agree again, and all other pieces, with whatever has been worked out about them, stay the same
 * objects: the cost of a keystroke follows the edit, not the file. No text of the whole is ever built.
 */
import { EMPTY_SCHEMA, type DeclaredSchema } from '../schema/model';
import { Aside } from './aside';
import { editOpenChunk, readChunks, readWhole, type Chunk, type DocumentOptions } from './chunk';
import { countUpTo } from './lines';
import { Places } from './places';
import { REACH } from './runaway';
import type { TextEdit } from './textEdit';

/** Zero-based line and UTF-16 column, as in LSP. */
export interface LineColumn {
  readonly line: number;
  readonly character: number;
}

export type { TextEdit };

/** Chunks that have been read, and the index of the old chunk behind them. */
interface Reading {
  readonly chunks: readonly Chunk[];
  readonly next: number;
}

export class SqlDocument {
  private marked: readonly number[] | undefined;

  private constructor(
    readonly chunks: readonly Chunk[],
    private readonly places: Places,
    private readonly options: DocumentOptions,
    /** What other scripts of the same project declare. */
    readonly elsewhere: DeclaredSchema,
    private readonly aside?: Aside,
  ) {}

  static create(text: string, options: DocumentOptions): SqlDocument {
    const chunks = readChunks(text, options);
    return new SqlDocument(chunks, Places.of(chunks), options, EMPTY_SCHEMA);
  }

  /** The same text among other scripts. */
  among(elsewhere: DeclaredSchema): SqlDocument {
    if (elsewhere === this.elsewhere) return this;
    return new SqlDocument(this.chunks, this.places, this.options, elsewhere, this.aside);
  }

  get length(): number {
    return this.places.offsetOf(this.chunks.length);
  }

  /** The document after one edit. Offsets outside of the text are brought to its ends. */
  edit(edit: TextEdit): SqlDocument {
    const start = clamp(edit.start, this.length);
    const end = Math.max(start, clamp(edit.end, this.length));
    const first = this.firstTouched(start);
    const last = this.chunks.length === 0 ? -1 : this.indexAt(end);
    const from = this.places.offsetOf(first);
    const unchanged = this.length - end;
    const taken = this.takeIn({ start: start - from, end: end - from, newText: edit.newText }, first);
    if (taken) return this.withLast(taken, this.aside?.after(unchanged));
    const touched = this.chunks.slice(first, last + 1).map((chunk) => chunk.text);
    const old = touched.join('');
    const fresh = old.slice(0, start - from) + edit.newText + old.slice(end - from);
    const { chunks, next } = this.readAgain(fresh, first, last + 1, this.aside?.after(unchanged));
    const after = replaceChunks(this.chunks, first, next, chunks);
    const aside = this.pushAside(last + 1, next) ?? this.aside?.after(unchanged);
    const places = this.places.replace(first, next, chunks);
    return new SqlDocument(after, places, this.options, this.elsewhere, aside);
  }

  /** The chunk at `index` after an edit, in its offsets, that its open end takes in; undefined where there is none. */
  private takeIn(edit: TextEdit, index: number): Chunk | undefined {
    const chunk = this.chunks[index];
    return chunk && index === this.chunks.length - 1 ? editOpenChunk(chunk, edit, this.options) : undefined;
  }

  private withLast(chunk: Chunk, aside: Aside | undefined): SqlDocument {
    const last = this.chunks.length - 1;
    const places = this.places.replace(last, last + 1, [chunk]);
    const chunks = this.chunks.with(last, chunk);
    return new SqlDocument(chunks, places, this.options, this.elsewhere, aside);
  }

  /** What the chunks from `first` up to `next` were, before others swallowed them. */
  private pushAside(first: number, next: number): Aside | undefined {
    const inCopyData = this.chunks[first - 1]?.opensCopyData ?? false;
    return Aside.of(this.chunks.slice(first, next), inCopyData, this.leftFrom(next));
  }

  /** How much text there is from a chunk's beginning to the end. */
  private leftFrom(index: number): number {
    return this.length - this.places.offsetOf(index);
  }

  /**
   * Reads `fresh`, the changed text, and after it old chunks from index `next` on, until a boundary falls where
   * an old chunk begins in the same state, or one of those that stand aside.
   */
  private readAgain(fresh: string, first: number, next: number, aside: Aside | undefined): Reading {
    const read: Chunk[] = [];
    let copyData = this.chunks[first - 1]?.opensCopyData ?? false;
    let rest = fresh;
    let step = 1;
    for (;;) {
      const more = this.chunks.slice(next, next + step);
      const done = more.length === 0;
      for (const chunk of readWhole(rest, copyData, this.options, done)) {
        read.push(chunk);
        copyData = chunk.opensCopyData;
        rest = rest.slice(chunk.text.length);
        const back = aside && this.bringBack(aside, rest.length + this.leftFrom(next), copyData, next);
        if (back) return { chunks: [...read, ...back.chunks], next: back.next };
      }
      const expects = this.chunks[next - 1]?.opensCopyData ?? false;
      if (rest === '' && (done || copyData === expects)) return { chunks: read, next };
      rest += more.map((chunk) => chunk.text).join('');
      next += more.length;
      step *= 2;
    }
  }

  /** The chunks that stand aside from where `left` characters are left on, and the old chunk behind them. */
  private bringBack(aside: Aside, left: number, copyData: boolean, readUpTo: number): Reading | undefined {
    const chunks = aside.from(left, copyData);
    if (!chunks) return undefined;
    const next = aside.behind === 0 ? this.chunks.length : this.indexAt(this.length - aside.behind);
    const state = this.chunks[next - 1]?.opensCopyData ?? false;
    const fits = this.leftFrom(next) === aside.behind && next >= readUpTo;
    return fits && state === aside.endsInCopyData ? { chunks, next } : undefined;
  }

  /** The first chunk an edit at `offset` can change: some have looked at text behind their end. */
  private firstTouched(offset: number): number {
    let first = this.chunks.length === 0 ? 0 : this.indexAt(offset);
    for (let index = first - 1; index >= 0; index--) {
      const end = this.places.offsetOf(index + 1);
      if (end + FARTHEST < offset) break;
      if (end + (this.chunks[index]?.lookahead ?? 0) >= offset) first = index;
    }
    return first;
  }

  /** Index of the chunk that holds the offset; at a boundary the one behind it, at the end the last. */
  indexAt(offset: number): number {
    return this.places.findOffset(offset);
  }

  /** Offset of a chunk's first character. */
  offsetOf(index: number): number {
    return this.places.offsetOf(index);
  }

  /** Where a chunk's first character stands. */
  startOf(index: number): LineColumn {
    const character = this.places.offsetOf(index) - this.places.lineOffsetOf(index);
    return { line: this.places.lineOf(index), character };
  }

  /** Indexes of the chunks that have the mark, in order. */
  get markedChunks(): readonly number[] {
    return (this.marked ??= this.findMarked());
  }

  private findMarked(): readonly number[] {
    const marked: number[] = [];
    for (let index = 0; index < this.chunks.length; index++)
      if (this.chunks[index]?.marked) marked.push(index);
    return marked;
  }

  positionAt(offset: number): LineColumn {
    const at = clamp(offset, this.length);
    const index = this.indexAt(at);
    const chunk = this.chunks[index];
    if (!chunk) return { line: 0, character: 0 };
    const start = this.offsetOf(index);
    const breaks = countUpTo(chunk.lineStarts, at - start);
    const lineStart =
      breaks === 0 ? this.places.lineOffsetOf(index) : start + (chunk.lineStarts[breaks - 1] ?? 0);
    return { line: this.places.lineOf(index) + breaks, character: at - lineStart };
  }

  /** A column behind the line's end means its end; a line behind the last means the text's end. */
  offsetAt(position: LineColumn): number {
    if (position.line < 0) return 0;
    const start = this.lineOffset(position.line);
    if (start === undefined) return this.length;
    const next = this.lineOffset(position.line + 1);
    const end = next === undefined ? this.length : this.beforeLineBreak(next);
    return Math.min(start + Math.max(position.character, 0), Math.max(start, end));
  }

  get lineCount(): number {
    return this.places.lineOf(this.chunks.length) + 1;
  }

  /** The text between two offsets. */
  slice(start: number, end: number): string {
    let text = '';
    for (let index = this.indexAt(start); index < this.chunks.length && this.offsetOf(index) < end; index++) {
      const offset = this.offsetOf(index);
      text += this.chunks[index]?.text.slice(Math.max(start - offset, 0), end - offset) ?? '';
    }
    return text;
  }

  get text(): string {
    return this.chunks.map((chunk) => chunk.text).join('');
  }

  private lineOffset(line: number): number | undefined {
    if (line === 0) return 0;
    const index = this.places.findLine(line);
    const inside = this.chunks[index]?.lineStarts[line - this.places.lineOf(index) - 1];
    return inside === undefined ? undefined : this.offsetOf(index) + inside;
  }

  private beforeLineBreak(lineStart: number): number {
    const breakText = this.slice(lineStart - 2, lineStart);
    return lineStart - (breakText === '\r\n' ? 2 : 1);
  }
}

/** Mostly one takes the place of one: then a single copy is made. */
function replaceChunks(
  all: readonly Chunk[],
  first: number,
  next: number,
  chunks: readonly Chunk[],
): readonly Chunk[] {
  const [only] = chunks;
  if (only && chunks.length === 1 && next === first + 1) return all.with(first, only);
  return [...all.slice(0, first), ...chunks, ...all.slice(next)];
}

/** No chunk looks farther behind its end. */
const FARTHEST = REACH + 64;

function clamp(offset: number, length: number): number {
  return Math.min(Math.max(offset, 0), length);
}
