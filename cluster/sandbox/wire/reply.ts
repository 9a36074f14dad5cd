import { hideBridge } from './bridgeContext';
import { FrameReader, type Frame } from './frames';
import {
  formatNotice,
  readCommand,
  readParameterStatus,
  readStatus,
  type TransactionStatus,
} from './messages';

/** What PostgreSQL answers, on its way to the client whose turn it is. */
export interface ReplyEvents {
  /** Bytes for the client, in order. */
  readonly send: (bytes: Buffer) => void;
  /** A NotificationResponse, for whoever listens. */
  readonly notify: (bytes: Buffer) => void;
  readonly command: (command: string) => void;
  readonly error: () => void;
  readonly parameter: (name: string, value: string) => void;
}

const CANCELED = '57014';
/** Types that are looked at; all others pass in one piece. */
const WATCHED = new Set(['E', 'N', 'A', 'C', 'Z', 'G', 'W', 'S']);
/** May come at any time, so they say nothing of how far the answer is. */
const ASYNCHRONOUS = new Set(['N', 'A', 'S']);

/** Follows one exchange and hands its messages on. */
export class Reply {
  readonly #frames = new FrameReader();
  #lastType = '';
  /** Status of the last ReadyForQuery; undefined: none came yet. */
  status: TransactionStatus | undefined;
  /** A transaction block opened or closed since the last ReadyForQuery. */
  isInBlock: boolean | undefined;
  /** Said in place of PostgreSQL's reason when a statement is cancelled. */
  cancelMessage: string | undefined;

  constructor(private readonly events: ReplyEvents) {}

  /** PostgreSQL waits for COPY data from the client. */
  get isCopyingIn(): boolean {
    return this.#lastType === 'G' || this.#lastType === 'W';
  }

  /** The answer ended in ReadyForQuery. */
  get isComplete(): boolean {
    return this.#lastType === 'Z';
  }

  push(chunk: Uint8Array): void {
    const passing: Buffer[] = [];
    for (const frame of this.#frames.push(chunk)) {
      if (!ASYNCHRONOUS.has(frame.type)) this.#lastType = frame.type;
      const bytes = WATCHED.has(frame.type) ? this.#watch(frame) : frame.bytes;
      if (bytes) passing.push(bytes);
    }
    if (passing.length > 0) this.events.send(Buffer.concat(passing));
  }

  /** Returns what the client gets in the frame's place. */
  #watch(frame: Frame): Buffer | undefined {
    switch (frame.type) {
      case 'E':
        this.events.error();
        return this.#rewriteError(frame);
      case 'N':
        return hideBridge(frame).bytes;
      case 'A':
        this.events.notify(frame.bytes);
        return undefined;
      case 'S':
        this.events.parameter(...readParameterStatus(frame));
        return frame.bytes;
      case 'C':
        this.#noteCommand(readCommand(frame));
        return frame.bytes;
      case 'Z':
        this.status = readStatus(frame);
        this.isInBlock = undefined;
        return frame.bytes;
      default:
        return frame.bytes;
    }
  }

  #rewriteError(frame: Frame): Buffer {
    const { fields, bytes } = hideBridge(frame);
    if (this.cancelMessage === undefined || fields.get('C') !== CANCELED) return bytes;
    return formatNotice('E', new Map([...fields, ['M', this.cancelMessage]]));
  }

  #noteCommand(command: string): void {
    if (command === 'BEGIN' || command === 'START TRANSACTION') this.isInBlock = true;
    if (command === 'COMMIT' || command === 'ROLLBACK' || command === 'PREPARE TRANSACTION')
      this.isInBlock = false;
    this.events.command(command);
  }
}
