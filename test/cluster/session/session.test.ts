import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import { BUILTIN_TYPES } from '../../../cluster/session/columnTypes';
import { openSession, type Session } from '../../../cluster/session/session';
import { startPostgres, type Postgres } from '../../support/postgres';
import { startProxy } from '../../support/proxy';
import { createProfile, failureOf, openTestSession, rowsOf, run } from '../../support/session';

let server: Postgres;
before(async () => {
  server = await startPostgres({ version: 18 });
});
after(() => server.stop());

describe('a session', () => {
  let session: Session;
  beforeEach(async () => {
    session = await openTestSession(createProfile(server, { rowLimit: 5 }));
  });
  afterEach(() => session.close());

  test('values are the text that PostgreSQL sends, NULL is null', async () => {
    const { outcomes } = await run(
      session,
      `SELECT 9007199254740993::int8, 1.10::numeric, 'NaN'::float8, true, NULL, '\\x00ff'::bytea,
              timestamp 'infinity', ARRAY[1,NULL], '{"a": 1}'::json, ''`,
    );
    assert.deepEqual(rowsOf(outcomes[0]), [
      ['9007199254740993', '1.10', 'NaN', 't', null, '\\x00ff', 'infinity', '{1,NULL}', '{"a": 1}', ''],
    ]);
  });

  test('columns may be many, of one name, of no name', async () => {
    const many = Array.from({ length: 1_600 }, (_, n) => `${n} AS "c${n}"`).join();
    const { outcomes } = await run(session, `SELECT ${many}; SELECT 1 AS a, 2 AS a, 3 AS " "`);
    assert.equal(rowsOf(outcomes[0])[0]?.length, 1_600);
    assert.ok(outcomes[1]?.kind === 'done');
    assert.deepEqual(
      outcomes[1].columns.map(({ name }) => name),
      ['a', 'a', ' '],
    );
  });

  test('column types are named as format_type names them', async () => {
    await run(
      session,
      'CREATE TYPE mood AS ENUM (); CREATE DOMAIN age AS int; CREATE SCHEMA s; CREATE TYPE s.pair AS (a int)',
    );
    const { outcomes } = await run(
      session,
      `SELECT NULL::mood, 1::age, NULL::s.pair, 1::numeric(10,2), 'x'::varchar(128), 'x'::char(3), NULL::int[],
              now()::timestamp(3), interval '1' day, '1'::bit(4), NULL::json, 'x'::name`,
    );
    assert.ok(outcomes[0]?.kind === 'done');
    assert.deepEqual(
      outcomes[0].columns.map(({ type }) => type),
      [
        ...[
          'mood',
          'integer',
          's.pair',
          'numeric(10,2)',
          'character varying(128)',
          'character(3)',
          'integer[]',
        ],
        ...['timestamp(3) without time zone', 'interval day', 'bit(4)', 'json', 'name'],
      ],
    );
  });

  test("the types that need no question have PostgreSQL's own names", async () => {
    const values = [...BUILTIN_TYPES].map(([oid, name]) => `(${oid}, '${name}')`).join();
    const { outcomes } = await run(
      session,
      `SELECT oid, name, format_type(oid, -1) FROM (VALUES ${values}) v (oid, name) WHERE format_type(oid, -1) <> name`,
    );
    assert.deepEqual(rowsOf(outcomes[0]), []);
  });

  test('one session: what a statement leaves is there for the next run', async () => {
    await run(session, 'CREATE TEMP TABLE kept AS SELECT 1; BEGIN; INSERT INTO kept VALUES (2)');
    assert.equal(session.transaction, 'open');
    await run(session, 'SELECT nope');
    assert.equal(session.transaction, 'failed');
    await run(session, 'ROLLBACK');
    assert.equal(session.transaction, 'none');
    const { outcomes } = await run(session, 'SELECT * FROM kept');
    assert.deepEqual(rowsOf(outcomes[0]), [['1']]);
  });

  test('notices come while the statement runs', async () => {
    const seen: string[] = [];
    const { outcomes } = await run(
      session,
      `DO $$ BEGIN RAISE NOTICE 'one' USING DETAIL = 'd', HINT = 'h'; RAISE WARNING 'two'; PERFORM pg_sleep(0.2); END $$`,
      {},
      (event) => void seen.push(event.kind),
    );
    assert.deepEqual(seen, ['statementStarted', 'notice', 'notice', 'statementEnded', 'finished']);
    assert.deepEqual(outcomes[0]?.notices, [
      { severity: 'NOTICE', message: 'one', detail: 'd', hint: 'h' },
      { severity: 'WARNING', message: 'two' },
    ]);
  });

  test('a failure at the end of the transaction is one failure', async () => {
    await run(session, 'CREATE TABLE late (a int UNIQUE DEFERRABLE INITIALLY DEFERRED)');
    const { outcomes } = await run(session, 'INSERT INTO late VALUES (1), (1)');
    assert.equal(outcomes.length, 1);
    assert.equal(failureOf(outcomes[0]).sqlstate, '23505');
  });

  test('what must not be in a transaction block runs', async () => {
    const { outcomes } = await run(
      session,
      `VACUUM; CREATE DATABASE other; DROP DATABASE other;
       CREATE TABLE indexed (a int); CREATE INDEX CONCURRENTLY ON indexed (a);
       CREATE PROCEDURE commits() LANGUAGE plpgsql AS $$ BEGIN INSERT INTO indexed VALUES (1); COMMIT; END $$;
       CALL commits(); DISCARD ALL; LISTEN x; EXPLAIN SELECT 1; SHOW port; PREPARE p AS SELECT $1::int + 1; EXECUTE p(1);
       DECLARE c CURSOR WITH HOLD FOR SELECT generate_series(1, 9); FETCH 2 FROM c; SELECT 1 INTO made; TABLE made`,
    );
    assert.deepEqual(
      outcomes.map((outcome) => (outcome.kind === 'done' ? outcome.command : outcome)),
      [
        ...['VACUUM', 'CREATE DATABASE', 'DROP DATABASE', 'CREATE TABLE', 'CREATE INDEX', 'CREATE PROCEDURE'],
        ...['CALL', 'DISCARD ALL', 'LISTEN', 'EXPLAIN', 'SHOW', 'PREPARE', 'SELECT 1', 'DECLARE CURSOR'],
        ...['FETCH 2', 'SELECT 1', 'SELECT 1'],
      ],
    );
  });

  test('a statement that can hold no NUL character says so', async () => {
    const { outcomes } = await run(session, "SELECT 'a\0b'");
    assert.equal(
      failureOf(outcomes[0]).message,
      'The statement holds a NUL character, which SQL text cannot.',
    );
  });

  test('two runs at once: the second is told to wait', async () => {
    const first = run(session, 'SELECT pg_sleep(0.3)');
    const second = await run(session, 'SELECT 1');
    assert.match(failureOf(second.outcomes[0]).message, /^This session is still running a statement\./);
    assert.equal((await first).reason, 'completed');
  });

  test('a time-out of the server is a failure, not a cancel', async () => {
    const hasty = await openTestSession(createProfile(server, { statementTimeoutMs: 50 }));
    const { outcomes } = await run(hasty, 'SELECT pg_sleep(60)');
    assert.equal(failureOf(outcomes[0]).message, 'canceling statement due to statement timeout');
    await hasty.close();
  });

  test('closing ends what runs at the server', async () => {
    const other = await openTestSession(createProfile(server));
    const running = run(other, "SELECT 'left behind', pg_sleep(60)", {}, (event) => {
      if (event.kind === 'statementStarted') setImmediate(() => void other.close());
    });
    assert.equal((await running).reason, 'cancelled');
    const left =
      "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND query LIKE '%left behind%' AND pid <> pg_backend_pid()";
    assert.deepEqual(rowsOf((await run(session, left)).outcomes[0]), [['0']]);
  });
});

