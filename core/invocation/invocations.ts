import { parseComposite } from './composite';
import type { Invocation, JsonValue } from './invocation';
import { decodeLogText } from './logText';
import type { Cell, Column } from './outcome';
import { findReport } from './report';

/** One `aws_lambda.invoke` as it stands in a row: PostgreSQL's texts, null for SQL NULL or an absent column. */
export interface InvocationText {
  /** Index of the row it stands in. */
  readonly row: number;
  readonly statusCode: Cell;
  readonly payload: Cell;
  readonly executedVersion: Cell;
  /** Base64, as the extension gives it. */
  readonly logResult: Cell;
  /** A log that the statement decoded itself: `convert_from(decode(log_result, 'base64'), 'utf-8') AS log`. */
  readonly log: Cell;
}

type Field = Exclude<keyof InvocationText, 'row'>;
/** The column index of each field that a result has. */
type Seats = Partial<Record<Field, number>>;

const FIELDS: ReadonlyMap<string, Field> = new Map([
  ['status_code', 'statusCode'],
  ['payload', 'payload'],
  ['executed_version', 'executedVersion'],
  ['log_result', 'logResult'],
  ['log', 'log'],
]);
const OUT_FIELDS: readonly Field[] = ['statusCode', 'payload', 'executedVersion', 'logResult'];
const INTEGER = /^(?:integer|smallint|bigint|int[248])$/;

/**
 * Finds the invocations that rows of a result show, one row after the other; none where they show none. `first`
 * is the number of the first of these rows.
 *
 * Columns are told by name. A result counts when it has `log_result`, or two of `status_code`, `payload`,
 * `executed_version` and `log_result`, or nothing but `status_code` and a decoded `log`; `status_code` must be
 * an integer. Repeated names are a second invocation in the same row. A column of type `record` counts where
 * its fields read as the four OUT columns. Rows in which all of them are NULL hold no invocation (LEFT JOIN).
 */
export function findInvocationTexts(
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
  first = 0,
): InvocationText[] {
  const groups = findSeats(columns);
  if (groups.length > 0) {
    return rows.flatMap((row, at) => groups.flatMap((seats) => readSeats(seats, row, first + at) ?? []));
  }
  const records = columns.flatMap((column, at) => (column.type === 'record' ? [at] : []));
  if (records.length === 0) return [];
  return rows.flatMap((row, at) =>
    records.flatMap((seat) => readRecord(row[seat] ?? null, first + at) ?? []),
  );
}

/** Whether a result shows nothing but invocations, no column of the user's beside them. */
export function hasOnlyInvocations(columns: readonly Column[]): boolean {
  return columns.every(({ name, type }) => FIELDS.has(name) || type === 'record');
}

/** Decodes one invocation; a payload that is no JSON stays the text it is. */
export function decodeInvocation(text: InvocationText): Invocation {
  const decoded = text.logResult ? decodeLogText(text.logResult) : undefined;
  const log = decoded ?? text.log;
  return {
    statusCode: text.statusCode === null ? null : Number(text.statusCode),
    executedVersion: text.executedVersion,
    payload: text.payload === null ? null : parsePayload(text.payload),
    log,
    report: (log !== null && findReport(log)) || null,
    ...(text.logResult && decoded === undefined && { undecodedLog: text.logResult }),
  };
}

function findSeats(columns: readonly Column[]): Seats[] {
  const groups: Seats[] = [{}];
  for (const [at, column] of columns.entries()) {
    const field = FIELDS.get(column.name);
    if (!field || (field === 'statusCode' && !INTEGER.test(column.type))) continue;
    if (groups.at(-1)?.[field] !== undefined) groups.push({});
    Object.assign(groups.at(-1) ?? {}, { [field]: at });
  }
  const alone = columns.every((column) => FIELDS.has(column.name));
  return groups.filter((seats) => isInvocation(seats, alone));
}

function isInvocation(seats: Seats, alone: boolean): boolean {
  const present = OUT_FIELDS.filter((field) => seats[field] !== undefined);
  return seats.logResult !== undefined || present.length >= 2 || (alone && seats.statusCode !== undefined);
}

function readSeats(seats: Seats, row: readonly Cell[], at: number): InvocationText | undefined {
  const cell = (field: Field): Cell => {
    const seat = seats[field];
    return seat === undefined ? null : (row[seat] ?? null);
  };
  const text: InvocationText = {
    row: at,
    statusCode: cell('statusCode'),
    payload: cell('payload'),
    executedVersion: cell('executedVersion'),
    logResult: cell('logResult'),
    log: cell('log'),
  };
  return OUT_FIELDS.some((field) => text[field] !== null) ? text : undefined;
}

function readRecord(cell: Cell, at: number): InvocationText | undefined {
  const fields = cell === null ? undefined : parseComposite(cell);
  if (fields?.length !== OUT_FIELDS.length) return undefined;
  const [statusCode = null, payload = null, executedVersion = null, logResult = null] = fields;
  // A record names no columns: only one whose fields can be nothing else is taken.
  if (statusCode === null || !/^[1-5]\d\d$/.test(statusCode)) return undefined;
  if (payload !== null && parseJson(payload) === undefined) return undefined;
  if (logResult && decodeLogText(logResult) === undefined) return undefined;
  return { row: at, statusCode, payload, executedVersion, logResult, log: null };
}

function parsePayload(text: string): JsonValue {
  const value = parseJson(text);
  return value === undefined ? text : value;
}

function parseJson(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined; // not JSON: the caller shows the text
  }
}
