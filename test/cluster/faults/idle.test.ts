import assert from 'node:assert/strict';
import { after, before, describe, mock, test } from 'node:test';
import type { Session } from '../../../cluster/session/session';
import { startPostgres, type Postgres } from '../../support/postgres';
import { startProxy, type Proxy } from '../../support/proxy';
import { createProfile, failureOf, openTestSession, rowsOf, run, type Run } from '../../support/session';

let server: Postgres;
let proxy: Proxy;
before(async () => {
  server = await startPostgres({ version: 15 });
  proxy = await startProxy(server);
});
after(async () => {
  await proxy.stop();
  await server.stop();
});

const STATE = `SET search_path = x; CREATE TEMP TABLE t (a int); PREPARE p AS SELECT 1; LISTEN jobs;
  SET LOCAL work_mem = '1MB'; SELECT pg_advisory_lock(1);`;

/** Ends the connection of a session in which nothing runs; resolves when the session knows. */
interface Loss {
  readonly name: string;
  readonly happen: (session: Session) => Promise<void>;
  /** What the server said. */
  readonly words?: string;
}

let hours = 1;

/** To the session it is an hour later, and the next time an hour earlier. */
function sleep(): void {
  mock.timers.enable({ apis: ['Date'], now: Date.now() + hours * 3_600_000 });
  hours = -hours;
}

async function untilLost(session: Session): Promise<void> {
  while (session.isConnected) await new Promise((resolve) => setImmediate(resolve));
}

async function ask(sql: string): Promise<void> {
  const session = await openTestSession(createProfile(server));
  assert.equal((await run(session, sql)).reason, 'completed');
  await session.close();
}

const OTHERS =
  'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname IS NOT NULL';

const LOSSES: readonly Loss[] = [
  {
    name: 'the network resets it',
    happen: (session) => {
      proxy.cut();
      return untilLost(session);
    },
  },
  {
    name: 'the network forgets it while the machine sleeps, or its clock is set',
    happen: () => {
      proxy.stall();
      proxy.heal();
      return Promise.resolve(sleep());
    },
  },
  {
    name: 'the server is told to end it',
    happen: async (session) => {
      await ask(OTHERS);
      await untilLost(session);
    },
    words: 'terminating connection due to administrator command',
  },
  {
    name: 'the server is killed and starts again',
    happen: async (session) => {
      await server.down('SIGKILL');
      await server.up();
      await untilLost(session);
    },
    words: 'terminating connection due to unexpected postmaster exit',
  },
];

const noticesOf = ({ outcomes }: Run) =>
  outcomes.flatMap(({ notices }) => notices.map(({ message }) => message));

for (const { name, happen, words } of LOSSES) {
  describe(`an idle session whose connection is lost: ${name}`, () => {
    /** A session in which the script has run, and then the loss. */
    async function lose(script: string): Promise<Session> {
      const session = await openTestSession(createProfile(proxy));
      await run(session, script);
      await happen(session);
      return session;
    }
    async function close(session: Session): Promise<void> {
      mock.timers.reset();
      await session.close();
      await proxy.untilUnused();
    }

    test('connects again by itself, and says so in a line', async () => {
      const session = await lose('\\set kept 7\nSELECT 1');
      const again = await run(session, 'SELECT :kept');
      assert.deepEqual(rowsOf(again.outcomes[0]), [['7']]);
      assert.deepEqual(noticesOf(again), ['Connected again.']);
      assert.deepEqual(noticesOf(await run(session, 'SELECT 1')), []);
      await close(session);
    });

    test('says what of the session is gone', async () => {
      const session = await lose(STATE);
      const again = await run(session, 'SELECT 1');
      assert.deepEqual(noticesOf(again), [
        'Connected again: settings, temporary tables, prepared statements, subscriptions of LISTEN and advisory locks of the lost connection are gone.',
      ]);
      await close(session);
    });

    test('with an open transaction: sends nothing before it has said that it is lost', async () => {
      const session = await lose('DROP TABLE IF EXISTS made; BEGIN; CREATE TABLE made (a int);');
      const script = 'CREATE TABLE after_loss (a int); COMMIT;';
      const { outcomes, reason } = await run(session, script, { stopOnError: false });
      assert.equal(reason, 'failed');
      assert.equal(outcomes.length, 1, 'the rest of the script would run outside of the transaction');
      assert.deepEqual(failureOf(outcomes[0]), {
        message: `the connection was lost while nothing ran, and the open transaction with it${words === undefined ? '' : `: ${words}`}`,
        advice:
          'The server rolled the transaction back, and this statement was not sent. Run the transaction from its beginning.',
        lost: true,
      });
      const next = await run(session, "SELECT to_regclass('made'), to_regclass('after_loss')");
      assert.deepEqual(rowsOf(next.outcomes[0]), [[null, null]]);
      assert.deepEqual(noticesOf(next), ['Connected again.']);
      await close(session);
    });
  });
}

