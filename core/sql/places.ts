/**
 * Where each chunk of a document stands: its offset, its line, and the offset at which that line begins. Kept in
 * plain number arrays, because all that follows an edit moves by the same amounts.
 */
import type { Chunk } from './chunk';

type Measured = Pick<Chunk, 'text' | 'lineStarts'>;

export class Places {
  private constructor(
    /** One entry a chunk, and one for the end of the text. */
    private readonly offsets: Int32Array,
    private readonly lines: Int32Array,
    private readonly lineOffsets: Int32Array,
  ) {}

  static of(chunks: readonly Measured[]): Places {
    return Places.empty(chunks.length).fill(0, chunks);
  }

  private static empty(count: number): Places {
    return new Places(new Int32Array(count + 1), new Int32Array(count + 1), new Int32Array(count + 1));
  }

  get count(): number {
    return this.offsets.length - 1;
  }

  offsetOf(index: number): number {
    return this.offsets[index] ?? 0;
  }

  /** Line of the chunk's first character. */
  lineOf(index: number): number {
    return this.lines[index] ?? 0;
  }

  /** Offset at which that line begins, in this chunk or in one before. */
  lineOffsetOf(index: number): number {
    return this.lineOffsets[index] ?? 0;
  }

  /** Index of the last chunk that begins at or before the offset. */
  findOffset(offset: number): number {
    return findLast(this.offsets, this.count, (start) => start <= offset);
  }

  /** Index of the last chunk that begins before the line does. */
  findLine(line: number): number {
    return findLast(this.lines, this.count, (first) => first < line);
  }

  /** The places once the chunks from `first` up to `next` have been replaced. */
  replace(first: number, next: number, chunks: readonly Measured[]): Places {
    const places = Places.empty(first + chunks.length + this.count - next);
    places.offsets.set(this.offsets.subarray(0, first + 1));
    places.lines.set(this.lines.subarray(0, first + 1));
    places.lineOffsets.set(this.lineOffsets.subarray(0, first + 1));
    places.fill(first, chunks);
    places.shift(first + chunks.length, this, next);
    return places;
  }

  private fill(first: number, chunks: readonly Measured[]): this {
    chunks.forEach(({ text, lineStarts }, index) => {
      const at = first + index;
      const last = lineStarts.at(-1);
      this.offsets[at + 1] = this.offsetOf(at) + text.length;
      this.lines[at + 1] = this.lineOf(at) + lineStarts.length;
      this.lineOffsets[at + 1] = last === undefined ? this.lineOffsetOf(at) : this.offsetOf(at) + last;
    });
    return this;
  }

  /** Takes over the places behind `from` of another list, moved to follow on the one at `at`. */
  private shift(at: number, other: Places, from: number): void {
    const byOffset = this.offsetOf(at) - other.offsetOf(from);
    const byLine = this.lineOf(at) - other.lineOf(from);
    const line = other.lineOf(from);
    const lineOffset = this.lineOffsetOf(at);
    for (let index = 1; index <= other.count - from; index++) {
      // Chunks on the line where the edit ends share its new beginning.
      const sameLine = other.lineOf(from + index) === line;
      this.offsets[at + index] = other.offsetOf(from + index) + byOffset;
      this.lines[at + index] = other.lineOf(from + index) + byLine;
      this.lineOffsets[at + index] = sameLine ? lineOffset : other.lineOffsetOf(from + index) + byOffset;
    }
  }
}

/** Index of the last of the first `count` ascending numbers that passes the test; 0 where none does. */
function findLast(ascending: Int32Array, count: number, test: (value: number) => boolean): number {
  let low = 0;
  let high = count - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (test(ascending[middle] ?? 0)) low = middle;
    else high = middle - 1;
  }
  return Math.max(low, 0);
}
