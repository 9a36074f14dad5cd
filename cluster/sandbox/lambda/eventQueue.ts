type Job = (signal: AbortSignal) => Promise<unknown>;

/** Asynchronous invocations: those of one function run one after the other, those of different ones side by side. */
export class EventQueue {
  readonly #last = new Map<string, Promise<unknown>>();
  readonly #controller = new AbortController();

  /** The job must not reject. */
  add(functionName: string, job: Job): void {
    const before = this.#last.get(functionName) ?? Promise.resolve();
    const done = before.then(() =>
      this.#controller.signal.aborted ? undefined : job(this.#controller.signal),
    );
    this.#last.set(functionName, done);
    void done.then(() => {
      if (this.#last.get(functionName) === done) this.#last.delete(functionName);
    });
  }

  /** Waits until nothing runs or waits, at most for the time given. */
  async settle(timeoutMs: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const timeout = new Promise<void>((resolve) => (timer = setTimeout(resolve, timeoutMs)));
    await Promise.race([timeout, Promise.all(this.#last.values())]);
    clearTimeout(timer);
  }

  /** Ends what runs and drops what waits. */
  stop(): void {
    this.#controller.abort();
  }
}
