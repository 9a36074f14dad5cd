import { randomBytes } from 'node:crypto';
import { mkdir, open, unlink, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';

/** Where a text lies in the file, in bytes. */
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

  /** Appends texts, one call at a time, and tells where each lies. */
  async append(texts: readonly string[]): Promise<Extent[]> {
    const buffers = texts.map((text) => Buffer.from(text));
    const extents = buffers.map(({ length }) => {
      const extent = { offset: this.size, length };
      this.size += length;
      return extent;
    });
    await writeAll(this.handle, buffers, extents[0]?.offset ?? this.size);
    return extents;
  }

  async read({ offset, length }: Extent): Promise<string> {
    const buffer = Buffer.allocUnsafe(length);
    for (let done = 0; done < length;) {
      const { bytesRead } = await this.handle.read(buffer, done, length - done, offset + done);
      if (bytesRead === 0) throw new Error('the file of spilled rows ends too early');
      done += bytesRead;
    }
    return buffer.toString();
  }

  close(): Promise<void> {
    return this.handle.close();
  }
}

/** A write may take less than it is given. */
async function writeAll(handle: FileHandle, buffers: readonly Buffer[], position: number): Promise<void> {
  const whole = Buffer.concat(buffers);
  for (let done = 0; done < whole.length;) {
    const { bytesWritten } = await handle.write(whole, done, whole.length - done, position + done);
    done += bytesWritten;
  }
}
