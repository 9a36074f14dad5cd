import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { guardOf } from '../../../cluster/guard/guardOf';
import type { GuardAnswer } from '../../../cluster/script/options';
import type { Session } from '../../../cluster/session/session';
import { createStubSql } from '../../support/lambdaStub';
import { startPostgres, type Postgres } from '../../support/postgres';
import { createProfile, openTestSession, run } from '../../support/session';

const INVOKES = "SELECT status_code FROM aws_lambda.invoke('f', '{}'::json)";

let server: Postgres;
before(async () => {
  server = await startPostgres({ version: 15 });
  const session = await openTestSession(createProfile(server));
  await run(session, `${createStubSql()} CREATE TABLE ran (what text);`);
  await session.close();
});
after(() => server.stop());

/** Runs a script on a connection that asks; gives how each statement ended and what was asked about. */
async function runGuarded(script: string, answers: readonly GuardAnswer['kind'][]) {
  const session = await openTestSession(createProfile(server, { production: true }));
  const asked: string[] = [];
  const guard = guardOf(session.profile ?? createProfile(server), (_foreseen, sql) => {
    asked.push(sql);
    const kind = answers[asked.length - 1] ?? 'cancel';
    return Promise.resolve({ kind } as GuardAnswer);
  });
  assert.ok(guard);
  const { outcomes, reason } = await run(session, script, { guard });
  await session.close();
  return { asked, ends: outcomes.map(({ kind }) => kind), reason, outcomes };
}

describe('a connection that asks', () => {
  test('asks before a statement that invokes, and before no other', async () => {
    const { asked, ends } = await runGuarded(`SELECT 1; ${INVOKES}; SELECT 2;`, ['run']);
    assert.deepEqual(asked, [INVOKES]);
    assert.deepEqual(ends, ['done', 'done', 'done']);
  });

  test('a "no" ends the run before the statement is sent', async () => {
    const changes = `INSERT INTO ran SELECT 'never' FROM aws_lambda.invoke('f', '{}'::json)`;
    const { ends, reason } = await runGuarded(`SELECT 1; ${changes}; INSERT INTO ran VALUES ('nor this');`, [
      'cancel',
    ]);
    assert.deepEqual(ends, ['done', 'cancelled']);
    assert.equal(reason, 'cancelled');
    const session = await openTestSession(createProfile(server));
    const { outcomes } = await run(session, 'SELECT FROM ran;');
    await session.close();
    assert.equal(outcomes[0]?.kind === 'done' && outcomes[0].rowCount, 0);
  });

  test('what a psql variable brings is seen', async () => {
    const { asked } = await runGuarded(
      `\\set call ${INVOKES.replaceAll("'", "''").replace(/^/, "'")}'\n:call;`,
      ['run'],
    );
    assert.equal(asked.length, 1);
  });

  test('inside an open transaction', async () => {
    const { asked, ends } = await runGuarded(`BEGIN; ${INVOKES}; COMMIT;`, ['run']);
    assert.equal(asked.length, 1);
    assert.deepEqual(ends, ['done', 'done', 'done']);
  });
});

describe('a read-only connection', () => {
  let session: Session;
  before(async () => {
    session = await openTestSession(createProfile(server, { readOnly: true }));
  });
  after(() => session.close());

  const runReadOnly = (script: string) => {
    const guard = session.profile && guardOf(session.profile, () => Promise.reject(new Error('was asked')));
    return run(session, script, { ...(guard && { guard }) });
  };

  test('refuses to invoke, with the way out', async () => {
    const { outcomes } = await runReadOnly(`${INVOKES};`);
    const [outcome] = outcomes;
    assert.equal(outcome?.kind, 'failed');
    assert.match(outcome.failure.message, /^Not run: this statement invokes Lambda/);
    assert.match(outcome.failure.advice ?? '', /readOnly/);
  });

  test('reads', async () => {
    const { outcomes } = await runReadOnly('SELECT 1;');
    assert.equal(outcomes[0]?.kind, 'done');
  });

  test('writes nothing: the server itself says no', async () => {
    const { outcomes } = await runReadOnly("INSERT INTO ran VALUES ('x');");
    assert.equal(outcomes[0]?.kind === 'failed' && outcomes[0].failure.sqlstate, '25006');
  });
});
