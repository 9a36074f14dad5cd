import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { DirectAnswer, DirectPlace, InvokeModule } from '../../core/directInvocation/answer';
import { bareName, type InvocationRequest } from '../../core/directInvocation/invocationRequest';
import type { Cell, Column, SqlFailure } from '../../core/invocation/outcome';
import type { BesideRequest, RunRequest, RunSink, RunSource } from '../panel/runRequest';

/** The bundle with AWS's SDK: loaded when it is first needed. */
export type LoadInvoke = () => Promise<InvokeModule>;

const loadInvoke: LoadInvoke = async () =>
  (await import(pathToFileURL(join(__dirname, 'aws.js')).href)) as InvokeModule;

/** As aws_lambda.invoke gives them, so that the panel reads both alike. */
const COLUMNS: readonly Column[] = [
  { name: 'status_code', type: 'integer' },
  { name: 'payload', type: 'json' },
  { name: 'executed_version', type: 'text' },
  { name: 'log_result', type: 'text' },
];

export interface DirectInvocation {
  readonly source: RunSource;
  readonly beside?: BesideRequest;
  readonly request: InvocationRequest;
  readonly place: DirectPlace;
}

/** Shows the invocation in the panel as a run of one statement. Resolves when it has ended. */
export async function runOnAws(
  beginRun: (request: RunRequest) => RunSink,
  invocation: DirectInvocation,
  load: LoadInvoke = loadInvoke,
): Promise<void> {
  const { source, beside, request, place } = invocation;
  const controller = new AbortController();
  const name = bareName(request);
  const sink = beginRun({
    source,
    ...(beside && { beside }),
    title: `Invoke Directly: ${name}`,
    connection: 'AWS Lambda',
    rowLimit: 0,
    direct: request,
    cancel: () => controller.abort(),
    runAgain: () => void runOnAws(beginRun, invocation, load),
    reveal: () => undefined,
  });
  const sql = `-- ${request.invocationType} of ${request.functionName}, without the database\n${request.payload}`;
  void sink.onEvent({ kind: 'statementStarted', index: 0, sql, start: 0 });
  const begun = performance.now();
  const result = await invoke(load, request, place, controller.signal);
  const ended = { sql, ms: performance.now() - begun, notices: [] };
  if (result.kind === 'cancelled') {
    void sink.onEvent({ kind: 'statementEnded', index: 0, outcome: { kind: 'cancelled', ...ended } });
    return void sink.onEvent({ kind: 'finished', ms: ended.ms, reason: 'cancelled' });
  }
  if (result.kind === 'answered') {
    const row = toRow(result.answer);
    const size = row.reduce((sum, cell) => sum + (cell?.length ?? 0), 0);
    void sink.onEvent({ kind: 'rows', index: 0, columns: COLUMNS, rows: [row], size });
  }
  const failure = result.kind === 'failed' ? result.failure : findFunctionError(result.answer);
  const done = { command: 'Invoke', rowCount: 1, columns: COLUMNS, truncated: false };
  void sink.onEvent({
    kind: 'statementEnded',
    index: 0,
    outcome: failure ? { kind: 'failed', ...ended, failure } : { kind: 'done', ...ended, ...done },
  });
  void sink.onEvent({ kind: 'finished', ms: ended.ms, reason: failure ? 'failed' : 'completed' });
}

type Result =
  | { readonly kind: 'answered'; readonly answer: DirectAnswer }
  | { readonly kind: 'failed'; readonly failure: SqlFailure }
  | { readonly kind: 'cancelled' };

async function invoke(
  load: LoadInvoke,
  request: InvocationRequest,
  place: DirectPlace,
  signal: AbortSignal,
): Promise<Result> {
  try {
    const aws = await load();
    return { kind: 'answered', answer: await aws.invokeFunction(request, place, signal) };
  } catch (error) {
    if (signal.aborted) return { kind: 'cancelled' };
    return { kind: 'failed', failure: { message: (error as Error).message } };
  }
}

function toRow({ statusCode, payload, executedVersion, logResult }: DirectAnswer): readonly Cell[] {
  return [String(statusCode), payload ?? null, executedVersion ?? null, logResult ?? null];
}

/** The function ran and failed: its answer stays to be looked at. */
function findFunctionError({ functionError, payload }: DirectAnswer): SqlFailure | undefined {
  if (functionError === undefined) return undefined;
  return {
    message: `the function failed (${functionError})`,
    ...(payload !== undefined && { detail: payload }),
    advice: 'The fault is in the function, not on the way from the database to it.',
  };
}
