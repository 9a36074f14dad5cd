/** Statements that are cancelled, time out, or take the engine down: the connection survives them. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect as connectSocket } from 'node:net';
import { after, before, test } from 'node:test';
import type { Client } from 'pg';
import Cursor from 'pg-cursor';
import { openSandbox, readFailure, type Failure, type TestSandbox } from '../support/sandbox';
import { waitUntilGone } from '../support/sandboxProcesses';

const HANDLER = `exports.handler = async (event) => { console.log('PID', process.pid, event.run); if (event.ms === 0) return 1; for (;;); };`;
/** Pure SQL that PostgreSQL would be busy with for hours. */
const ENDLESS = 'SELECT count(*) FROM generate_series(1, 100000000000)';
const SET_TIMEOUT = 'SET aws_lambda.request_timeout_ms = 900000';

let sandbox: TestSandbox;
before(async () => {
  sandbox = await openSandbox({ 'busy.js': HANDLER });
});
after(() => sandbox.stop());

/** As libpq's PQcancel. */
async function cancel(client: Client): Promise<void> {
  const { processID, secretKey } = client as unknown as { processID: number; secretKey: number };
  const request = Buffer.alloc(16);
  [16, 80877102, processID, secretKey].forEach((value, index) => request.writeInt32BE(value, 4 * index));
  const socket = connectSocket(sandbox.port, '127.0.0.1', () => socket.write(request));
  await once(socket.resume(), 'close');
}

/** Runs what announces itself with a notice, cancels it then, and gives the error. */
async function cancelOnceNoticed(client: Client, sql: string): Promise<Failure> {
  const begun = once(client, 'notice');
  const failure = readFailure(client.query(sql));
  await begun;
  await cancel(client);
  return failure;
}
const endless = (before = ''): string =>
  `${before} DO $$ BEGIN RAISE NOTICE 'begun'; PERFORM count(*) FROM generate_series(1, 100000000000); END $$`;

async function one(client: Client, sql: string): Promise<unknown> {
  const { rows } = await client.query<unknown[]>({ text: sql, rowMode: 'array' });
  return rows[0]?.[0];
}

