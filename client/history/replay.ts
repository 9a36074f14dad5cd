/** A run of the history as the events of a run, for the panel to show: nothing is run. */
import type { RunEvent, StatementOutcome } from '../../core/invocation/outcome';
import { formatCount } from '../../core/text/readable';
import type { HistoryEntry, KeptResult, StatementSummary } from './entry';
import { formatMoment } from './moment';

const REASONS = { done: 'completed', failed: 'failed', cancelled: 'cancelled' } as const;

export function toEvents({ summary, results }: HistoryEntry): RunEvent[] {
  const statements = summary.statements.flatMap((statement, index): RunEvent[] => {
    const result = results.find((one) => one.statement === index);
    const { sql } = statement;
    const { columns = [], rows = [] } = result ?? {};
    const size = rows.flat().reduce((sum, cell) => sum + (cell?.length ?? 0), 0);
    return [
      { kind: 'statementStarted', index, sql, start: summary.start },
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

function toOutcome(statement: StatementSummary, result: KeptResult | undefined): StatementOutcome {
  const { sql, ms, end, failure, command = '', rowCount = null } = statement;
  const ended = { sql, ms, notices: [] };
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
    ...results.filter(({ isCut }) => isCut).map((result) => describeCut(result, summary.statements.length)),
    ...(had && results.length === 0 ? ['What came back was not kept.'] : []),
    ...(statementsLeftOut > 0
      ? [`${formatCount(statementsLeftOut, 'more statement')} ran than are kept.`]
      : []),
  ];
}

const isRead = (command: string | undefined): boolean => /^(?:SELECT|FETCH|Invoke)\b/.test(command ?? '');

function describeCut({ statement, rows }: KeptResult, statements: number): string {
  const which = statements > 1 ? ` of statement ${statement + 1}` : '';
  return `Of the rows${which} the first ${rows.length} are kept, long values as their beginning.`;
}
