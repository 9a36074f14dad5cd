import type { Socket } from 'node:net';
import { ClientSession } from './clientSession';
import { FrameReader, ProtocolViolation, type Frame } from './frames';
import { isGroupEnd, takeCopyData, takeGroup, type Group } from './group';
import { createError, createReadyForQuery, type NoticeTexts, type TransactionStatus } from './messages';

/** A client that sends COPY data faster than PostgreSQL takes it is not read from beyond this. */
const MAX_INBOX_BYTES = 16 * 1024 * 1024;
const TERMINATE = 'X';

/** What makes one connection: its socket, and the key that a cancel request must name. */
export interface ClientOptions {
  readonly socket: Socket;
  readonly processId: number;
  readonly secret: number;
  /** Settings its session begins with. */
  readonly settings: ReadonlyMap<string, string>;
  /** Something came in, or the client went. */
  readonly onChange: (client: Client) => void;
}

/** One connection, from its startup message on. */
export class Client {
  readonly session: ClientSession;
  /** Transaction status the client was told last. */
  status: TransactionStatus = 'I';
  isWelcome = false;
  /** It has sent LISTEN, so notifications go to it. */
  listens = false;
  /** Messages up to the next Sync are to be ignored, as PostgreSQL does after an error. */
  skipsToSync = false;
  readonly #reader = new FrameReader();
  readonly #socket: Socket;
  #frames: Frame[] = [];
  #inboxBytes = 0;
  #hasEnded = false;
  #isGone = false;
  #isCopyingIn = false;
  #wake: (() => void) | undefined;

  constructor(private readonly options: ClientOptions) {
    this.session = new ClientSession(options.settings);
    this.#socket = options.socket;
    this.#socket.on('data', (chunk) => this.receive(chunk));
    this.#socket.on('end', () => this.#finish());
    this.#socket.on('close', () => this.leave());
    // A reset connection is as gone as a closed one.
    this.#socket.on('error', () => this.leave());
  }

  get processId(): number {
    return this.options.processId;
  }

  get secret(): number {
    return this.options.secret;
  }

  /** It will send nothing more. What it sent is run, but nobody waits for the answer. */
  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  get isGone(): boolean {
    return this.#isGone;
  }

  /** Whether a turn would find something to do. */
  get wantsTurn(): boolean {
    return !this.#isGone && (!this.isWelcome || this.#frames.some(isGroupEnd));
  }

  /** Whether PostgreSQL reads COPY data of this client. */
  set isCopyingIn(value: boolean) {
    this.#isCopyingIn = value;
    this.#throttle();
  }

  receive(chunk: Buffer): void {
    let frames: readonly Frame[];
    try {
      frames = this.#reader.push(chunk);
    } catch (error) {
      if (!(error instanceof ProtocolViolation)) throw error;
      this.end({ severity: 'FATAL', sqlstate: '08P01', message: error.message });
      return;
    }
    this.#inboxBytes += chunk.length;
    for (const frame of frames) if (frame.type !== TERMINATE) this.#frames.push(frame);
    this.#throttle();
    if (frames.some(({ type }) => type === TERMINATE)) this.#finish();
    else this.#notify();
  }

  /** The next messages to run; undefined: there will be none. */
  async nextGroup(): Promise<Group | undefined> {
    for (;;) {
      if (this.#isGone) return undefined;
      const group = this.#isCopyingIn ? takeCopyData(this.#frames) : takeGroup(this.#frames);
      if (group) {
        this.#release(group);
        return group;
      }
      if (this.#hasEnded) return undefined;
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  /** Drops what would be run next. Returns whether the client expects ReadyForQuery for it. */
  dropGroup(): boolean {
    const group = takeGroup(this.#frames);
    if (group) this.#release(group);
    return group?.syncs ?? false;
  }

  send(bytes: Buffer): void {
    if (!this.#socket.destroyed && this.#socket.writable) this.#socket.write(bytes);
  }

  /** Calls back when the client has taken enough of what was sent, or never will. */
  onceTaken(callback: () => void): void {
    if (!this.#socket.writableNeedDrain || this.#socket.destroyed) {
      callback();
      return;
    }
    const done = (): void => {
      this.#socket.off('drain', done);
      this.#socket.off('close', done);
      callback();
    };
    this.#socket.on('drain', done);
    this.#socket.on('close', done);
  }

  /** Answers with an error; with ReadyForQuery behind it, if the client waits for that. */
  fail(texts: NoticeTexts, isReady: boolean): void {
    this.send(createError(texts));
    if (isReady) this.send(createReadyForQuery(this.status));
    else this.skipsToSync = true;
  }

  /** Closes the connection, saying why. */
  end(texts: NoticeTexts): void {
    this.send(createError(texts));
    this.leave();
  }

  leave(): void {
    if (this.#isGone) return;
    this.#isGone = true;
    this.#socket.destroySoon();
    this.#notify();
  }

  #finish(): void {
    this.#hasEnded = true;
    this.#notify();
  }

  #release(group: Group): void {
    for (const { bytes } of group.frames) this.#inboxBytes -= bytes.length;
    this.#throttle();
  }

  #throttle(): void {
    if (this.#isCopyingIn && this.#inboxBytes > MAX_INBOX_BYTES) this.#socket.pause();
    else this.#socket.resume();
  }

  #notify(): void {
    const wake = this.#wake;
    this.#wake = undefined;
    wake?.();
    this.options.onChange(this);
  }
}
