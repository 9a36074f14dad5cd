/**
 * Results for programs: one JSON object a statement, a line each. booleans, smallint, integer, real and double
 * precision become JSON's own; json and jsonb stand as they are, every digit kept; everything else, bigint and
 * numeric among it, is PostgreSQL's text. NaN and the infinities, which JSON has no number for, are text too.
 */
import { findInvocationTexts } from '../../core/invocation/invocations';
import type {
  Cell,
  Column,
  Notice,
  RunEvent,
  SqlFailure,
  StatementDone,
  StatementOutcome,
} from '../../core/invocation/outcome';
import { visibleBlock, type Terminal } from '../terminal';

export function createJsonOutput(terminal: Terminal): (event: RunEvent) => void {
  return (event) => {
    if (event.kind === 'statementEnded') terminal.out(`${formatStatement(event.outcome)}\n`);
    // Standard output holds nothing but the objects; what the script prints goes beside it.
    if (event.kind === 'output') terminal.err(visibleBlock(event.text));
  };
}

/** A text that is JSON already. */
type Json = string;

export function formatStatement(outcome: StatementOutcome): Json {
  const { sql, ms, notices } = outcome;
  switch (outcome.kind) {
    case 'done':
      return formatDone(outcome);
    case 'failed':
      return object({
        sql: quote(sql),
        error: formatError(outcome.failure),
        notices: formatNotices(notices),
        ms: quote(round(ms)),
      });
    case 'cancelled':
      return object({
        sql: quote(sql),
        error: formatError({ sqlstate: '57014', message: 'the statement was cancelled' }),
        notices: formatNotices(notices),
        ms: quote(round(ms)),
      });
  }
}

function formatDone(outcome: StatementDone): Json {
  const { sql, command, rowCount, columns, rows, notices, ms, storedIn, advice } = outcome;
  return object({
    sql: quote(sql),
    command: quote(command),
    rowCount: quote(rowCount),
    columns: quote(columns.map(({ name, type }) => ({ name, type }))),
    rows: array(
      rows.map((row) => array(columns.map((column, index) => formatCell(column, row[index] ?? null)))),
    ),
    notices: formatNotices(notices),
    ms: quote(round(ms)),
    invocations: formatInvocations(outcome),
    ...(storedIn && { storedIn: quote(storedIn) }),
    ...(advice !== undefined && { advice: quote(advice) }),
  });
}

/** `position` counts UTF-16 units of `sql` from 1. */
function formatError({ sqlstate, message, detail, hint, offset, advice }: SqlFailure): Json {
  return quote({
    sqlstate: sqlstate ?? null,
    message,
    detail: detail ?? null,
    hint: hint ?? null,
    position: offset === undefined ? null : offset + 1,
    advice: advice ?? null,
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

function formatInvocations({ columns, rows, invocations }: StatementDone): Json {
  const texts = findInvocationTexts(columns, rows);
  return array(
    invocations.map(({ statusCode, executedVersion, log, report }, index) =>
      object({
        statusCode: quote(statusCode),
        executedVersion: quote(executedVersion),
        payload: formatJson(texts[index]?.payload ?? null),
        log: quote(log),
        report: quote(report),
      }),
    ),
  );
}

const NUMBER = /^(?:smallint|integer|real|double precision)$/;

function formatCell({ type }: Column, cell: Cell): Json {
  if (cell === null) return 'null';
  if (type === 'boolean') return quote(cell === 't');
  if (type === 'json' || type === 'jsonb') return formatJson(cell);
  return NUMBER.test(type) && Number.isFinite(Number(cell)) ? quote(Number(cell)) : quote(cell);
}

/** As PostgreSQL wrote it, on one line: it allows line breaks only between values, never inside a string. */
function formatJson(text: Cell): Json {
  if (text === null) return 'null';
  return isJson(text) ? text.replace(/\s*[\r\n]\s*/g, ' ').trim() : quote(text);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
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
