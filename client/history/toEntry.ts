/** From a run as it was to what the history keeps: bounded, and without its secrets. */
import { createDocument } from '../../core/analysis';
import type { InvocationRequest } from '../../core/directInvocation/invocationRequest';
import { decodeInvocation, findInvocationTexts } from '../../core/invocation/invocations';
import { findNamedFunctions } from '../../core/liveNames/namedFunctions';
import { strikeOut } from '../../core/secrets/strikeOut';
import { strikeOutSql } from '../../core/secrets/strikeOutSql';
import type {
  HistoryEntry,
  HistoryLimits,
  KeptFailure,
  KeptInvocation,
  KeptResult,
  RunEnd,
  StatementSummary,
} from './entry';
import { createNoticeKeeper } from './keptNotices';
import type { FirstRows } from './keptRows';
import type { FollowedStatement, RecordedRun } from './recordedRun';

export interface EndedRun {
  readonly run: RecordedRun;
  readonly statements: readonly FollowedStatement[];
  readonly leftOut: number;
  readonly end: RunEnd;
  readonly ms: number;
}

/** Behind a bound the rest of a secret is looked for. */
const BEYOND = 1_000;

/** `hidden`: values that are secret wherever they stand. */
export function toEntry(ended: EndedRun, hidden: readonly string[], limits: HistoryLimits): HistoryEntry {
  const { run, statements, leftOut, end, ms } = ended;
  const { id, startedAt, title, connection, source, script, direct, rows, keepsResults } = run;
  const text = textOf(run, statements[0]?.sql ?? '');
  const struck = strikeOutSql(text.slice(0, limits.text + BEYOND), hidden);
  const strike = (long: string): string => strikeOut(long, hidden).text;
  const summary = {
    id,
    startedAt,
    title: strike(title),
    connection: strike(connection),
    ...(source !== undefined && { source }),
    start: script?.spans[0]?.start ?? 0,
    text: struck.text.slice(0, limits.text),
    isStruck: struck.spans.length > 0,
    isCut: struck.text.length > limits.text || text.length > limits.text + BEYOND,
    ...(direct && { direct: strikeOutRequest(direct, strike) }),
    ...(rows && { rows }),
    end,
    ms,
    statements: statements.map((one) => summarize(one, end, hidden, limits)),
    statementsLeftOut: leftOut,
  };
  const keepNotices = createNoticeKeeper(limits, (long) => shorten(long, limits.statement, strike));
  const toOne = (one: FollowedStatement, at: number) => toResult(one, at, strike, keepNotices);
  return { summary, results: keepsResults ? statements.flatMap(toOne) : [] };
}

function textOf({ script }: RecordedRun, statement: string): string {
  return script ? script.spans.map(({ start, end }) => script.text.slice(start, end)).join('\n') : statement;
}

type Strike = (text: string) => string;

function strikeOutRequest(request: InvocationRequest, strike: Strike): InvocationRequest {
  const { payload, context } = request;
  return { ...request, payload: strike(payload), context: context && strike(context) };
}

function summarize(
  { sql, line, rows, outcome }: FollowedStatement,
  end: RunEnd,
  hidden: readonly string[],
  limits: HistoryLimits,
): StatementSummary {
  const short: Strike = (text) => shorten(text, limits.statement, (long) => strikeOut(long, hidden).text);
  const done = outcome?.kind === 'done' ? outcome : undefined;
  return {
    sql: shorten(sql, limits.statement, (long) => strikeOutSql(long, hidden).text),
    ...(line !== undefined && { line }),
    end: outcome?.kind ?? end,
    ms: outcome?.ms ?? 0,
    ...(done && { command: done.command }),
    ...(done && done.rowCount !== null && { rowCount: done.rowCount }),
    ...(outcome?.kind === 'failed' && { failure: toFailure(outcome.failure, short) }),
    functions: findFunctions(sql.slice(0, limits.text)).map(short),
    invocations: toInvocations(rows, limits.invocations, short),
  };
}

function shorten(text: string, most: number, strike: Strike): string {
  const struck = strike(text.slice(0, most + BEYOND));
  return struck.length > most ? `${struck.slice(0, most)}…` : struck;
}

function toFailure(failure: KeptFailure, short: Strike): KeptFailure {
  const { sqlstate, message, detail, hint, context, offset, advice } = failure;
  return {
    ...(sqlstate !== undefined && { sqlstate }),
    message: short(message),
    ...(detail !== undefined && { detail: short(detail) }),
    ...(hint !== undefined && { hint: short(hint) }),
    ...(context !== undefined && { context: short(context) }),
    ...(offset !== undefined && { offset }),
    ...(advice !== undefined && { advice: short(advice) }),
  };
}

/** The Lambda functions that the SQL names for certain, each once. */
function findFunctions(sql: string): readonly string[] {
  const chunks = createDocument(sql).chunks.filter(({ kind }) => kind !== 'copyData');
  return [...new Set(chunks.flatMap(findNamedFunctions).map(({ name }) => name.text))];
}

function toInvocations({ columns, rows }: FirstRows, most: number, short: Strike): KeptInvocation[] {
  return findInvocationTexts(columns, rows)
    .slice(0, most)
    .map((text) => {
      const { statusCode, executedVersion, report } = decodeInvocation({ ...text, payload: null });
      return {
        statusCode: Number.isFinite(statusCode) ? statusCode : null,
        executedVersion: executedVersion === null ? null : short(executedVersion),
        report: report && { ...report, requestId: short(report.requestId) },
      };
    });
}

function toResult(
  { rows, outcome }: FollowedStatement,
  statement: number,
  strike: Strike,
  keepNotices: ReturnType<typeof createNoticeKeeper>,
): KeptResult[] {
  const said = outcome?.notices ?? [];
  if (rows.rows.length === 0 && said.length === 0) return [];
  // At its end a statement names all types.
  const columns = outcome?.kind === 'done' ? outcome.columns : rows.columns;
  const isCut = rows.isCut || (outcome?.kind === 'done' && outcome.truncated);
  const notices = said.length > 0 ? keepNotices(said) : {};
  return [{ statement, columns, rows: rows.strikeOut(strike), isCut, ...notices }];
}
