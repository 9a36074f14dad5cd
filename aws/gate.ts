/** Everything that is asked of one place goes through here: not too much at once, not for ever, not in vain. */
import { readFailure, type Failure, type FailureKind } from './failure';

export type Outcome<T> =
  | { readonly kind: 'ok'; readonly value: T }
  | { readonly kind: 'failed'; readonly failure: FailureKind }
  /** Not asked: AWS is left alone for a while, or nobody wants the answer any more. */
  | { readonly kind: 'passed' };

export interface GateOptions {
  /** Milliseconds since some beginning. */
  readonly now: () => number;
  /** Gets each advice once; that of a passing trouble again after something worked. */
  readonly tell: (failure: Failure) => void;
  /** A question that has no answer by then has none; retries and getting credentials included. */
  readonly deadlineMs: number;
}

const AT_ONCE = 4;

/** How long AWS is left alone after a first failure, doubled with each that follows, and at most. */
const PAUSES: Readonly<Partial<Record<FailureKind, { readonly firstMs: number; readonly mostMs: number }>>> =
  {
    throttled: { firstMs: 2_000, mostMs: 60_000 },
    unreachable: { firstMs: 5_000, mostMs: 300_000 },
    credentials: { firstMs: 60_000, mostMs: 300_000 },
  };

export class Gate {
  private free = AT_ONCE;
  private readonly queue: (() => void)[] = [];
  private closedUntil = 0;
  private failuresInARow = 0;
  private readonly closed = new AbortController();
  private readonly told = new Set<FailureKind>();

  constructor(private readonly options: GateOptions) {}

  /** Milliseconds until AWS is asked again; 0: now. */
  pausedMs(): number {
    return Math.max(this.closedUntil - this.options.now(), 0);
  }

  /** Stops what is under way, and lets nothing more through. */
  close(): void {
    this.closed.abort();
  }

  async ask<T>(signal: AbortSignal, question: (signal: AbortSignal) => Promise<T>): Promise<Outcome<T>> {
    await this.enter();
    const wanted = AbortSignal.any([signal, this.closed.signal]);
    try {
      if (wanted.aborted || this.pausedMs() > 0) return { kind: 'passed' };
      const until = AbortSignal.any([wanted, AbortSignal.timeout(this.options.deadlineMs)]);
      const value = await unlessAborted(question(until), until);
      this.failuresInARow = 0;
      for (const kind of this.told) if (PAUSES[kind]) this.told.delete(kind);
      return { kind: 'ok', value };
    } catch (error) {
      if (wanted.aborted) return { kind: 'passed' };
      return { kind: 'failed', failure: this.note(readFailure(error)) };
    } finally {
      this.leave();
    }
  }

  private note(failure: Failure): FailureKind {
    const { kind } = failure;
    const pause = PAUSES[kind];
    // "No" is an answer, too.
    if (kind === 'missing' || kind === 'denied') this.failuresInARow = 0;
    if (pause && this.pausedMs() === 0) {
      const waitMs = Math.min(pause.firstMs * 2 ** this.failuresInARow, pause.mostMs);
      this.closedUntil = this.options.now() + waitMs;
      this.failuresInARow++;
    }
    if (kind !== 'missing' && !this.told.has(kind)) {
      this.told.add(kind);
      this.options.tell(failure);
    }
    return kind;
  }

  private async enter(): Promise<void> {
    if (this.free > 0) this.free--;
    else await new Promise<void>((resume) => this.queue.push(resume));
  }

  private leave(): void {
    const next = this.queue.shift();
    if (next) next();
    else this.free++;
  }
}

/** The SDK can not be stopped while it looks for credentials: then its answer comes to nobody. */
function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const stop = (): void => reject(new DOMException('The question was given up.', 'AbortError'));
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