test('the server ends a transaction that idles too long: its words are told', async () => {
  const session = await openTestSession(createProfile(server));
  await run(session, "SET idle_in_transaction_session_timeout = '20ms'; BEGIN");
  await untilLost(session);
  const { outcomes } = await run(session, 'COMMIT');
  assert.match(
    failureOf(outcomes[0]).message,
    /: terminating connection due to idle-in-transaction timeout$/,
  );
  await session.close();
});

test('in manual commit a savepoint that cannot be released loses what the statement did', async () => {
  const session = await openTestSession(createProfile(server));
  const script =
    '\\set AUTOCOMMIT off\n\\set ON_ERROR_ROLLBACK on\nSELECT 1; SELECT pg_terminate_backend(pg_backend_pid())';
  const { outcomes } = await run(session, script);
  assert.equal(failureOf(outcomes[1]).lost, true);
  assert.match(failureOf(outcomes[1]).advice ?? '', /^The server rolls the open transaction back\. /);
  await session.close();
});

test('a writer that comes back as a replica is told', async () => {
  const session = await openTestSession(createProfile(server));
  await run(session, 'CREATE TABLE written (a int)');
  await server.down('SIGINT');
  await server.up({ asReplica: true });
  await untilLost(session);
  const { outcomes } = await run(session, 'INSERT INTO written VALUES (1)');
  const notices = outcomes[0]?.notices.map(({ message }) => message) ?? [];
  assert.equal(notices[0], 'Connected again.');
  assert.match(notices[1] ?? '', /^The server that answers now is a replica, which takes no changes\./);
  assert.equal(failureOf(outcomes[0]).sqlstate, '25006');
  await server.down('SIGINT');
  await server.up();
  await untilLost(session);
  assert.equal((await run(session, 'INSERT INTO written VALUES (1)')).reason, 'completed');
  await session.close();
});

test('a database that is dropped under the session', async () => {
  await ask('CREATE DATABASE doomed');
  const session = await openTestSession(createProfile(server, { database: 'doomed' }));
  await ask('DROP DATABASE doomed WITH (FORCE)');
  await untilLost(session);
  const { outcomes } = await run(session, 'SELECT 1');
  assert.equal(failureOf(outcomes[0]).sqlstate, '3D000');
  assert.equal(
    failureOf(outcomes[0]).message,
    'There is no database "doomed" on 127.0.0.1. Check "database".',
  );
  await ask('CREATE DATABASE doomed');
  assert.equal((await run(session, 'SELECT 1')).reason, 'completed');
  await session.close();
});

test('no connection is left for the next run', async () => {
  await ask('CREATE ROLE limited LOGIN CONNECTION LIMIT 1');
  const session = await openTestSession(createProfile(server, { user: 'limited' }));
  await ask(OTHERS);
  await untilLost(session);
  const other = await openTestSession(createProfile(server, { user: 'limited' }));
  const { outcomes } = await run(session, 'SELECT 1');
  assert.match(
    failureOf(outcomes[0]).message,
    /takes no more connections: too many connections for role "limited"/,
  );
  await other.close();
  assert.equal((await run(session, 'SELECT 1')).reason, 'completed');
  await session.close();
});
