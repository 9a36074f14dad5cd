/** All functions of a place, page by page: what has come is shown while the rest is on its way. */
import type { FunctionFacts, FunctionList } from '../core/liveNames/model';
import type { Gate } from './gate';
import type { LambdaApi } from './lambdaApi';

/** 20,000 functions: what is behind them is looked up by name. */
const MOST_PAGES = 400;
const KEEP_MS = 10 * 60_000;
/** After a refusal, before the next try. */
const REFUSED_MS = 5 * 60_000;

export class Listing {
  private byName: ReadonlyMap<string, FunctionFacts> = new Map();
  private all: FunctionList = { functions: [], complete: false };
  private freshUntil = 0;
  private refusedUntil = 0;
  /** Where a listing that was broken off goes on. */
  private next: string | undefined;
  private partial = new Map<string, FunctionFacts>();
  private running: Promise<void> | undefined;

  constructor(
    private readonly api: LambdaApi,
    private readonly gate: Gate,
    private readonly now: () => number,
  ) {}

  get list(): FunctionList {
    return this.all;
  }

  find(name: string): { readonly facts: FunctionFacts; readonly fresh: boolean } | undefined {
    const facts = this.partial.get(name) ?? this.byName.get(name);
    return facts && { facts, fresh: this.running !== undefined || this.now() < this.freshUntil };
  }

  /** Ends when all is listed, when AWS refuses, or with the signal; then the listing goes on by itself. */
  async load(signal: AbortSignal): Promise<FunctionList> {
    if (this.now() < this.freshUntil || this.now() < this.refusedUntil) return this.all;
    this.running ??= this.run().finally(() => (this.running = undefined));
    await untilAborted(this.running, signal);
    return this.all;
  }

  private async run(): Promise<void> {
    const keptGoing = new AbortController().signal;
    for (let page = 0; page < MOST_PAGES; page++) {
      const outcome = await this.gate.ask(keptGoing, (signal) => this.api.listFunctions(this.next, signal));
      if (outcome.kind !== 'ok')
        return this.breakOff(outcome.kind === 'failed' ? outcome.failure : undefined);
      for (const facts of outcome.value.items) this.partial.set(facts.name, facts);
      this.next = outcome.value.next;
      // An old list that was whole is better than a new one that has begun.
      if (!this.all.complete) this.show(this.next === undefined);
      if (this.next === undefined) break;
    }
    this.show(this.next === undefined);
    this.byName = this.partial;
    this.partial = new Map();
    this.next = undefined;
    this.freshUntil = this.now() + KEEP_MS;
  }

  private show(complete: boolean): void {
    this.all = { functions: [...this.partial.values()], complete };
  }

  private breakOff(failure: string | undefined): void {
    if (failure === 'denied') this.refusedUntil = this.now() + REFUSED_MS;
    // A marker that AWS does not take any more: from the beginning, next time.
    if (failure === 'other') {
      this.next = undefined;
      this.partial = new Map();
      this.refusedUntil = this.now() + REFUSED_MS;
    }
  }
}

function untilAborted(promise: Promise<void>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const stop = (): void => resolve();
    if (signal.aborted) return stop();
    signal.addEventListener('abort', stop, { once: true });
    void promise.then(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    });
  });
}
