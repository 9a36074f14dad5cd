/** A text that was decoded from another, with the place of each of its UTF-16 units in that. */
import type { Span } from '../span';
import { HOLE } from '../sql/holes';

export class DecodedText {
  private parts = '';
  private readonly starts: number[] = [];
  private readonly ends: number[] = [];

  /** `origin`: where an empty text stands. */
  constructor(private readonly origin: number) {}

  get value(): string {
    return this.parts;
  }

  /** Text that stands as it is from `start` on, or what the host's text between the two offsets stands for. */
  add(text: string, start: number, end: number): void {
    const isPlain = text.length === end - start;
    for (let unit = 0; unit < text.length; unit++) {
      this.starts.push(isPlain ? start + unit : start);
      this.ends.push(isPlain ? start + unit + 1 : end);
    }
    this.parts += text;
  }

  addHole(start: number, end: number): void {
    this.add(HOLE, start, end);
  }

  /** Makes holes of spans of the value; its places stay as they are. */
  digHoles(spans: readonly Span[]): void {
    for (const { start, end } of spans) {
      this.parts = this.parts.slice(0, start) + HOLE.repeat(end - start) + this.parts.slice(end);
    }
  }

  /** A span of the value, in the other text; an empty one stands behind the unit before it. */
  outer({ start, end }: Span): Span {
    if (start >= end) {
      const at = start > 0 ? this.ends[start - 1] : this.starts[0];
      return { start: at ?? this.origin, end: at ?? this.origin };
    }
    const last = this.ends[end - 1] ?? this.ends.at(-1) ?? this.origin;
    return { start: Math.min(this.starts[start] ?? last, last), end: last };
  }

  /** The index of the unit at an offset, or of the one that ends there; undefined where the value has none. */
  inner(offset: number): number | undefined {
    let low = 0;
    let high = this.starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.starts[middle] ?? 0) < offset) low = middle + 1;
      else high = middle;
    }
    if (this.starts[low] === offset) return low;
    if (low > 0 && (this.ends[low - 1] ?? 0) >= offset) return this.ends[low - 1] === offset ? low : low - 1;
    return low === 0 && offset === this.origin ? 0 : undefined;
  }
}
