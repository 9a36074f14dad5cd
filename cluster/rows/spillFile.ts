import { randomBytes } from 'node:crypto';
import { mkdir, open, unlink, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { EncodedRows } from './rowCodec';
import { ScratchBuffer } from './scratchBuffer';

/** Where a block of rows lies in the file, in bytes. */
export interface Extent {
  readonly offset: number;
  readonly length: number;
}

/**
 * A file for data that memory has no room for. It loses its name as soon as it is open, so nobody else can open
 * it, and the system gives its space back when it is closed, or when this process ends, however it ends.
 */
export class SpillFile {
  private size = 0;
  private readonly scratch = new ScratchBuffer();

  private constructor(private readonly handle: FileHandle) {}

  /** Rejects where the folder cannot be written to. */
  static async create(folder: string): Promise<SpillFile> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const path = join(folder, `rows-${process.pid}-${randomBytes(8).toString('hex')}`);
    const handle = await open(path, 'wx+', 0o600);
    await unlink(path);
    return new SpillFile(handle);
  }

  /** Bytes written. */
  get length(): number {
    return this.size;
  }

  /** Appends blocks of rows, one call at a time, and tells where each lies. */
  async append(blocks: readonly EncodedRows[]): Promise<Extent[]> {
    const start = this.size;
    const extents = blocks.map(({ length }) => {
      const extent = { offset: this.size, length };
      this.size += length;
      return extent;
    });
    await this.scratch.lend(this.size - start, async (buffer) => {
      blocks.forEach(({ write }, index) => write(buffer, (extents[index]?.offset ?? start) - start));
      await writeAll(this.handle, buffer.subarray(0, this.size - start), start);
    });
    return extents;
  }

  /** `decode` must not keep the bytes. */
  read<T>({ offset, length }: Extent, decode: (bytes: Buffer) => T): Promise<T> {
    return this.scratch.lend(length, async (buffer) => {
      for (let done = 0; done < length;) {
        const { bytesRead } = await this.handle.read(buffer, done, length - done, offset + done);
        if (bytesRead === 0) throw new Error('the file of spilled rows ends too early');
        done += bytesRead;
      }
      return decode(buffer.subarray(0, length));
    });
  }

  close(): Promise<void> {
    return this.handle.close();
  }
}

/** A write may take less than it is given. */
async function writeAll(handle: FileHandle, bytes: Buffer, position: number): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, position + done);
    done += bytesWritten;
  }
}
