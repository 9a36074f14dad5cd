/** A run of the history as the events of a run, for the panel to show: nothing is run. */
import type { RowPlace, RunEvent, StatementOutcome } from '../../core/invocation/outcome';
import { formatCount } from '../../core/text/readable';
import type { HistoryEntry, KeptResult, RunSummary, StatementSummary } from './entry';
import { formatMoment } from './moment';

const REASONS = { done: 'completed', failed: 'failed', cancelled: 'cancelled' } as const;

export function toEvents({ summary, results }: HistoryEntry): RunEvent[] {
  const statements = summary.statements.flatMap((statement, index): RunEvent[] => {
    const result = results.find((one) => one.statement === index);
    const { sql } = statement;
    const { columns = [], rows = [] } = result ?? {};
    const size = rows.flat().reduce((sum, cell) => sum + (cell?.length ?? 0), 0);
    return [
      { kind: 'statementStarted', index, sql, start: summary.start, ...rowOf(summary, statement) },
      ...(rows.length > 0 ? [{ kind: 'rows' as const, index, columns, rows, size }] : []),
      { kind: 'statementEnded', index, outcome: toOutcome(statement, result) },
    ];
  });
  const told = describeKept({ summary, results });
  return [
    ...statements,
    ...told.map((text): RunEvent => ({ kind: 'output', text: `${text}\n`, stream: 'err' })),
    { kind: 'finished', ms: summary.ms, reason: REASONS[summary.end] },
  ];
}

/** The values that it ran with are not kept. */
function rowOf({ rows }: RunSummary, { line }: StatementSummary): { readonly row?: RowPlace } {
  return rows && line !== undefined ? { row: { file: rows.file, line, values: '' } } : {};
}

function toOutcome(statement: StatementSummary, result: KeptResult | undefined): StatementOutcome {
  const { sql, ms, end, failure, command = '', rowCount = null } = statement;
  const ended = { sql, ms, notices: result?.notices ?? [] };
  if (end === 'cancelled') return { kind: 'cancelled', ...ended };
  if (end === 'failed')
    return { kind: 'failed', ...ended, failure: failure ?? { message: 'The statement failed.' } };
  return { kind: 'done', ...ended, command, rowCount, columns: result?.columns ?? [], truncated: false };
}

/** What the reader must know: that it is old, and what is missing. */
function describeKept({ summary, results }: HistoryEntry): string[] {
  const { startedAt, connection, statementsLeftOut } = summary;
  const had = summary.statements.some(({ rowCount, command }) => (rowCount ?? 0) > 0 && isRead(command));
  return [
    `From the history: this ran on ${connection} at ${formatMoment(startedAt)}. Nothing was run now.`,
    ...results.flatMap((result) => describeCuts(result, summary.statements.length)),
    ...(had && results.length === 0 ? ['What came back was not kept.'] : []),
    ...(statementsLeftOut > 0
      ? [`${formatCount(statementsLeftOut, 'more statement')} ran than are kept.`]
      : []),
  ];
}

const isRead = (command: string | undefined): boolean => /^(?:SELECT|FETCH|Invoke)\b/.test(command ?? '');

function describeCuts(
  { statement, rows, isCut, notices = [], noticesLeftOut = 0 }: KeptResult,
  statements: number,
): string[] {
  const which = statements > 1 ? ` of statement ${statement + 1}` : '';
  return [
    ...(isCut
      ? [`Of the rows${which} the first ${rows.length} are kept, long values as their beginning.`]
      : []),
    ...(noticesLeftOut > 0 ? [`Of the notices${which} the first ${notices.length} are kept.`] : []),
  ];
}
