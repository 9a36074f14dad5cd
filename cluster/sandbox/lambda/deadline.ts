/** A time-out that can be set anew. */
export class Deadline {
  readonly #controller = new AbortController();
  #timer: NodeJS.Timeout | undefined;
  /** In milliseconds since 1970. */
  atMs = 0;

  constructor(ms: number) {
    this.restart(ms);
  }

  /** Aborts when the time is over. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  restart(ms: number): void {
    this.clear();
    this.atMs = Date.now() + ms;
    this.#timer = setTimeout(() => this.#controller.abort(), ms);
  }

  clear(): void {
    clearTimeout(this.#timer);
  }
}
