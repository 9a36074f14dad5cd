import { LOG_TAIL_BYTES } from './limits';

/** How much of what one invocation prints goes to the sandbox's own log. */
const MAX_PASSED_BYTES = 256 * 1024;
const NEWLINE = 0x0a;

/** What one invocation logs: passed on as it comes, its end kept for the caller. Memory stays bounded. */
export class InvocationLog {
  #tail: Buffer = Buffer.alloc(0);
  #passableBytes = MAX_PASSED_BYTES;
  #isInLine = false;

  constructor(private readonly pass: (chunk: Buffer) => void) {}

  /** Takes what the handler prints. */
  write(chunk: Buffer): void {
    this.#keep(chunk);
    if (this.#passableBytes <= 0) return;
    this.pass(chunk.subarray(0, this.#passableBytes));
    this.#passableBytes -= chunk.length;
    if (this.#passableBytes <= 0) this.pass(Buffer.from('\n… more is not shown here\n'));
  }

  /** Takes a line of Lambda's own. */
  writeLine(line: string): void {
    const bytes = Buffer.from(`${this.#isInLine ? '\n' : ''}${line}\n`);
    this.#keep(bytes);
    this.pass(bytes);
  }

  /** The last 4 KB, whole characters only. */
  readTail(): Buffer {
    const tail = this.#tail;
    if (tail.length < LOG_TAIL_BYTES) return tail;
    let start = 0;
    while (isContinuation(tail[start])) start++;
    return tail.subarray(start);
  }

  #keep(chunk: Buffer): void {
    if (chunk.length === 0) return;
    this.#isInLine = chunk.at(-1) !== NEWLINE;
    this.#tail = Buffer.concat([this.#tail, chunk.subarray(-LOG_TAIL_BYTES)]).subarray(-LOG_TAIL_BYTES);
  }
}

/** A byte inside a UTF-8 character. */
function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0xc0) === 0x80;
}
