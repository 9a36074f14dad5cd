import type { PanelController } from '../../client/panel/controller';
import type { RunRequest } from '../../client/panel/runRequest';
import type {
  Cell,
  Column,
  Notice,
  RowsEvent,
  RunEvent,
  StatementDone,
  StatementOutcome,
} from '../../core/invocation/outcome';

export const OUT_COLUMNS: readonly Column[] = [
  { name: 'status_code', type: 'integer' },
  { name: 'payload', type: 'json' },
  { name: 'executed_version', type: 'text' },
  { name: 'log_result', type: 'text' },
];

const REQUEST_ID = '8f507cfc-1d2e-4a6b-9b57-2c3d4e5f6a7b';
/** A log as Lambda's Python runtime writes it. */
export const LOG = [
  'INIT_START Runtime Version: python:3.12.v36\tRuntime Version ARN: arn:aws:lambda:us-west-2::runtime:07a4',
  `START RequestId: ${REQUEST_ID} Version: $LATEST`,
  `[INFO]\t2024-05-01T10:00:00.123Z\t${REQUEST_ID}\tlooking up order 4711`,
  `[WARNING]\t2024-05-01T10:00:00.180Z\t${REQUEST_ID}\tprice list is 3 days old`,
  `[ERROR]\t2024-05-01T10:00:00.184Z\t${REQUEST_ID}\tno stock in warehouse "Łódź"`,
  'Traceback (most recent call last):',
  '  File "/var/task/lambda_function.py", line 12, in reserve',
  'OutOfStock: 0 left',
  `END RequestId: ${REQUEST_ID}`,
  `REPORT RequestId: ${REQUEST_ID}\tDuration: 82.31 ms\tBilled Duration: 349 ms\tMemory Size: 128 MB\tMax Memory Used: 74 MB\tInit Duration: 265.72 ms\t`,
  '',
].join('\n');

export const base64 = (text: string): string => Buffer.from(text).toString('base64');

/** A row of `SELECT * FROM aws_lambda.invoke(…, 'RequestResponse', 'Tail')`. */
export const invocationRow = (payload: unknown, log: string | null = LOG): Cell[] => [
  '200',
  typeof payload === 'string' ? payload : JSON.stringify(payload),
  '$LATEST',
  log === null ? null : base64(log),
];

/** A statement that ended well, and the rows that came of it. */
export type ToldDone = StatementDone & { readonly rows: readonly (readonly Cell[])[] };

/** A statement that ended well. */
export function done(
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
  more: Partial<StatementDone> = {},
): ToldDone {
  return {
    kind: 'done',
    sql: '',
    ms: 12.4,
    notices: [],
    command: `SELECT ${rows.length}`,
    rowCount: rows.length,
    columns,
    rows,
    truncated: false,
    ...more,
  };
}

/** The events of a statement's end: its rows, where it has some, and what it came to. */
export function ended(index: number, outcome: StatementOutcome | ToldDone): RunEvent[] {
  const end: RunEvent = { kind: 'statementEnded', index, outcome };
  if (!('rows' in outcome) || outcome.rows.length === 0) return [end];
  return [rowsOf(index, outcome.columns, outcome.rows), end];
}

/** Rows as they come. */
export function rowsOf(
  index: number,
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
): RowsEvent {
  const size = rows.flat().reduce((sum, cell) => sum + (cell?.length ?? 0), 0);
  return { kind: 'rows', index, columns, rows, size };
}

/** What a run did to its handlers, in order. */
export interface RunCalls {
  readonly calls: string[];
  readonly request: RunRequest;
}

/** A request whose buttons note that they were pressed. */
export function request(more: Partial<RunRequest> = {}): RunCalls {
  const calls: string[] = [];
  return {
    calls,
    request: {
      source: { key: 'file:///w/orders.sql', place: 'orders.sql' },
      title: 'orders.sql',
      connection: 'sandbox',
      rowLimit: 1000,
      cancel: () => calls.push('cancel'),
      runAgain: () => calls.push('runAgain'),
      reveal: ({ start, sql, path }) =>
        calls.push(`reveal ${start} ${sql}${path === undefined ? '' : ` in ${path}`}`),
      ...more,
    },
  };
}

/** Feeds a whole run: each statement starts and ends, then the run does. */
export function runAll(
  controller: PanelController,
  statements: readonly (readonly [sql: string, outcome: StatementOutcome | ToldDone])[],
  more: {
    readonly notices?: readonly Notice[];
    readonly output?: readonly string[];
    readonly request?: RunRequest;
  } = {},
): void {
  const sink = controller.beginRun(more.request ?? request().request);
  const events: RunEvent[] = statements.flatMap(([sql, outcome], index): RunEvent[] => [
    { kind: 'statementStarted', index, sql, start: index * 100 },
    ...ended(index, { ...outcome, sql }),
  ]);
  for (const line of more.output ?? []) events.push({ kind: 'output', text: `${line}\n` });
  const last = statements.at(-1)?.[1].kind;
  const reason = last === 'failed' ? 'failed' : last === 'cancelled' ? 'cancelled' : 'completed';
  for (const event of [...events, { kind: 'finished', ms: 152, reason } as const]) void sink.onEvent(event);
}
