import type { Span } from '../../core/span';

export interface Script {
  readonly text: string;
  /** The parts to run, in order; by default all of it. Offsets in events count from the text's start. */
  readonly spans?: readonly Span[];
}

export interface RunOptions {
  /** By default true; psql's variable ON_ERROR_STOP, where the script sets it, goes before. */
  readonly stopOnError?: boolean;
  /** How many rows of a result to keep, 0: all; by default as the profile says. */
  readonly rowLimit?: number;
  /** Cancels what runs, at the server too, and the rest of the script. */
  readonly signal?: AbortSignal;
}

/** The options of a run, whose signal also hears of the session's own `cancel`. */
export type RunControl = RunOptions & { readonly signal: AbortSignal };
