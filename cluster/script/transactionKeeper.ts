/**
 * What psql does round a message: BEGIN before it where AUTOCOMMIT is off, a savepoint where ON_ERROR_ROLLBACK is on.
 * Source: https://www.postgresql.org/docs/current/app-psql.html (variables AUTOCOMMIT and ON_ERROR_ROLLBACK)
 */
import { runsOutsideTransaction } from '../psql/outsideTransaction';
import { parseBoolean } from '../psql/variables';
import type { Answer, Session } from '../session';

/** psql's own name for it. */
const SAVEPOINT = 'pg_psql_temporary_savepoint';
/** Commands that have made, ended or gone back to savepoints themselves: ours may be gone, or under theirs. */
const OF_SAVEPOINTS = /^(?:COMMIT|SAVEPOINT|RELEASE|ROLLBACK)/;

/** Runs the message in its transaction; what can't be begun is not run. */
export async function keepTransaction(
  session: Session,
  sql: string,
  run: () => Promise<Answer>,
): Promise<Answer> {
  const { variables } = session;
  const isManual = parseBoolean(variables.get('AUTOCOMMIT') ?? 'on') === false;
  if (isManual && session.transaction === 'none' && !runsOutsideTransaction(sql)) {
    const begun = await control(session, 'BEGIN');
    if (begun.kind !== 'done') return begun;
  }
  const guards = parseBoolean(variables.get('ON_ERROR_ROLLBACK') ?? 'off') === true;
  if (!guards || session.transaction !== 'open') return run();
  const saved = await control(session, `SAVEPOINT ${SAVEPOINT}`);
  if (saved.kind !== 'done') return saved;
  const answer = await run();
  await dropSavepoint(session, answer.results.at(-1)?.tag ?? '');
  return answer;
}

async function dropSavepoint(session: Session, tag: string): Promise<void> {
  const { transaction } = session;
  if (transaction === 'failed') await control(session, `ROLLBACK TO ${SAVEPOINT}`);
  if (transaction === 'open' && !OF_SAVEPOINTS.test(tag)) await control(session, `RELEASE ${SAVEPOINT}`);
}

function control(session: Session, text: string): Promise<Answer> {
  const request = { text, protocol: 'simple', rowLimit: 0, beyondLimit: 'discard' } as const;
  return session.run(request, () => undefined);
}
