/** A run as a file: a line that lists and searches read, and a line with what came back. */
import { INVOCATION_TYPES, LOG_TYPES } from '../../core/catalog/enums';
import type { InvocationRequest } from '../../core/directInvocation/invocationRequest';
import type { Column, Notice } from '../../core/invocation/outcome';
import type { Report } from '../../core/invocation/report';
import type { RowsSource } from '../parameters/rowsSource';
import type {
  HistoryEntry,
  KeptFailure,
  KeptInvocation,
  KeptResult,
  RunSummary,
  StatementSummary,
} from './entry';
import { count, figure, flag, list, object, oneOf, orNone, orNull, readAs, text, type Shape } from './shape';

/** Grows when older programs could not read a file any more; files of others are passed over. */
const FORMAT = 1;

/** As many statements, then results, as fit `most` bytes; the first count first. */
export function writeEntry({ summary, results }: HistoryEntry, most: number): string {
  const head = writeSummary(summary, most);
  const kept: string[] = [];
  let size = Buffer.byteLength(head);
  for (const result of results) {
    const written = JSON.stringify(result);
    size += Buffer.byteLength(written) + 1;
    if (size > most) break;
    kept.push(written);
  }
  return `${head}\n[${kept.join(',')}]\n`;
}

function writeSummary(summary: RunSummary, most: number): string {
  const line = JSON.stringify({ format: FORMAT, ...summary });
  const { length } = summary.statements;
  if (Buffer.byteLength(line) <= most || length < 2) return line;
  const statements = summary.statements.slice(0, Math.ceil(length / 2));
  const statementsLeftOut = summary.statementsLeftOut + length - statements.length;
  return writeSummary({ ...summary, statements, statementsLeftOut }, most);
}

/** Undefined for a line that is no summary. */
export function readSummary(line: string): RunSummary | undefined {
  const value = parseJson(line);
  return (value as { format?: unknown } | undefined)?.format === FORMAT ? readAs(summary, value) : undefined;
}

/** Undefined for a line that has no results. */
export function readResults(line: string): readonly KeptResult[] | undefined {
  return readAs(list(result), parseJson(line));
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined; // damaged: told by whoever reads the file
  }
}

const end = oneOf('done', 'failed', 'cancelled');

const request: Shape<InvocationRequest> = object<InvocationRequest>({
  functionName: text,
  region: orNone(text),
  qualifier: orNone(text),
  payload: text,
  context: orNone(text),
  invocationType: oneOf(...INVOCATION_TYPES.map(({ value }) => value)),
  logType: oneOf(...LOG_TYPES.map(({ value }) => value)),
});

const report = object<Report>({
  requestId: text,
  durationMs: orNull(figure),
  billedDurationMs: orNull(figure),
  memorySizeMb: orNull(figure),
  maxMemoryUsedMb: orNull(figure),
  initDurationMs: orNull(figure),
});

const invocation = object<KeptInvocation>({
  statusCode: orNull(figure),
  executedVersion: orNull(text),
  report: orNull(report),
});

const failure = object<KeptFailure>({
  sqlstate: orNone(text),
  message: text,
  detail: orNone(text),
  hint: orNone(text),
  context: orNone(text),
  offset: orNone(count),
  advice: orNone(text),
});

const statement = object<StatementSummary>({
  sql: text,
  line: orNone(count),
  end,
  ms: figure,
  command: orNone(text),
  rowCount: orNone(count),
  failure: orNone(failure),
  functions: list(text),
  invocations: list(invocation),
});

const rowsSource = object<RowsSource>({
  uri: text,
  file: text,
  digest: text,
  count,
  stopsAtFailure: flag,
});

const summary = object<RunSummary>({
  id: text,
  startedAt: count,
  title: text,
  connection: text,
  source: orNone(text),
  start: count,
  text,
  isStruck: flag,
  isCut: flag,
  direct: orNone(request),
  rows: orNone(rowsSource),
  end,
  ms: figure,
  statements: list(statement),
  statementsLeftOut: count,
});

const notice = object<Notice>({
  severity: text,
  message: text,
  detail: orNone(text),
  hint: orNone(text),
});

const result = object<KeptResult>({
  statement: count,
  columns: list(object<Column>({ name: text, type: text })),
  rows: list(list(orNull(text))),
  isCut: flag,
  notices: orNone(list(notice)),
  noticesLeftOut: orNone(count),
});
