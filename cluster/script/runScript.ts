import type { RunEvent } from '../../core/invocation/outcome';
import type { Span } from '../../core/span';
import type { Session } from '../session';
import { ScriptRun } from './scriptRun';

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

/**
 * Runs a script as psql would, backslash commands and variables included; the variables stay with the session.
 * Whatever happens is told to `sink`, last of all one `finished`; resolves after it.
 */
export async function runScript(
  session: Session,
  script: Script,
  options: RunOptions,
  sink: (event: RunEvent) => void,
): Promise<void> {
  const started = performance.now();
  const stop = new AbortController();
  const forget = session.onCancel(() => stop.abort());
  const cancel = (): void => void session.cancel();
  options.signal?.addEventListener('abort', cancel);
  if (options.signal?.aborted) stop.abort();
  const run = new ScriptRun(session, { ...options, signal: stop.signal }, sink);
  let reason: (RunEvent & { kind: 'finished' })['reason'] = 'failed';
  try {
    reason = await run.run(script);
  } finally {
    options.signal?.removeEventListener('abort', cancel);
    forget();
    sink({ kind: 'finished', ms: performance.now() - started, reason });
  }
}
