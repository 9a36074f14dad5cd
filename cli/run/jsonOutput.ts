/** Results for programs: one JSON object a statement, a line each, whose rows are written as they come. */
import {
  decodeInvocation,
  findInvocationTexts,
  type InvocationText,
} from '../../core/invocation/invocations';
import type {
  Cell,
  Notice,
  RunEventSink,
  RowsEvent,
  SqlFailure,
  StatementDone,
  StatementOutcome,
} from '../../core/invocation/outcome';
import { formatJsonCell, formatJsonText } from '../../cluster/export/jsonCell';
import { Lines } from '../excerpt';
import type { Source } from '../source';
import { visibleBlock, type Terminal } from '../terminal';
import { placeOf, type StatementPlace } from './failureText';

/** A text that is JSON already. */
type Json = string;

/** The object of a statement whose rows are being written. */
interface Open {
  readonly sql: string;
  readonly place: StatementPlace;
  rows: number;
  readonly invocations: InvocationText[];
}

export function createJsonOutput(terminal: Terminal, source: Source): RunEventSink {
  let open: Open = { sql: '', place: placeOf({ start: 0 }, source), rows: 0, invocations: [] };
  return (event) => {
    switch (event.kind) {
      case 'statementStarted':
        open = { sql: event.sql, place: placeOf(event, source), rows: 0, invocations: [] };
        return undefined;
      case 'rows':
        terminal.out(formatRows(open, event));
        open.rows += event.rows.length;
        open.invocations.push(...findInvocationTexts(event.columns, event.rows));
        return terminal.caughtUp();
      case 'statementEnded':
        return terminal.out(`${formatEnd(open, event.outcome)}\n`);
      case 'output':
        // Standard output holds nothing but the objects; what the script prints goes beside it.
        return terminal.err(visibleBlock(event.text));
      default:
        return undefined;
    }
  };
}

/** Rows are written as they come, so they stand before what is only known at the end. */
function formatRows({ sql, rows: written }: Open, { columns, rows }: RowsEvent): Json {
  const begun = written > 0 ? ',' : `{"sql":${quote(sql)},"rows":[`;
  const cells = (row: readonly Cell[]) =>
    columns.map((column, index) => formatJsonCell(column, row[index] ?? null));
  return begun + rows.map((row) => array(cells(row))).join();
}

function formatEnd(open: Open, outcome: StatementOutcome): Json {
  const members = formatMembers(open, outcome);
  if (open.rows > 0) return `],${object(members).slice(1)}`;
  const rows = outcome.kind === 'done' ? { rows: '[]' } : {};
  return object({ sql: quote(outcome.sql), ...rows, ...members });
}

/** What is known of a statement when it has ended. */
function formatMembers(open: Open, outcome: StatementOutcome): Readonly<Record<string, Json>> {
  const { notices, ms } = outcome;
  if (outcome.kind === 'done') return formatDone(open, outcome);
  const failure =
    outcome.kind === 'failed'
      ? outcome.failure
      : { sqlstate: '57014', message: 'the statement was cancelled' };
  return { error: formatError(failure, open.place), notices: formatNotices(notices), ms: quote(round(ms)) };
}

function formatDone({ invocations }: Open, outcome: StatementDone): Readonly<Record<string, Json>> {
  const { command, rowCount, columns, notices, ms, storedIn, advice } = outcome;
  return {
    command: quote(command),
    rowCount: quote(rowCount),
    columns: quote(columns.map(({ name, type }) => ({ name, type }))),
    notices: formatNotices(notices),
    ms: quote(round(ms)),
    invocations: array(invocations.map(formatInvocation)),
    ...(storedIn && { storedIn: quote(storedIn) }),
    ...(advice !== undefined && { advice: quote(advice) }),
  };
}

/** `position` counts UTF-16 units of `sql` from 1, `line` the lines of `file`, which is null for -c. */
function formatError(failure: SqlFailure, { file, script, start }: StatementPlace): Json {
  const { sqlstate, message, detail, hint, offset, advice, lost } = failure;
  const { line } = new Lines(script).positionAt(start + (offset ?? 0));
  return quote({
    sqlstate: sqlstate ?? null,
    message,
    detail: detail ?? null,
    hint: hint ?? null,
    position: offset === undefined ? null : offset + 1,
    advice: advice ?? null,
    file: file ?? null,
    line,
    ...(lost && { connectionLost: true }),
  });
}

function formatNotices(notices: readonly Notice[]): Json {
  return quote(
    notices.map(({ severity, message, detail, hint }) => ({
      severity,
      message,
      detail: detail ?? null,
      hint: hint ?? null,
    })),
  );
}

function formatInvocation(text: InvocationText): Json {
  const { statusCode, executedVersion, log, report } = decodeInvocation({ ...text, payload: null });
  return object({
    statusCode: quote(statusCode),
    executedVersion: quote(executedVersion),
    payload: formatJsonText(text.payload),
    log: quote(log),
    report: quote(report),
  });
}

/** Milliseconds to the microsecond. */
function round(ms: number): number {
  return Math.round(ms * 1_000) / 1_000;
}

function quote(value: unknown): Json {
  return JSON.stringify(value);
}

function array(items: readonly Json[]): Json {
  return `[${items.join(',')}]`;
}

function object(members: Readonly<Record<string, Json>>): Json {
  return `{${Object.entries(members)
    .map(([name, value]) => `${quote(name)}:${value}`)
    .join(',')}}`;
}
