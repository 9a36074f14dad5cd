import type { RunTab } from './protocol';
import type { RunRequest } from './runRequest';
import type { RunRows } from './runRows';
import type { RunState } from './runState';

/** So many editors' results are kept; of those that run, all. */
export const MOST_RUNS = 12;

/** A run that the panel keeps. */
export interface KeptRun {
  readonly request: RunRequest;
  readonly rows: RunRows;
  state: RunState;
}

/** The newest run of each source. One of them is in front: on screen. */
export class KeptRuns {
  /** In the order of their tabs. */
  private runs: readonly KeptRun[] = [];
  /** Run ids, the one in front last. */
  private order: readonly number[] = [];
  /** The title of the last run that was given up to make room. */
  givenUp: string | null = null;

  get front(): KeptRun | undefined {
    return this.find(this.order.at(-1));
  }

  /** Those whose rows are to be given up first, first. */
  get byAge(): readonly KeptRun[] {
    return this.order.flatMap((runId) => this.find(runId) ?? []);
  }

  get tabs(): readonly RunTab[] {
    return this.runs.map(({ request: { title, connection, source }, state: { view } }) => {
      const isAlone = this.runs.filter(({ request }) => request.title === title).length === 1;
      const label = isAlone ? title : `${title} (${source.place})`;
      return { runId: view.runId, label, connection, phase: view.phase };
    });
  }

  find(runId: number | undefined): KeptRun | undefined {
    return this.runs.find(({ state }) => state.view.runId === runId);
  }

  findOf(sourceKey: string): KeptRun | undefined {
    return this.runs.find(({ request }) => request.source.key === sourceKey);
  }

  /** Puts a new run in front, in the place of the last of its source; gives those that are no longer kept. */
  add(run: KeptRun, most: number): readonly KeptRun[] {
    const last = this.findOf(run.request.source.key);
    this.runs = last ? this.runs.map((one) => (one === last ? run : one)) : [...this.runs, run];
    this.order = [...this.order.filter((runId) => this.find(runId)), run.state.view.runId];
    this.givenUp = null;
    const gone = last ? [last] : [];
    while (this.runs.length > most) {
      const oldest = this.byAge.find((one) => one !== run && one.state.view.phase !== 'running');
      if (!oldest) break;
      this.remove(oldest);
      this.givenUp = oldest.request.title;
      gone.push(oldest);
    }
    return gone;
  }

  /** False where it is in front already. */
  bringToFront(run: KeptRun): boolean {
    if (run === this.front) return false;
    const { runId } = run.state.view;
    this.order = [...this.order.filter((other) => other !== runId), runId];
    return true;
  }

  remove(run: KeptRun): void {
    this.runs = this.runs.filter((one) => one !== run);
    this.order = this.order.filter((runId) => runId !== run.state.view.runId);
  }
}