describe('the row limit', () => {
  let session: Session;
  before(async () => {
    session = await openTestSession(createProfile(server, { rowLimit: 5 }));
    await run(
      session,
      `CREATE SEQUENCE calls;
       CREATE FUNCTION wrapper(n int) RETURNS bigint LANGUAGE sql AS $$ SELECT nextval('calls') $$;
       CREATE VIEW inner_view AS SELECT wrapper(n) FROM generate_series(1, 50) n;
       CREATE VIEW outer_view AS SELECT * FROM inner_view;`,
    );
  });
  after(() => session.close());

  async function callsMadeBy(sql: string): Promise<number> {
    await run(session, "SELECT setval('calls', 1, false)");
    const { outcomes } = await run(session, sql);
    assert.ok(outcomes[0]?.kind === 'done');
    assert.equal(outcomes[0].rows.length, 5);
    assert.equal(outcomes[0].truncated, true);
    const { outcomes: counted } = await run(session, "SELECT nextval('calls') - 1");
    return Number(rowsOf(counted[0])[0]?.[0]);
  }

  test('keeps so many rows and tells that there are more', async () => {
    const { outcomes } = await run(
      session,
      'SELECT n FROM generate_series(1, 5) n; SELECT n FROM generate_series(1, 6) n',
    );
    assert.ok(outcomes[0]?.kind === 'done' && outcomes[1]?.kind === 'done');
    assert.deepEqual(
      [outcomes[0].rows.length, outcomes[0].truncated, outcomes[0].command],
      [5, false, 'SELECT 5'],
    );
    assert.deepEqual(
      [outcomes[1].rows.length, outcomes[1].truncated, outcomes[1].command],
      [5, true, 'SELECT'],
    );
  });

  test('a query that only reads is stopped there', async () => {
    const { outcomes } = await run(
      session,
      'SELECT n FROM generate_series(1, 100000) n, generate_series(1, 100000)',
    );
    assert.equal(rowsOf(outcomes[0]).length, 5);
  });

  test('a query that does something runs to its end, through functions and views too', async () => {
    assert.equal(await callsMadeBy('SELECT wrapper(n) FROM generate_series(1, 50) n'), 50);
    assert.equal(await callsMadeBy('TABLE outer_view'), 50);
    assert.equal(await callsMadeBy('WITH w AS (SELECT * FROM inner_view) SELECT * FROM w'), 50);
  });

  test('memory stays bounded where rows are dropped', async () => {
    const before = process.memoryUsage().heapUsed;
    const { outcomes } = await run(
      session,
      "SELECT repeat('x', 1000), random() FROM generate_series(1, 200000)",
    );
    assert.ok(outcomes[0]?.kind === 'done');
    assert.deepEqual([outcomes[0].rows.length, outcomes[0].rowCount], [5, 200_000]);
    assert.ok(process.memoryUsage().heapUsed - before < 100_000_000);
  });
});

