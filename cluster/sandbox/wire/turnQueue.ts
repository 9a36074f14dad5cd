import type { Client } from './client';
import { createNotice } from './messages';

/** After this long a waiting client is told why nothing comes. */
const PATIENCE_MS = 1000;

/** Clients that wait for the one session, first come first served. */
export class TurnQueue {
  readonly #waiting = new Map<Client, NodeJS.Timeout>();
  #wake: (() => void) | undefined;

  /** `describeHolder`: what the client whose turn it is does, e.g. `runs a statement`. */
  constructor(private readonly describeHolder: () => string) {}

  get size(): number {
    return this.#waiting.size;
  }

  has(client: Client): boolean {
    return this.#waiting.has(client);
  }

  add(client: Client): void {
    if (this.#waiting.has(client)) return;
    const timer = setTimeout(() => client.send(this.#createWaitingNotice()), PATIENCE_MS);
    this.#waiting.set(client, timer);
    this.wake();
  }

  remove(client: Client): void {
    clearTimeout(this.#waiting.get(client));
    this.#waiting.delete(client);
  }

  /** Resolves to the next client; undefined: it was woken for another reason. */
  async next(): Promise<Client | undefined> {
    if (this.#waiting.size === 0) await new Promise<void>((resolve) => (this.#wake = resolve));
    const [client] = this.#waiting.keys();
    if (client) this.remove(client);
    return client;
  }

  wake(): void {
    this.#wake?.();
    this.#wake = undefined;
  }

  #createWaitingNotice(): Buffer {
    return createNotice('N', {
      severity: 'NOTICE',
      sqlstate: '00000',
      message: `waiting: another client of the embedded cluster ${this.describeHolder()}`,
      hint: 'The embedded cluster has one session, which clients use in turn; a transaction keeps its turn until it ends.',
    });
  }
}
