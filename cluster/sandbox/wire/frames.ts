/** Messages of PostgreSQL's protocol 3.0: a type byte, a length that counts itself, a body. */
export interface Frame {
  /** The type, as the letter the protocol's documentation uses. */
  readonly type: string;
  /** The whole message, type and length included. */
  readonly bytes: Buffer;
}

const HEADER_BYTES = 5;
/** As PostgreSQL's own limit for what a client may send. */
const MAX_FRAME_BYTES = 0x3fffffff;

/** A message that can't be one. */
export class ProtocolViolation extends Error {}

/** Cuts a stream into messages, however its pieces are cut. */
export class FrameReader {
  #chunks: Buffer[] = [];
  #size = 0;
  /** Bytes that the first message needs; 0 while its header is not complete. */
  #wanted = 0;

  /** Returns the messages that are complete now. */
  push(chunk: Uint8Array): Frame[] {
    const frames: Frame[] = [];
    let rest = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    this.#chunks.push(rest);
    this.#size += rest.length;
    while (this.#size >= (this.#wanted || HEADER_BYTES)) {
      rest = this.#chunks.length === 1 && this.#chunks[0] ? this.#chunks[0] : Buffer.concat(this.#chunks);
      this.#chunks = [rest];
      this.#wanted = readLength(rest) + 1;
      if (this.#size < this.#wanted) break;
      frames.push({ type: String.fromCharCode(rest[0] ?? 0), bytes: rest.subarray(0, this.#wanted) });
      this.#chunks = [rest.subarray(this.#wanted)];
      this.#size -= this.#wanted;
      this.#wanted = 0;
    }
    return frames;
  }
}

function readLength(bytes: Buffer): number {
  const length = bytes.readInt32BE(1);
  if (length < 4 || length > MAX_FRAME_BYTES) throw new ProtocolViolation('invalid message length');
  return length;
}

/** Builds a message; an empty `type` makes one without a type byte, as a connection begins with. */
export function createFrame(type: string, ...parts: readonly (Buffer | string)[]): Buffer {
  const body = Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : part)));
  const header = Buffer.alloc(type.length + 4);
  header.write(type, 'latin1');
  header.writeInt32BE(body.length + 4, type.length);
  return Buffer.concat([header, body]);
}

export function createInt32(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(4 * values.length);
  values.forEach((value, index) => bytes.writeInt32BE(value, 4 * index));
  return bytes;
}

/** Texts as the protocol ends them: with a zero byte. */
export function splitTexts(bytes: Buffer): string[] {
  return bytes.toString('utf8').split('\0');
}
