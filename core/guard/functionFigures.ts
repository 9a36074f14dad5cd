/** What is known of how long a function runs before it is invoked. */
import type { InvocationFigure } from '../invocation/summary';

export type FunctionFigures =
  /** `billedMs`: the mean of them; `memoryMb`: of the newest. */
  | {
      readonly kind: 'lastRuns';
      readonly runs: number;
      readonly billedMs: number;
      readonly memoryMb: number;
    }
  | { readonly kind: 'configured'; readonly timeoutMs: number; readonly memoryMb: number };

/** How long functions ran of late; a `place` keeps those of one connection apart from another's. */
export interface FunctionRuns {
  note(place: string, functionName: string, figure: InvocationFigure): void;
  find(place: string, functionName: string): FunctionFigures | undefined;
}

const MOST_RUNS = 10;
const MOST_FUNCTIONS = 500;

export function createFunctionRuns(): FunctionRuns {
  const noted = new Map<string, readonly Run[]>();
  const keyOf = (place: string, name: string): string => JSON.stringify([place, name]);
  return {
    note(place, functionName, { billedDurationMs: billedMs, memorySizeMb: memoryMb }) {
      if (billedMs === null || memoryMb === null) return;
      const key = keyOf(place, functionName);
      const runs = [...(noted.get(key) ?? []), { billedMs, memoryMb }].slice(-MOST_RUNS);
      noted.delete(key);
      noted.set(key, runs);
      const [oldest] = noted.keys();
      if (noted.size > MOST_FUNCTIONS && oldest !== undefined) noted.delete(oldest);
    },
    find(place, functionName) {
      const runs = noted.get(keyOf(place, functionName));
      const newest = runs?.at(-1);
      if (!runs || !newest) return undefined;
      const billedMs = runs.reduce((sum, run) => sum + run.billedMs, 0) / runs.length;
      return { kind: 'lastRuns', runs: runs.length, billedMs, memoryMb: newest.memoryMb };
    },
  };
}

interface Run {
  readonly billedMs: number;
  readonly memoryMb: number;
}
