import type { RunEventSink } from '../../core/invocation/outcome';
import type { Session } from '../session/session';
import { FileRun } from './fileRun';
import type { RunOptions, Script } from './options';
import { ScriptRun, type EndReason } from './scriptRun';

export type { RunOptions, Script } from './options';

/**
 * Runs a script as psql would, backslash commands and variables included; the variables stay with the session.
 * Whatever happens is told to `sink`, last of all one `finished`; resolves after it. Rows are told as they come.
 */
export async function runScript(
  session: Session,
  script: Script,
  options: RunOptions,
  sink: RunEventSink,
): Promise<void> {
  const started = performance.now();
  const stop = new AbortController();
  const forget = session.onCancel(() => stop.abort());
  const cancel = (): void => void session.cancel();
  options.signal?.addEventListener('abort', cancel);
  if (options.signal?.aborted) stop.abort();
  const run = new ScriptRun(session, { ...options, signal: stop.signal }, sink);
  let reason: EndReason = 'failed';
  try {
    const { text, name, spans } = script;
    await new FileRun(run, { text, name }).run(spans);
    reason = run.reason;
  } finally {
    options.signal?.removeEventListener('abort', cancel);
    forget();
    void sink({ kind: 'finished', ms: performance.now() - started, reason });
  }
}