describe('cancel', () => {
  let session: Session;
  beforeEach(async () => {
    session = await openTestSession(createProfile(server, { rowLimit: 5 }));
  });
  afterEach(() => session.close());

  const CASES = [
    ['while the server waits', 'SELECT pg_sleep(60)'],
    ['while the server works', 'SELECT count(*) FROM generate_series(1, 1000000000000)'],
    ['while rows stream', "SELECT repeat('x', 100), random() FROM generate_series(1, 1000000000)"],
    ['in the middle of a script', 'SELECT 1; SELECT pg_sleep(60); SELECT 2'],
    ['in a loop', 'DO $$ BEGIN LOOP PERFORM 1; END LOOP; END $$'],
  ] as const;
  for (const [name, sql] of CASES) {
    test(`settles within a second ${name}`, async () => {
      const cancelled = new AbortController();
      const running = run(session, sql, { signal: cancelled.signal });
      const watcher = await openTestSession(createProfile(server));
      await untilActive(watcher, sql.includes('; SELECT pg_sleep') ? 'SELECT pg_sleep(60)' : sql);
      const at = performance.now();
      cancelled.abort();
      const { outcomes, reason } = await running;
      assert.ok(performance.now() - at < 1_000, `${performance.now() - at} ms`);
      assert.equal(outcomes.at(-1)?.kind, 'cancelled');
      assert.equal(reason, 'cancelled');
      const { outcomes: next } = await run(session, 'SELECT 1');
      assert.deepEqual(rowsOf(next[0]), [['1']]);
      await watcher.close();
    });
  }

  test('settles while it waits for a lock', async () => {
    const holder = await openTestSession(createProfile(server));
    await run(holder, 'CREATE TABLE IF NOT EXISTS locked (a int); BEGIN; LOCK locked');
    const sql = 'SELECT * FROM locked';
    const cancelled = new AbortController();
    const running = run(session, sql, { signal: cancelled.signal });
    const watcher = await openTestSession(createProfile(server));
    await untilActive(watcher, sql);
    cancelled.abort();
    assert.deepEqual([(await running).reason, session.isConnected], ['cancelled', true]);
    await watcher.close();
    await holder.close();
  });

  test('with nothing running does nothing', async () => {
    await session.cancel();
    assert.deepEqual(rowsOf((await run(session, 'SELECT 1')).outcomes[0]), [['1']]);
  });

  test('a run whose signal is aborted from the start runs nothing', async () => {
    const { events } = await run(session, 'CREATE TABLE never (a int)', { signal: AbortSignal.abort() });
    assert.deepEqual(
      events.map(({ kind }) => kind),
      ['finished'],
    );
  });

  test('a server that no longer answers: the connection is dropped, the next run connects again', async () => {
    const proxy = await startProxy(server);
    const far = await openTestSession(createProfile(proxy));
    const { outcomes, reason } = await run(far, 'SELECT pg_sleep(60)', {}, (event) => {
      if (event.kind !== 'statementStarted') return;
      proxy.stall();
      setImmediate(() => void far.cancel());
    });
    assert.equal(reason, 'cancelled');
    assert.match(
      outcomes[0]?.notices[0]?.message ?? '',
      /^The connection was closed: the server did not stop the statement in time\. The next run connects again\.$/,
    );
    assert.equal(far.isConnected, false);
    await far.close();
    await proxy.stop();
  });

  /** Waits until the server says that it runs the statement. */
  async function untilActive(watcher: Session, sql: string): Promise<void> {
    const literal = sql.replaceAll("'", "''");
    await run(
      watcher,
      `DO $wait$ BEGIN
         WHILE NOT EXISTS (SELECT FROM pg_stat_activity WHERE state = 'active' AND query = '${literal}') LOOP
           PERFORM pg_sleep(0.005), pg_stat_clear_snapshot();
         END LOOP;
       END $wait$`,
    );
  }
});

