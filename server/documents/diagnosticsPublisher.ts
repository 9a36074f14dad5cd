/** Two turns: a change that waits in the connection's queue is read in the first of them. */
const TURNS = 2;

/** What takes longer to publish than this steps back for a moment: what the editor asks behind a change comes first. */
const SLOW_MS = 2;
const MOMENT_MS = 1;

/**
 * Publishes a document's problems after every change, without waiting for a pause in the typing. Only what is
 * superseded is left out: while further changes of the document wait to be read, their result is what counts.
 */
export class DiagnosticsPublisher {
  private readonly turnsLeft = new Map<string, number>();
  /** Documents whose problems took long when they were last published. */
  private readonly slow = new Set<string>();

  constructor(private readonly publish: (uri: string) => void) {}

  schedule(uri: string): void {
    const isWaiting = this.turnsLeft.has(uri);
    this.turnsLeft.set(uri, TURNS);
    if (isWaiting) return;
    if (this.slow.has(uri)) setTimeout(() => this.waitTurn(uri), MOMENT_MS);
    else this.waitTurn(uri);
  }

  cancel(uri: string): void {
    this.turnsLeft.delete(uri);
    this.slow.delete(uri);
  }

  private waitTurn(uri: string): void {
    setImmediate(() => {
      const left = this.turnsLeft.get(uri);
      if (left === undefined) return;
      if (left > 1) {
        this.turnsLeft.set(uri, left - 1);
        return this.waitTurn(uri);
      }
      this.turnsLeft.delete(uri);
      this.publishNow(uri);
    });
  }

  private publishNow(uri: string): void {
    const startMs = performance.now();
    this.publish(uri);
    if (performance.now() - startMs > SLOW_MS) this.slow.add(uri);
    else this.slow.delete(uri);
  }
}
