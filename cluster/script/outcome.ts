import { adviseOn } from '../../core/invocation/advice';
import type { Notice, SqlFailure, StatementDone, StatementFailed } from '../../core/invocation/outcome';
import type { Result } from '../session/session';

/** What is common to every outcome of a statement. */
export interface Ended {
  readonly sql: string;
  readonly ms: number;
  readonly notices: readonly Notice[];
}

export function doneOutcome(ended: Ended, result: Result, advice: string | undefined): StatementDone {
  const { tag, columns, received, truncated } = result;
  return {
    kind: 'done',
    ...ended,
    command: tag ?? 'SELECT',
    rowCount: tag === undefined ? received : readRowCount(tag),
    columns,
    truncated,
    ...(advice !== undefined && { advice }),
  };
}

/** Own advice, where there is any, goes before what the failure's text alone tells. */
export function failedOutcome(
  { sql, ms, notices }: Ended,
  failure: SqlFailure,
  advice?: string,
): StatementFailed {
  const found = advice ?? failure.advice ?? adviseOn(failure);
  const told = { ...failure, ...(found !== undefined && { advice: found }) };
  return { kind: 'failed', sql, ms, notices, failure: told };
}

/** `INSERT 0 5`, `SELECT 5`, `COPY 5`: the last number; `CREATE TABLE` has none. */
function readRowCount(tag: string): number | null {
  const count = /\s(\d+)$/.exec(tag)?.[1];
  return count === undefined ? null : Number(count);
}
