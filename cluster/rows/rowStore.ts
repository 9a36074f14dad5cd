/**
 * The rows of a result, however many: the newest in memory, the others in a file. What is added is handed over;
 * nobody changes it any more.
 */
import { BlockBuffer } from './blockBuffer';
import { decodeRows } from './rowCodec';
import type { Rows } from './rowStream';
import { SpillFile, type Extent } from './spillFile';

export interface RowStoreOptions {
  /** Where the file is made once it is needed. */
  readonly folder: string;
  /** So many bytes of rows stay in memory. */
  readonly memory: number;
  /** So large the file may grow; what comes then is not kept. */
  readonly disk: number;
}

/** Sizes in bytes. */
export const ROW_STORE = { memory: 3_000_000, disk: 4_000_000_000 };
/** What is written and read at once: about a page of the grid. */
const BLOCK = { rows: 256, size: 64_000 };
/** How many blocks that were read stay in memory. */
const CACHED = 16;

/** Rows that follow one another. */
interface Block {
  readonly first: number;
  readonly count: number;
  place: Place;
}

/** Where the bytes of a block are; without a buffer, in the file. */
interface Place extends Extent {
  readonly buffer?: BlockBuffer;
}

export class RowStore {
  private readonly blocks: Block[] = [];
  private open: (readonly (string | null)[])[] = [];
  private openSize = 0;
  private sealedRows = 0;
  /** Takes what is sealed. */
  private buffer = new BlockBuffer();
  private sizeInMemory = 0;
  /** The first block that is not in the file. */
  private unspilled = 0;
  private file: SpillFile | undefined;
  private spilling: Promise<void> | undefined;
  private readonly cache = new Map<Block, Promise<Rows>>();
  private cut = false;
  private closed = false;

  constructor(private readonly options: RowStoreOptions) {}

  get rowCount(): number {
    return this.sealedRows + this.open.length;
  }

  /** There was no room for all rows: those kept are the first ones. */
  get isCut(): boolean {
    return this.cut;
  }

  /** About how many bytes of rows are in memory. */
  get inMemory(): number {
    return this.sizeInMemory + this.openSize;
  }

  /** Bytes in the file. */
  get spilled(): number {
    return this.file?.length ?? 0;
  }

  /** `size`: about how many bytes. Whoever has more to add waits for the promise, if there is one. */
  add(rows: Rows, size: number): Promise<void> | undefined {
    if (this.cut || this.closed) return undefined;
    const average = size / Math.max(1, rows.length);
    const step = Math.max(1, Math.min(BLOCK.rows, Math.floor(BLOCK.size / Math.max(1, average))));
    for (let at = 0; at < rows.length;) {
      const slice = rows.slice(at, at + Math.max(1, step - this.open.length));
      for (const row of slice) this.open.push(row);
      this.openSize += average * slice.length;
      at += slice.length;
      if (this.open.length >= step || this.openSize >= BLOCK.size) this.seal();
    }
    if (this.sizeInMemory <= this.options.memory) return undefined;
    this.spilling ??= this.spill().finally(() => (this.spilling = undefined));
    return this.spilling;
  }

  /** Rows `start` to `end` (not included), as far as there are any. */
  async read(start: number, end: number): Promise<Rows> {
    const rows: (readonly (string | null)[])[] = [];
    for (let at = this.findBlock(start); at < this.blocks.length; at++) {
      const block = this.blocks[at];
      if (!block || block.first >= end) break;
      const found = await this.rowsOf(block);
      rows.push(...found.slice(Math.max(0, start - block.first), end - block.first));
    }
    // What was sealed meanwhile has been read as a block.
    const done = start + rows.length;
    if (done >= this.sealedRows) rows.push(...this.open.slice(done - this.sealedRows, end - this.sealedRows));
    return rows;
  }

  /** All rows there are now, in order, piece by piece; throws where they are given up before the last. */
  async *scan(): AsyncGenerator<Rows> {
    const { rowCount } = this;
    let done = 0;
    for (let at = 0; at < this.blocks.length && done < rowCount; at++) {
      const block = this.blocks[at];
      if (!block) break;
      const rows = await this.load(block.place);
      this.assertOpen();
      yield rows;
      done += rows.length;
    }
    this.assertOpen();
    if (done < rowCount) yield this.open.slice(0, rowCount - done);
  }

  /** Gives everything up; what is asked for later is not there. */
  async close(): Promise<void> {
    this.closed = true;
    this.blocks.length = 0;
    this.open = [];
    this.sealedRows = 0;
    this.cache.clear();
    this.buffer = new BlockBuffer();
    await this.spilling;
    await this.file?.close();
    this.file = undefined;
  }

  private assertOpen(): void {
    if (this.closed) throw new Error('The rows are no longer kept: run the statement again.');
  }

  private seal(): void {
    const { open: rows, buffer } = this;
    const place = { ...buffer.append(rows), buffer };
    this.blocks.push({ first: this.sealedRows, count: rows.length, place });
    this.sealedRows += rows.length;
    this.sizeInMemory += place.length;
    this.open = [];
    this.openSize = 0;
  }

  /** Puts what is in memory into the file. Where that cannot be done, memory is all there is. */
  private async spill(): Promise<void> {
    const { buffer } = this;
    const blocks = this.blocks.slice(this.unspilled);
    // Whoever does not wait adds to another.
    this.buffer = new BlockBuffer();
    let start: number;
    try {
      this.file ??= await SpillFile.create(this.options.folder);
      start = await this.file.append(buffer.contents);
    } catch {
      this.cut = true; // no room, no right: told as `isCut`
      return;
    }
    for (const block of blocks) {
      const { offset, length } = block.place;
      block.place = { offset: start + offset, length };
      this.sizeInMemory -= length;
    }
    this.unspilled += blocks.length;
    buffer.clear();
    if (this.buffer.length === 0) this.buffer = buffer;
    if (this.spilled > this.options.disk) this.cut = true;
  }

  private findBlock(row: number): number {
    let low = 0;
    let high = this.blocks.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const block = this.blocks[middle];
      if (block && block.first + block.count <= row) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private rowsOf(block: Block): Promise<Rows> {
    const rows = this.cache.get(block) ?? this.load(block.place);
    this.cache.delete(block);
    this.cache.set(block, rows);
    const [oldest] = this.cache.keys();
    if (this.cache.size > CACHED && oldest) this.cache.delete(oldest);
    return rows;
  }

  private async load({ buffer, ...extent }: Place): Promise<Rows> {
    if (buffer) return buffer.rowsAt(extent);
    try {
      return (await this.file?.read(extent, decodeRows)) ?? [];
    } catch (error) {
      if (this.closed) return [];
      throw error;
    }
  }
}
