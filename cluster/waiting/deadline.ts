/** Rejects with pg's own words once the time is up; stands still while somebody answers a question. */
export class Deadline {
  readonly passed: Promise<never>;
  private timer: NodeJS.Timeout | undefined;
  private over = false;
  private reject: (error: Error) => void = () => undefined;

  constructor(private readonly timeoutMs: number) {
    this.passed = new Promise((_resolve, reject) => (this.reject = reject));
    // Whoever races it hears of it; after the race nobody has to.
    this.passed.catch(() => undefined);
    this.start();
  }

  async pausedDuring<T>(wait: () => Promise<T>): Promise<T> {
    clearTimeout(this.timer);
    try {
      return await wait();
    } finally {
      this.start();
    }
  }

  clear(): void {
    this.over = true;
    clearTimeout(this.timer);
  }

  private start(): void {
    if (this.over) return;
    this.timer = setTimeout(() => this.reject(new Error('timeout expired')), this.timeoutMs);
  }
}
