/** Larger than this it is given back after its use, in bytes. */
const MOST_KEPT = 8_000_000;

/**
 * A buffer that is used again and again for bytes on their way. Allocated anew for each block of rows, buffers lie
 * about until the garbage collector comes, and the process grows by what they leave behind.
 */
export class ScratchBuffer {
  private free: Buffer | undefined;

  /** Lends at least so many bytes; what is borrowed meanwhile is another buffer. */
  async lend<T>(length: number, use: (buffer: Buffer) => Promise<T>): Promise<T> {
    const { free } = this;
    const buffer = free && free.length >= length ? free : Buffer.allocUnsafeSlow(roundUp(length));
    if (buffer === free) this.free = undefined;
    try {
      return await use(buffer);
    } finally {
      if (buffer.length <= MOST_KEPT && buffer.length >= (this.free?.length ?? 0)) this.free = buffer;
    }
  }
}

/** To a power of two, so that blocks that are a little larger find room too. */
const roundUp = (length: number): number => 2 ** Math.ceil(Math.log2(Math.max(length, 65_536)));
