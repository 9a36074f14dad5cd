import { randomBytes } from 'node:crypto';
import { mkdir, open, unlink, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
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

  /** Appends bytes, one call at a time, and tells where they begin. They must stay as they are until then. */
  async append(bytes: Uint8Array): Promise<number> {
    const start = this.size;
    this.size += bytes.length;
    for (let done = 0; done < bytes.length;) {
      // A write may take less than it is given.
      const { bytesWritten } = await this.handle.write(bytes, done, bytes.length - done, start + done);
      done += bytesWritten;
    }
    return start;
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
