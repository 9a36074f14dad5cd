import type { Readable } from 'node:stream';

/** Reads what a process prints, and tells when a mark in it has passed. The mark itself is not handed on. */
export class LogReader {
  #held: Buffer = Buffer.alloc(0);
  #mark: Buffer | undefined;
  #onMark: (() => void) | undefined;

  /** `onLog` may be replaced at any time. */
  constructor(
    stream: Readable,
    public onLog: (chunk: Buffer) => void,
  ) {
    stream.on('data', (chunk: Buffer) => this.#read(chunk));
    stream.on('close', () => this.#pass());
    stream.on('error', () => this.#pass());
  }

  /** Resolves when the mark has passed, or the stream is closed. */
  waitFor(mark: string): Promise<void> {
    this.#mark = Buffer.from(mark);
    return new Promise((resolve) => (this.#onMark = resolve));
  }

  #read(chunk: Buffer): void {
    const bytes = this.#held.length > 0 ? Buffer.concat([this.#held, chunk]) : chunk;
    this.#held = Buffer.alloc(0);
    const at = this.#mark ? bytes.indexOf(this.#mark) : -1;
    if (this.#mark && at >= 0) {
      this.#emit(bytes.subarray(0, at));
      const rest = bytes.subarray(at + this.#mark.length);
      this.#pass();
      if (rest.length > 0) this.onLog(rest);
      return;
    }
    const keep = this.#findStartOfMark(bytes);
    this.#emit(bytes.subarray(0, keep));
    this.#held = Buffer.from(bytes.subarray(keep));
  }

  /** Where the bytes may end in the beginning of a mark; their length, if they don't. */
  #findStartOfMark(bytes: Buffer): number {
    if (!this.#mark) return bytes.length;
    const at = bytes.lastIndexOf(this.#mark.subarray(0, 1));
    const candidate = at < 0 ? bytes.length : at;
    return this.#mark.indexOf(bytes.subarray(candidate)) === 0 ? candidate : bytes.length;
  }

  #pass(): void {
    this.#emit(this.#held);
    this.#held = Buffer.alloc(0);
    this.#mark = undefined;
    this.#onMark?.();
    this.#onMark = undefined;
  }

  #emit(bytes: Buffer): void {
    if (bytes.length > 0) this.onLog(bytes);
  }
}