async function withClient(work: (client: Client) => Promise<void>): Promise<void> {
  const client = await sandbox.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

test('cancelling while a handler runs ends the handler; session and transaction go on', async () => {
  await withClient(async (client) => {
    await client.query(`${SET_TIMEOUT}; CREATE TEMP TABLE kept (n int)`);
    const query = readFailure(client.query(`SELECT aws_lambda.invoke('busy', '{"run": "first"}'::json)`));
    await sandbox.waitForLog(/PID \d+ first/);
    await cancel(client);
    const failure = await query;
    assert.deepEqual([failure.code, failure.message], ['57014', 'canceling statement due to user request']);
    assert.match(failure.where ?? '', /^SQL function "invoke" statement 1$/);
    await waitUntilGone(Number(/PID (\d+) first/.exec(sandbox.log())?.[1]));
    // A temporary table lives as long as the engine's session does.
    assert.equal(await one(client, 'SELECT count(*)::int FROM kept'), 0);
    assert.equal(await one(client, 'SHOW aws_lambda.request_timeout_ms'), '900000');
  });
});

test('PL/pgSQL does not catch a cancel with WHEN OTHERS', async () => {
  await withClient(async (client) => {
    await client.query(SET_TIMEOUT);
    const failure = await readFailure(
      Promise.all([
        client.query(`DO $$ BEGIN PERFORM aws_lambda.invoke('busy', '{"run": "caught"}'::json);
                      EXCEPTION WHEN OTHERS THEN NULL; END $$`),
        sandbox.waitForLog(/PID \d+ caught/).then(() => cancel(client)),
      ]),
    );
    assert.equal(failure.code, '57014');
  });
});

test('cancelling pure SQL: 57014, and the client goes on with its settings and prepared statements', async () => {
  await withClient(async (client) => {
    await client.query(`SET work_mem = '9MB'; CREATE TABLE before_cancel (n int)`);
    await client.query('INSERT INTO before_cancel VALUES (1)');
    const prepared = { name: 'p', text: 'SELECT n FROM before_cancel' };
    await client.query(prepared);
    const failure = await cancelOnceNoticed(client, endless());
    assert.deepEqual([failure.code, failure.message], ['57014', 'canceling statement due to user request']);
    assert.equal(await one(client, 'SHOW work_mem'), '9MB');
    assert.deepEqual((await client.query(prepared)).rows, [{ n: 1 }]);
  });
});

test('cancelling pure SQL inside of a transaction leaves a failed transaction', async () => {
  await withClient(async (client) => {
    await client.query('CREATE TABLE in_transaction (n int)');
    await client.query('BEGIN');
    await client.query('INSERT INTO in_transaction VALUES (1)');
    assert.equal((await cancelOnceNoticed(client, endless())).code, '57014');
    const next = await readFailure(client.query('INSERT INTO in_transaction VALUES (2)'));
    assert.equal(
      next.message,
      'current transaction is aborted, commands ignored until end of transaction block',
    );
    await client.query('COMMIT');
    assert.equal(await one(client, 'SELECT count(*)::int FROM in_transaction'), 0);
  });
});

test('so does a transaction begun by the cancelled query itself', async () => {
  await withClient(async (client) => {
    assert.equal((await cancelOnceNoticed(client, endless('BEGIN;'))).code, '57014');
    assert.equal((await readFailure(client.query('SELECT 1'))).code, '25P02');
    await client.query('ROLLBACK');
    assert.equal(await one(client, 'SELECT 1'), 1);
  });
});

test('cancelling works in the extended protocol, with and without Sync', async () => {
  await withClient(async (client) => {
    const begun = once(client, 'notice');
    await client.query(`CREATE FUNCTION tell(n bigint) RETURNS bigint LANGUAGE plpgsql AS
      $$ BEGIN RAISE NOTICE 'begun'; PERFORM count(*) FROM generate_series(1, n); RETURN n; END $$`);
    const failure = readFailure(client.query('SELECT tell($1::bigint)', ['100000000000']));
    await begun;
    await cancel(client);
    assert.equal((await failure).code, '57014');
    const again = once(client, 'notice');
    const cursor = client.query(new Cursor('SELECT tell($1::bigint)', ['100000000000']));
    const read = readFailure(cursor.read(1));
    await again;
    await cancel(client);
    assert.equal((await read).code, '57014');
    assert.equal(await one(client, 'SELECT 7'), 7);
  });
});

test('psql: Ctrl-C cancels the statement', async () => {
  const where = ['-X', '-h', '127.0.0.1', '-p', String(sandbox.port), '-U', 'x', 'x'];
  const child = spawn('psql', [...where, '-c', endless()], {
    env: { ...process.env, PGCLIENTENCODING: 'UTF8' },
  });
  let errors = '';
  const begun = new Promise<void>((resolve) =>
    child.stderr.on('data', (chunk) => {
      errors += String(chunk);
      if (errors.includes('begun')) resolve();
    }),
  );
  await begun;
  child.kill('SIGINT');
  await once(child, 'close');
  assert.match(errors, /Cancel request sent\nERROR: {2}canceling statement due to user request\n/);
  assert.deepEqual(await sandbox.rows('SELECT 42 AS n'), [{ n: 42 }]);
});

test('a client that waits for its turn can be cancelled, too', async () => {
  await withClient(async (holder) => {
    await withClient(async (waiter) => {
      await holder.query('BEGIN');
      const failure = readFailure(waiter.query('SELECT 1'));
      await once(waiter, 'notice');
      await cancel(waiter);
      assert.equal((await failure).code, '57014');
      await holder.query('COMMIT');
      assert.equal(await one(waiter, 'SELECT 2'), 2);
    });
  });
});

test('a cancel that comes too late, or with another key, hits nothing', async () => {
  await withClient(async (client) => {
    await client.query('SELECT 1');
    await cancel(client);
    assert.equal(await one(client, 'SELECT 3'), 3);
    const { processID, secretKey } = client as unknown as { processID: number; secretKey: number };
    await client.query(SET_TIMEOUT);
    const query = client.query(
      `SELECT payload FROM aws_lambda.invoke('busy', '{"ms": 0, "run": "zero"}'::json)`,
    );
    await cancel({ processID, secretKey: secretKey ^ 1 } as unknown as Client);
    assert.deepEqual((await query).rows, [{ payload: 1 }]);
  });
});

test('statement_timeout ends a handler and pure SQL', async () => {
  await withClient(async (client) => {
    await client.query(`${SET_TIMEOUT}; SET statement_timeout = 300`);
    for (const sql of [`SELECT aws_lambda.invoke('busy', '{"run": "timed"}'::json)`, ENDLESS]) {
      const startMs = Date.now();
      const failure = await readFailure(client.query(sql));
      assert.deepEqual(
        [failure.code, failure.message],
        ['57014', 'canceling statement due to statement timeout'],
      );
      assert.ok(Date.now() - startMs >= 300);
    }
    await client.query('SET statement_timeout = 0');
    assert.equal(await one(client, 'SELECT 1'), 1);
  });
});

test("recursion without end is PostgreSQL's own error", async () => {
  await sandbox.rows(
    `CREATE FUNCTION deeper(n int) RETURNS int LANGUAGE plpgsql AS 'BEGIN RETURN deeper(n + 1); END'`,
  );
  assert.equal((await sandbox.failure('SELECT deeper(1)')).code, '54001');
});

test('an engine that dies is started again; its client is told, others keep their settings', async () => {
  await withClient(async (other) => {
    await other.query(`SET work_mem = '11MB'; CREATE TABLE from_blob (n int)`);
    await withClient(async (client) => {
      // PGlite's own device throws through PostgreSQL.
      const failure = await readFailure(client.query(`COPY from_blob FROM '/dev/blob'`));
      assert.equal(failure.code, '58000');
      assert.equal(failure.message, "the embedded cluster's PostgreSQL ended and was started again");
      assert.equal(await one(client, 'SELECT count(*)::int FROM from_blob'), 0);
    });
    assert.equal(await one(other, 'SHOW work_mem'), '11MB');
  });
});
