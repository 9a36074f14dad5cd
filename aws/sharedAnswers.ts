/** Answers by key: each is kept for a while, and what is being asked already is not asked twice. */

export interface Kept<T> {
  readonly value: T;
  /** Whether it need not be asked again yet. */
  readonly fresh: boolean;
}

interface Entry<T> {
  readonly value: T;
  readonly freshUntil: number;
}

interface Flight<T> {
  readonly promise: Promise<T | undefined>;
  readonly stop: AbortController;
  waiting: number;
}

export class SharedAnswers<T> {
  private readonly entries = new Map<string, Entry<T>>();
  private readonly flights = new Map<string, Flight<T>>();

  constructor(
    private readonly now: () => number,
    /** How many are kept; of more, those that were got first go. */
    private readonly most: number,
    /** Milliseconds that a value is fresh; 0: it is not kept. */
    private readonly keepMs: (value: T) => number,
  ) {}

  peek(key: string): Kept<T> | undefined {
    const entry = this.entries.get(key);
    return entry && { value: entry.value, fresh: this.now() < entry.freshUntil };
  }

  /** The fresh answer, else a new one; undefined where the signal ends first. What nobody waits for is stopped. */
  async get(
    key: string,
    signal: AbortSignal,
    ask: (signal: AbortSignal) => Promise<T>,
  ): Promise<T | undefined> {
    const kept = this.peek(key);
    if (kept?.fresh) return kept.value;
    if (signal.aborted) return undefined;
    const flight = this.flights.get(key) ?? this.start(key, ask);
    flight.waiting++;
    return new Promise((resolve) => {
      const leave = (): void => {
        resolve(undefined);
        if (--flight.waiting > 0) return;
        flight.stop.abort();
        if (this.flights.get(key) === flight) this.flights.delete(key);
      };
      signal.addEventListener('abort', leave, { once: true });
      void flight.promise.then((value) => {
        signal.removeEventListener('abort', leave);
        resolve(value);
      });
    });
  }

  private start(key: string, ask: (signal: AbortSignal) => Promise<T>): Flight<T> {
    const stop = new AbortController();
    const promise = ask(stop.signal).then((value) => {
      if (this.flights.get(key) === flight) this.flights.delete(key);
      if (!stop.signal.aborted) this.keep(key, value);
      return value;
    });
    const flight: Flight<T> = { promise, stop, waiting: 0 };
    this.flights.set(key, flight);
    return flight;
  }

  private keep(key: string, value: T): void {
    const keepMs = this.keepMs(value);
    if (keepMs === 0) return;
    this.entries.delete(key);
    this.entries.set(key, { value, freshUntil: this.now() + keepMs });
    for (const oldest of this.entries.keys()) {
      if (this.entries.size <= this.most) break;
      this.entries.delete(oldest);
    }
  }
}
