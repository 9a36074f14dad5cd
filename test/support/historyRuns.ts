/** Runs for the history, as the runner tells of them. */
import { HISTORY_LIMITS, type HistoryEntry, type HistoryLimits } from '../../client/history/entry';
import { createRunId } from '../../client/history/historyFiles';
import type { RecordedRun } from '../../client/history/recordedRun';
import { RunRecorder } from '../../client/history/recorder';
import type { Cell, Column, Notice, RunEvent, SqlFailure } from '../../core/invocation/outcome';

export const INVOKE_COLUMNS: readonly Column[] = [
  { name: 'status_code', type: 'integer' },
  { name: 'payload', type: 'json' },
  { name: 'executed_version', type: 'text' },
  { name: 'log_result', type: 'text' },
];

export const REQUEST_ID = '8f507cfc-xmpl-4697-b07a-ac58fc914c95';

/** The log of an invocation, in base64. */
export function logOf(durationMs: number, ...lines: readonly string[]): string {
  const report = `REPORT RequestId: ${REQUEST_ID}\tDuration: ${durationMs} ms\tBilled Duration: ${Math.ceil(durationMs)} ms\tMemory Size: 128 MB\tMax Memory Used: 64 MB`;
  return Buffer.from([`START RequestId: ${REQUEST_ID}`, ...lines, report].join('\n')).toString('base64');
}

/** What a statement of a run comes to. */
export interface ToldStatement {
  readonly sql: string;
  readonly columns?: readonly Column[];
  readonly rows?: readonly (readonly Cell[])[];
  readonly failure?: SqlFailure;
  readonly cancelled?: true;
  readonly notices?: readonly Notice[];
  /** Of the file of rows. */
  readonly line?: number;
}

export interface ToldRun extends Partial<RecordedRun> {
  readonly statements: readonly ToldStatement[];
  readonly hidden?: readonly string[];
  readonly limits?: Partial<HistoryLimits>;
}

/** A run of these statements, one below the other, as it is recorded. */
export function record({ statements, hidden = [], limits, ...run }: ToldRun): HistoryEntry {
  const startedAt = run.startedAt ?? Date.UTC(2026, 10, 22, 5, 30);
  const text = statements.map(({ sql }) => sql).join('\n');
  const recorder = new RunRecorder(
    {
      id: createRunId(startedAt),
      startedAt,
      title: 'hello.sql',
      connection: 'Embedded cluster',
      source: 'file:///project/hello.sql',
      script: { text, spans: [{ start: 0, end: text.length }] },
      keepsResults: true,
      ...run,
    },
    { ...HISTORY_LIMITS, ...limits },
  );
  statements.forEach((statement, index) =>
    eventsOf(statement, index).forEach((event) => recorder.take(event)),
  );
  const reason = statements.some(({ failure }) => failure) ? 'failed' : 'completed';
  const entry = recorder.finish(reason, 12.5, hidden);
  if (!entry) throw new Error('nothing ran');
  return entry;
}

/** An invocation of one function. */
export function recordInvocation(
  payload: string,
  run: Partial<ToldRun> = {},
  durationMs = 2.5,
): HistoryEntry {
  const sql = `SELECT * FROM aws_lambda.invoke('greet', '{}'::json, log_type => 'Tail')`;
  const rows = [['200', payload, '$LATEST', logOf(durationMs)]];
  return record({ statements: [{ sql, columns: INVOKE_COLUMNS, rows }], ...run });
}

type TakenEvent = Exclude<RunEvent, { readonly kind: 'finished' }>;

function eventsOf(
  { sql, columns = [], rows = [], failure, cancelled, notices = [], line }: ToldStatement,
  index: number,
): TakenEvent[] {
  const ended = { sql, ms: 10, notices };
  const row = line === undefined ? {} : { row: { file: 'rows.csv', line, values: '$1 = 41' } };
  const done = { command: `SELECT ${rows.length}`, rowCount: rows.length, columns, truncated: false };
  const outcome = failure
    ? { kind: 'failed' as const, ...ended, failure }
    : cancelled
      ? { kind: 'cancelled' as const, ...ended }
      : { kind: 'done' as const, ...ended, ...done };
  const came: TakenEvent[] = rows.length > 0 ? [{ kind: 'rows', index, columns, rows, size: 1 }] : [];
  return [
    { kind: 'statementStarted', index, sql, start: 0, ...row },
    ...came,
    { kind: 'statementEnded', index, outcome },
  ];
}
