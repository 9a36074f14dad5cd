/** Rows between the socket and whoever takes them: in batches, the server held back while the taker is busy. */
import type { Cell } from '../../core/invocation/outcome';

export type Rows = readonly (readonly Cell[])[];

/** Takes a batch; `size` is about how many bytes it holds. What follows waits for the promise. */
export type TakeRows = (rows: Rows, size: number) => void | Promise<void>;

/** What holds the server back: once its buffers and the network's are full, PostgreSQL waits. */
export interface Holdable {
  pause(): unknown;
  resume(): unknown;
}

/** A batch ends with what one turn of the event loop brought, or here. */
const BATCH = { rows: 2_000, size: 1_000_000 };

export class RowStream {
  private rows: (readonly Cell[])[] = [];
  private size = 0;
  private scheduled = false;
  private dropping = false;
  private waiting = 0;
  private last: Promise<void> | undefined;
  private failure: { readonly error: unknown } | undefined;

  constructor(
    private readonly take: TakeRows,
    private readonly socket: Holdable,
  ) {}

  add(row: readonly Cell[], size: number): void {
    if (this.dropping) return;
    this.rows.push(row);
    this.size += size;
    if (this.rows.length >= BATCH.rows || this.size >= BATCH.size) this.flush();
    else if (!this.scheduled) {
      this.scheduled = true;
      setImmediate(() => {
        this.scheduled = false;
        this.flush();
      });
    }
  }

  /** Hands on what there is and resolves when all of it has been taken; rejects where the taker failed. */
  async end(): Promise<void> {
    this.flush();
    // The failed one has been passed over by then.
    await this.last?.catch(() => undefined);
    if (this.failure) throw this.failure.error;
  }

  /** From now on rows are passed over, and nothing holds the server back: it has been told to stop. */
  drop(): void {
    this.dropping = true;
    this.socket.resume();
  }

  private flush(): void {
    const { rows, size } = this;
    if (rows.length === 0) return;
    this.rows = [];
    this.size = 0;
    const { last } = this;
    const taken = last ? last.then(() => this.take(rows, size)) : this.take(rows, size);
    if (taken) this.waitFor(taken);
  }

  private waitFor(taken: Promise<void>): void {
    this.waiting++;
    if (!this.dropping) this.socket.pause();
    const done = taken.finally(() => {
      this.waiting--;
      if (this.waiting > 0) return;
      this.last = undefined;
      this.socket.resume();
    });
    this.last = done;
    done.catch((error: unknown) => {
      this.failure ??= { error };
      this.drop();
    });
  }
}
