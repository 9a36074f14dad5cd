import type { LambdaCall } from './call';
import type { HandlerFile } from './handlerFile';
import type { InvocationLog } from './invocationLog';
import { Deadline } from './deadline';
import { BOOT_TIMEOUT_MS, MAX_RESPONSE_BYTES } from './limits';
import { formatEnd, formatReport, formatStart, formatTimeout, type RunFailure } from './report';
import type { RuntimeCommand } from './runtimeCommand';
import type { RuntimeFacts } from './runtimeMessages';
import type { RuntimePool } from './runtimePool';
import type { RunOutcome } from './runtimeProcess';

/** What became of one run of a handler. */
export type RunResult =
  | { readonly kind: 'payload'; readonly payload: string }
  /** Lambda's JSON about what the function did wrong. */
  | { readonly kind: 'error'; readonly error: string }
  | { readonly kind: 'timeout' }
  | { readonly kind: 'cancelled' };

export interface RunOptions {
  readonly call: LambdaCall;
  readonly handler: HandlerFile;
  readonly command: RuntimeCommand;
  readonly log: InvocationLog;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

const NO_FACTS: RuntimeFacts = { maxMemoryMb: 0, files: [] };

/** Runs a handler once, with the log lines that Lambda writes around it. */
export async function runHandler(pool: RuntimePool, options: RunOptions): Promise<RunResult> {
  const { call, handler, command, log, timeoutMs, signal } = options;
  const lease = pool.take(handler, command);
  const isCold = !lease.process.isReady;
  const takenAt = performance.now();
  let startedAt = takenAt;
  const deadline = new Deadline(BOOT_TIMEOUT_MS);
  const events = {
    onLog: (chunk: Buffer) => log.write(chunk),
    onBoot: () => deadline.restart(timeoutMs),
    onStart: () => {
      startedAt = performance.now();
      log.writeLine(formatStart(call.requestId, call.function.version));
    },
  };
  const outcome = await lease.process.run(
    () => createRunMessage(call, deadline.atMs),
    events,
    AbortSignal.any([signal, deadline.signal]),
  );
  deadline.clear();
  const result = readOutcome(outcome, call.requestId, deadline.signal.aborted);
  const facts = 'files' in outcome ? outcome : NO_FACTS;
  if (outcome.kind === 'error' && outcome.isFatal) lease.process.stop();
  lease.release(facts.files);
  if (result.kind === 'timeout') log.writeLine(formatTimeout(call.requestId, timeoutMs));
  log.writeLine(formatEnd(call.requestId));
  const figures = {
    durationMs: performance.now() - startedAt,
    initMs: isCold ? startedAt - takenAt : undefined,
    maxMemoryMb: facts.maxMemoryMb,
  };
  log.writeLine(formatReport(call.requestId, figures, describeFailure(outcome, result)));
  return result;
}

function createRunMessage(call: LambdaCall, deadlineMs: number) {
  const { requestId: id, event, clientContext = null, function: named } = call;
  return { id, event, clientContext, arn: named.arn, version: named.version, deadlineMs };
}

function readOutcome(outcome: RunOutcome, requestId: string, isTimeout: boolean): RunResult {
  switch (outcome.kind) {
    case 'payload':
      return Buffer.byteLength(outcome.payload) > MAX_RESPONSE_BYTES ? RESPONSE_TOO_LARGE : outcome;
    case 'error':
      return outcome;
    case 'exited':
      return { kind: 'error', error: formatExit(requestId, outcome.reason) };
    case 'stopped':
      return { kind: isTimeout ? 'timeout' : 'cancelled' };
  }
}

const RESPONSE_TOO_LARGE = {
  kind: 'error',
  error: JSON.stringify({
    errorMessage: `Response payload size exceeded maximum allowed payload size (${MAX_RESPONSE_BYTES} bytes).`,
    errorType: 'Function.ResponseSizeTooLarge',
  }),
} as const;

const EXIT_ERROR = 'Runtime.ExitError';

function formatExit(requestId: string, reason: string): string {
  const how = reason === 'exit status 0' ? 'without providing a reason' : `with error: ${reason}`;
  return JSON.stringify({
    errorType: EXIT_ERROR,
    errorMessage: `RequestId: ${requestId} Error: Runtime exited ${how}`,
  });
}

/** Lambda's REPORT names a status only where the environment itself failed. */
function describeFailure(outcome: RunOutcome, result: RunResult): RunFailure | undefined {
  if (result.kind === 'timeout') return { status: 'timeout' };
  return outcome.kind === 'exited' ? { status: 'error', errorType: EXIT_ERROR } : undefined;
}