describe('a connection that is lost', () => {
  test('the server ends it: one clear message, and the next run connects again', async () => {
    const session = await openTestSession(createProfile(server));
    const watcher = await openTestSession(createProfile(server));
    const { outcomes: pid } = await run(session, 'BEGIN; SELECT pg_backend_pid()');
    const running = run(session, 'SELECT pg_sleep(60)', {}, (event) => {
      if (event.kind !== 'statementStarted') return;
      void run(watcher, `SELECT pg_terminate_backend(${rowsOf(pid[1])[0]?.[0]})`);
    });
    const { outcomes, reason } = await running;
    assert.equal(reason, 'failed');
    assert.deepEqual(failureOf(outcomes[0]), {
      sqlstate: '57P01',
      message: 'terminating connection due to administrator command',
      advice: 'The server rolls the open transaction back. The next run connects again.',
      lost: true,
    });
    const again = await run(session, 'SELECT 1');
    assert.deepEqual(rowsOf(again.outcomes[0]), [['1']]);
    assert.equal(again.outcomes[0]?.notices[0]?.message, 'Connected again.');
    await session.close();
    await watcher.close();
  });

  test('the network breaks while rows stream', async () => {
    const proxy = await startProxy(server);
    const session = await openTestSession(createProfile(proxy, { keepAliveMs: 0 }));
    const sql = "DO $$ BEGIN RAISE NOTICE 'go'; PERFORM pg_sleep(60); END $$";
    const { outcomes } = await run(session, `\\set kept 7\n${sql}; SELECT 2`, {}, (event) => {
      if (event.kind === 'notice') proxy.cut();
    });
    assert.equal(outcomes.length, 1);
    assert.deepEqual(failureOf(outcomes[0]), {
      message: 'the connection to the server was lost',
      advice:
        'Whether the statement took effect is not known: look before you run it again. The next run connects again.',
      lost: true,
    });
    assert.equal(session.isConnected, false);
    const again = await run(session, 'SELECT :kept');
    assert.deepEqual(rowsOf(again.outcomes[0]), [['7']]);
    assert.equal(proxy.accepted(), 2);
    await session.close();
    await proxy.stop();
  });

  test('where it can no longer be found, that is said', async () => {
    let address = () => Promise.resolve(createProfile(server));
    const opened = await openSession({
      locate: () => address(),
      getPassword: () => Promise.resolve(undefined),
    });
    assert.ok(opened.kind === 'open');
    address = () => Promise.reject(new Error('The embedded cluster does not start.'));
    await run(opened.session, 'SELECT pg_terminate_backend(pg_backend_pid())');
    const { outcomes } = await run(opened.session, 'SELECT 1');
    assert.deepEqual(failureOf(outcomes[0]), { message: 'The embedded cluster does not start.', lost: true });
    await opened.session.close();
  });

  test('the server is gone: the next run says so', async () => {
    const mortal = await startPostgres({ version: 15 });
    const session = await openTestSession(createProfile(mortal));
    await mortal.stop();
    const { outcomes, reason } = await run(session, 'SELECT 1; SELECT 2');
    assert.equal(reason, 'failed');
    assert.match(failureOf(outcomes.at(-1)).message, /^Nothing answers at 127\.0\.0\.1:\d+\. Check|lost/);
    await session.close();
  });
});
