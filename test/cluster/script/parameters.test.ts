import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import type { ParameterAnswer, ParameterRequest } from '../../../cluster/script/options';
import type { Session } from '../../../cluster/session/session';
import { startPostgres, type Postgres } from '../../support/postgres';
import { createProfile, failureOf, openTestSession, rowsOf, run } from '../../support/session';

let server: Postgres;
let session: Session;
before(async () => {
  server = await startPostgres({ version: 18 });
});
after(() => server.stop());
beforeEach(async () => {
  session = await openTestSession(createProfile(server));
});
afterEach(() => session.close());

const runAll = (script: string) => run(session, script, { stopOnError: false });

describe('\\bind', () => {
  test('gives the next statement its parameters, and that one alone', async () => {
    const { outcomes } = await runAll(
      String.raw`\set v 'it''s'
SELECT $1::int + 1, $2::text, $3 \bind 41 :v 'a ''b'' c' \g
\g
SELECT $1::text \bind 'last'
;
SELECT 'free';
SELECT $1::int AS n \bind 5 \gset
SELECT :n;
\bind
SELECT $1::int;
SELECT 1 \; SELECT $1 \bind 1 \g
SELECT nope \bind 1 \g`,
    );
    assert.deepEqual(
      outcomes
        .filter(({ kind }) => kind === 'done')
        .slice(0, 3)
        .map(rowsOf),
      [[['42', "it's", "a 'b' c"]], [['last']], [['free']]],
    );
    assert.deepEqual(
      outcomes.flatMap((outcome) => (outcome.kind === 'failed' ? [outcome.failure.message] : [])),
      [
        'there is no parameter $1',
        'bind message supplies 0 parameters, but prepared statement "" requires 1',
        'cannot insert multiple commands into a prepared statement',
        'column "nope" does not exist',
      ],
    );
    assert.deepEqual(session.variables.get('n'), '5');
  });

  test('rows of a bound statement stream and stop at the limit as others do', async () => {
    const { outcomes } = await run(session, 'SELECT generate_series(1, $1::int) \\bind 50 \\g', {
      rowLimit: 10,
    });
    assert.equal(rowsOf(outcomes[0]).length, 10);
  });
});

describe('parameters that are asked for', () => {
  async function runAsking(script: string, answer: (request: ParameterRequest) => ParameterAnswer) {
    const requests: ParameterRequest[] = [];
    const askParameters = (request: ParameterRequest) => {
      requests.push(request);
      return Promise.resolve(answer(request));
    };
    return { ...(await run(session, script, { stopOnError: false, askParameters })), requests };
  }
  const values =
    (...given: (string | null)[]) =>
    (): ParameterAnswer => ({ kind: 'values', values: given });

  test('are told with the types that the server finds, and come as text or NULL', async () => {
    await run(session, "CREATE TYPE mood AS ENUM ('good', 'bad')");
    const sql =
      'SELECT $1::int + 1, $2::mood, $3::numeric(3,1)[], $2 IS NULL FROM pg_class WHERE oid = $4 LIMIT 1';
    const { requests, outcomes } = await runAsking(`${sql};`, values('41', null, '{1.25}', '1259'));
    assert.deepEqual(requests, [{ sql, types: ['integer', 'mood', 'numeric[]', 'oid'] }]);
    assert.deepEqual(rowsOf(outcomes[0]), [['42', null, '{1.3}', 't']]);
  });

  test('are asked for only where the statement itself has them', async () => {
    const { requests, outcomes } = await runAsking(
      String.raw`PREPARE p AS SELECT $1::int;
EXECUTE p(1);
CREATE FUNCTION pg_temp.f(int) RETURNS int LANGUAGE sql RETURN $1;
DO $$ BEGIN PERFORM 1; END $$;
SELECT '$1', "$1" FROM (SELECT 2 AS "$1") s -- $1
;
SELECT $1::int \bind 3 \g
SELECT 1 \; SELECT 2;`,
      values('never'),
    );
    assert.deepEqual(requests, []);
    assert.ok(outcomes.every(({ kind }) => kind === 'done'));
  });

  test('a statement that the server refuses fails at its place, and nobody is asked', async () => {
    const { requests, outcomes } = await runAsking('SELECT $1::int,\n  nope', values());
    assert.deepEqual(requests, []);
    const { message, offset } = failureOf(outcomes[0]);
    assert.deepEqual([message, offset], ['column "nope" does not exist', 'SELECT $1::int,\n  '.length]);
  });

  test('who does not answer ends the run; what is refused is a failure', async () => {
    const cancelled = await runAsking('SELECT $1::int; SELECT 2;', () => ({ kind: 'cancelled' }));
    assert.deepEqual([cancelled.reason, cancelled.outcomes.length], ['cancelled', 1]);
    const refused = await runAsking('SELECT $1::int; SELECT 2;', () => ({
      kind: 'refused',
      message: 'no value for $1',
      advice: 'give one',
    }));
    assert.deepEqual(failureOf(refused.outcomes[0]), { message: 'no value for $1', advice: 'give one' });
    assert.deepEqual(rowsOf(refused.outcomes[1]), [['2']]);
  });

  test('asking leaves the transaction as it was', async () => {
    const { outcomes } = await runAsking(
      '\\set ON_ERROR_ROLLBACK on\nBEGIN; SELECT $1::int, nope; SELECT $1::int; COMMIT;',
      values('1'),
    );
    assert.deepEqual(
      outcomes.map((outcome) => (outcome.kind === 'done' ? outcome.command : outcome.kind)),
      ['BEGIN', 'failed', 'SELECT 1', 'COMMIT'],
    );
    assert.equal(session.transaction, 'none');
  });
});

describe('\\timing', () => {
  test('tells the time of each message behind its result, where results are shown as psql shows them', async () => {
    const script = String.raw`\timing
SELECT 1 \; SELECT 2;
SELECT nope;
\timing off
SELECT 3;`;
    const { output } = await run(session, script, { stopOnError: false, showsAsPsql: true });
    assert.match(output, /^Timing is on\.\nTime: \d+\.\d{3} ms\nTime: \d+\.\d{3} ms\nTiming is off\.\n$/);
  });
});
