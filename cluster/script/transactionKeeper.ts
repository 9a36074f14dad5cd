/**
 * What psql does round a message: BEGIN before it where AUTOCOMMIT is off, a savepoint where ON_ERROR_ROLLBACK is on.
 * Source: https://www.postgresql.org/docs/current/app-psql.html (variables AUTOCOMMIT and ON_ERROR_ROLLBACK)
 */
import { runsOutsideTransaction } from '../psql/outsideTransaction';
import { parseBoolean } from '../psql/variables';
import type { Notice } from '../../core/invocation/outcome';
import type { Answer, Session } from '../session/session';

/** psql's own name for it. */
const SAVEPOINT = 'pg_psql_temporary_savepoint';
/** Commands that have made, ended or gone back to savepoints themselves: ours may be gone, or under theirs. */
const OF_SAVEPOINTS = /^(?:COMMIT|SAVEPOINT|RELEASE|ROLLBACK)/;

type OnNotice = (notice: Notice) => void;

/** Runs the message in its transaction; what can't be begun is not run. */
export async function keepTransaction(
  session: Session,
  sql: string,
  onNotice: OnNotice,
  run: () => Promise<Answer>,
): Promise<Answer> {
  const { variables } = session;
  const isManual = parseBoolean(variables.get('AUTOCOMMIT') ?? 'on') === false;
  if (isManual && session.transaction === 'none' && !runsOutsideTransaction(sql)) {
    const begun = await control(session, 'BEGIN', onNotice);
    if (begun.kind !== 'done') return begun;
  }
  const guards = parseBoolean(variables.get('ON_ERROR_ROLLBACK') ?? 'off') === true;
  if (!guards || session.transaction !== 'open') return run();
  const saved = await control(session, `SAVEPOINT ${SAVEPOINT}`, onNotice);
  if (saved.kind !== 'done') return saved;
  const answer = await run();
  const dropped = await dropSavepoint(session, answer.results.at(-1)?.tag ?? '', onNotice);
  if (dropped?.kind !== 'failed' || !dropped.failure.lost) return answer;
  // With the connection goes what the statement did, or had failed to do.
  const failure = {
    ...dropped.failure,
    ...(answer.kind === 'failed' && { message: answer.failure.message }),
  };
  return { kind: 'failed', failure, results: answer.results };
}

async function dropSavepoint(session: Session, tag: string, onNotice: OnNotice): Promise<Answer | undefined> {
  const { transaction } = session;
  if (transaction === 'failed') return control(session, `ROLLBACK TO ${SAVEPOINT}`, onNotice);
  if (transaction !== 'open' || OF_SAVEPOINTS.test(tag)) return undefined;
  return control(session, `RELEASE ${SAVEPOINT}`, onNotice);
}

function control(session: Session, text: string, onNotice: OnNotice): Promise<Answer> {
  return session.run({ text, protocol: 'simple', rowLimit: 0, beyondLimit: 'discard' }, onNotice);
}
