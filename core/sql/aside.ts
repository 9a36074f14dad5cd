/**
 * Chunks that an edit has pushed aside. A comment or a `$$` that is opened swallows all that stands behind it, mostly
 * to be closed a few keystrokes later; then these chunks, with all that is known of them, come back as they were.
 * Places are counted from the text's end, where edits before them change nothing.
 */
import type { Chunk } from './chunk';
import { Places } from './places';

/** Fewer are soon read again. */
const WORTH_KEEPING = 64;

export class Aside {
  private constructor(
    private readonly chunks: readonly Chunk[],
    private readonly places: Places,
    /** The first of them was read as COPY data. */
    private readonly beginsInCopyData: boolean,
    /** How much text stands behind the last of them. */
    readonly behind: number,
    /** So much text at the end has not been edited since. */
    private readonly unchanged: number,
  ) {}

  /** Undefined where they are too few to be worth it. */
  static of(chunks: readonly Chunk[], beginsInCopyData: boolean, behind: number): Aside | undefined {
    if (chunks.length < WORTH_KEEPING) return undefined;
    return new Aside(chunks, Places.of(chunks), beginsInCopyData, behind, Infinity);
  }

  /** After an edit that has left so much text at the end as it was; undefined where none of the chunks can come back. */
  after(unchanged: number): Aside | undefined {
    if (unchanged <= this.behind) return undefined;
    const least = Math.min(unchanged, this.unchanged);
    return new Aside(this.chunks, this.places, this.beginsInCopyData, this.behind, least);
  }

  /** Those from the place on that has so much text from it to the end, if one begins there in this state. */
  from(left: number, inCopyData: boolean): readonly Chunk[] | undefined {
    const offset = this.places.offsetOf(this.chunks.length) + this.behind - left;
    if (left > this.unchanged || left <= this.behind || offset < 0) return undefined;
    const index = this.places.findOffset(offset);
    if (this.places.offsetOf(index) !== offset) return undefined;
    const state = this.chunks[index - 1]?.opensCopyData ?? this.beginsInCopyData;
    return state === inCopyData ? this.chunks.slice(index) : undefined;
  }

  /** What stands behind the last of them is COPY data. */
  get endsInCopyData(): boolean {
    return this.chunks.at(-1)?.opensCopyData ?? false;
  }
}
