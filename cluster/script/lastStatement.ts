import type { StatementOutcome } from '../../core/invocation/outcome';
import type { Variables } from '../psql/variables';

/** The variables that psql keeps about the last statement. */
export function recordOutcome(variables: Variables, outcome: StatementOutcome): void {
  const { sqlstate, message } = outcome.kind === 'failed' ? outcome.failure : {};
  const failed = outcome.kind !== 'done';
  variables.set('ERROR', String(failed));
  variables.set('SQLSTATE', failed ? (sqlstate ?? '57014') : '00000');
  variables.set('ROW_COUNT', outcome.kind === 'done' ? String(outcome.rowCount ?? 0) : '0');
  if (!failed) return;
  variables.set('LAST_ERROR_MESSAGE', message ?? '');
  variables.set('LAST_ERROR_SQLSTATE', sqlstate ?? '');
}
