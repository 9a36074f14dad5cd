import { decodeRows, encodeRows } from './rowCodec';
import type { Rows } from './rowStream';
import type { Extent } from './spillFile';

/** In bytes. */
const SMALLEST = 16_384;
/** Larger than this it is not kept for what comes next: a cell may have 50 MB. */
const MOST_KEPT = 8_000_000;
/** What a block of rows begins at: its numbers have four bytes each. */
const ALIGNMENT = 4;

/**
 * Blocks of rows as bytes, one behind the other, in one buffer that is used again and again. Rows that wait as
 * objects outlive the young generation, and then the process grows by several times their size before V8 looks for
 * them.
 */
export class BlockBuffer {
  private bytes = Buffer.alloc(0);
  private used = 0;

  /** Bytes in use. */
  get length(): number {
    return this.used;
  }

  /** Where the block lies. */
  append(rows: Rows): Extent {
    const block = encodeRows(rows);
    const offset = Math.ceil(this.used / ALIGNMENT) * ALIGNMENT;
    this.makeRoom(offset + block.length);
    block.write(this.bytes, offset);
    this.used = offset + block.length;
    return { offset, length: block.length };
  }

  rowsAt({ offset, length }: Extent): Rows {
    return decodeRows(this.bytes.subarray(offset, offset + length));
  }

  /** All of it; valid until something is appended. */
  get contents(): Buffer {
    return this.bytes.subarray(0, this.used);
  }

  /** Forgets the blocks. */
  clear(): void {
    this.used = 0;
    if (this.bytes.length > MOST_KEPT) this.bytes = Buffer.alloc(0);
  }

  private makeRoom(length: number): void {
    if (length <= this.bytes.length) return;
    const capacity = 2 ** Math.ceil(Math.log2(Math.max(length, SMALLEST)));
    const larger = Buffer.allocUnsafeSlow(capacity);
    larger.set(this.contents);
    this.bytes = larger;
  }
}
