/** PostgreSQL's protocol as the embedded cluster speaks it: to pg, to psql, and to raw sockets. */
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { connect as connectSocket, type Socket } from 'node:net';
import { after, before, test } from 'node:test';
import type { Client } from 'pg';
import Cursor from 'pg-cursor';
import { openSandbox, readFailure, type TestSandbox } from '../support/sandbox';

const SLOW = `exports.handler = async (event) => new Promise((done) => setTimeout(() => done('slow'), event.ms ?? 60000));`;

let sandbox: TestSandbox;
before(async () => {
  sandbox = await openSandbox({ 'slow.js': SLOW });
});
after(() => sandbox.stop());

/** Runs psql to its end. */
function psql(input: string, ...args: string[]): { stdout: string; stderr: string; status: number | null } {
  const where = ['-X', '-h', '127.0.0.1', '-p', String(sandbox.port), '-U', 'anybody', 'anywhere'];
  const env = { ...process.env, PGCLIENTENCODING: 'UTF8' };
  return spawnSync('psql', [...where, ...args], {
    input,
    encoding: 'utf8',
    env,
    maxBuffer: 64 * 1024 * 1024,
  });
}

async function withClients<Count extends 1 | 2 | 3>(
  count: Count,
  work: (...clients: [Client, Client, Client]) => Promise<void>,
): Promise<void> {
  const clients = await Promise.all([1, 2, 3].slice(0, count).map(() => sandbox.connect()));
  try {
    await work(...(clients as [Client, Client, Client]));
  } finally {
    await Promise.all(clients.map((client) => client.end()));
  }
}
async function one(client: Client, sql: string): Promise<unknown> {
  const { rows } = await client.query<unknown[]>({ text: sql, rowMode: 'array' });
  return rows[0]?.[0];
}

test('psql: several statements, an error with its position, meta-commands', () => {
  const { stdout, stderr } = psql(
    'SELECT 1 AS a; SELECT 2 AS b;\nSELECT nope;\n\\echo :SERVER_VERSION_NAME\n\\conninfo\n',
  );
  assert.match(stdout, /a \n---\n 1\n\(1 row\)\n\n b \n---\n 2\n/);
  assert.match(
    stdout,
    /18\.6\nYou are connected to database "anywhere" as user "anybody" on host "127\.0\.0\.1"/,
  );
  assert.equal(stderr, 'ERROR:  column "nope" does not exist\nLINE 1: SELECT nope;\n               ^\n');
});

test('psql: the example of AWS with \\gset lands in the TEXT overload and is told how to mend it', () => {
  const { stdout, stderr } = psql(
    `SELECT aws_commons.create_lambda_function_arn('slow', 'us-west-2') AS arn \\gset\n` +
      `SELECT * FROM aws_lambda.invoke(:'arn', '{"ms": 1}'::json);\n` +
      `SELECT status_code, payload FROM aws_lambda.invoke(:'arn'::aws_commons._lambda_function_arn_1, '{"ms": 1}'::json);\n`,
    '-At',
  );
  assert.match(
    stderr,
    /ERROR: {2}invoke API failed\nDETAIL: {2}.*\nHINT: {2}.*::aws_commons\._lambda_function_arn_1\.\nCONTEXT: {2}SQL function "invoke" statement 1\n/,
  );
  assert.equal(stdout, '200|"slow"\n');
});

test('psql: COPY from and to the client, large too', () => {
  const rows = Array.from({ length: 200_000 }, (_, n) => `${n}\trow ${n}`).join('\n');
  const script = `CREATE TABLE copied (n int, t text);\n\\copy copied FROM pstdin\n${rows}\n\\.\nSELECT count(*), sum(n) FROM copied;\nCOPY (SELECT * FROM copied ORDER BY n LIMIT 2) TO STDOUT;\n`;
  const { stdout, stderr } = psql(script.replace('pstdin', 'STDIN'), '-At');
  assert.equal(stderr, '');
  assert.equal(stdout, 'CREATE TABLE\nCOPY 200000\n200000|19999900000\n0\trow 0\n1\trow 1\n');
  const all = psql('COPY copied TO STDOUT;', '-At').stdout;
  assert.equal(all.trim().split('\n').length, 200_000);
});

test('psql: an error in COPY data leaves the session well', () => {
  const { stdout, stderr } = psql(
    'CREATE TABLE numbers (n int);\nCOPY numbers FROM STDIN;\n1\nx\n\\.\nSELECT count(*) FROM numbers;\n',
    '-At',
  );
  assert.match(
    stderr,
    /ERROR: {2}invalid input syntax for type integer: "x"\nCONTEXT: {2}COPY numbers, line 2/,
  );
  assert.equal(stdout, 'CREATE TABLE\n0\n');
});

test('psql: a script in one transaction, and errors stop it', () => {
  const { stderr, status } = psql(
    'CREATE TABLE single (n int);\nSELECT 1/0;\n',
    '-1',
    '-v',
    'ON_ERROR_STOP=1',
  );
  assert.equal(status, 3);
  assert.match(stderr, /division by zero/);
  assert.match(psql('SELECT * FROM single').stderr, /relation "single" does not exist/);
});

test('a large result arrives whole, and a client that reads slowly holds it back', async () => {
  await withClients(1, async (client) => {
    const { rows } = await client.query<{ text: string }>(
      `SELECT repeat(chr(65 + n % 26), 1000) AS text FROM generate_series(1, 40000) AS n`,
    );
    assert.equal(rows.length, 40_000);
    assert.equal(rows[39_999]?.text, 'M'.repeat(1000));
  });
});

test('parameters, types, names of columns', async () => {
  await withClients(1, async (client) => {
    const { rows, fields } = await client.query(
      `SELECT $1::int AS a, $2::text AS b, $3::jsonb AS c, NULL AS d`,
      [7, 'ä', '{"x": 1}'],
    );
    assert.deepEqual(rows, [{ a: 7, b: 'ä', c: { x: 1 }, d: null }]);
    assert.deepEqual(
      fields.map(({ dataTypeID }) => dataTypeID),
      [23, 25, 3802, 25],
    );
  });
});

test('a notice comes when it is raised, not at the end of its statement', async () => {
  await withClients(1, async (client) => {
    let isDone = false;
    const noticed = new Promise<boolean>((resolve) => client.on('notice', () => resolve(isDone)));
    const query = client
      .query(`DO $$ BEGIN RAISE NOTICE 'now'; PERFORM aws_lambda.invoke('slow', '{"ms": 300}'::json); END $$`)
      .then(() => (isDone = true));
    assert.equal(await noticed, false);
    await query;
  });
});

test('a cursor of pg-cursor holds its turn between reads', async () => {
  await withClients(2, async (client, other) => {
    const cursor = client.query(new Cursor<{ n: number }>('SELECT n FROM generate_series(1, 10) AS n'));
    assert.deepEqual(
      (await cursor.read(4)).map(({ n }) => n),
      [1, 2, 3, 4],
    );
    const waiting = one(other, 'SELECT 1');
    assert.deepEqual(
      (await cursor.read(4)).map(({ n }) => n),
      [5, 6, 7, 8],
    );
    await cursor.close();
    assert.equal(await waiting, 1);
  });
});

test('an SQL cursor works within its transaction', async () => {
  await withClients(1, async (client) => {
    await client.query('BEGIN; DECLARE c CURSOR FOR SELECT generate_series(1, 5)');
    const { rows } = await client.query<unknown[]>({ text: 'FETCH 2 FROM c', rowMode: 'array' });
    assert.deepEqual(rows, [[1], [2]]);
    await client.query('COMMIT');
  });
});

test("a transaction's turn lasts to its end: nobody sees its changes, and those who wait are told why", async () => {
  await withClients(2, async (writer, reader) => {
    await writer.query('CREATE TABLE accounts (n int)');
    await writer.query('BEGIN; INSERT INTO accounts VALUES (1)');
    const notice = once(reader, 'notice');
    let isDone = false;
    const count = one(reader, 'SELECT count(*)::int FROM accounts').finally(() => (isDone = true));
    const [{ message, hint }] = (await notice) as [{ message: string; hint: string }];
    assert.equal(message, 'waiting: another client of the embedded cluster has an open transaction');
    assert.match(hint, /one session, which clients use in turn/);
    assert.equal(isDone, false);
    await writer.query('ROLLBACK');
    assert.equal(await count, 0);
  });
});

test('psql can connect, and is told why it waits, while another has a transaction', async () => {
  await withClients(1, async (client) => {
    await client.query('BEGIN');
    const where = ['-X', '-At', '-h', '127.0.0.1', '-p', String(sandbox.port), '-U', 'x', 'x'];
    const child = spawn('psql', [...where, '-c', 'SELECT 5'], {
      env: { ...process.env, PGCLIENTENCODING: 'UTF8' },
    });
    const [notice] = (await once(child.stderr, 'data')) as [Buffer];
    assert.match(
      notice.toString(),
      /NOTICE: {2}waiting: another client of the embedded cluster has an open transaction/,
    );
    const [[answer]] = (await Promise.all([once(child.stdout, 'data'), client.query('COMMIT')])) as [
      [Buffer],
      unknown,
    ];
    assert.equal(answer.toString(), '5\n');
  });
});

test('a client that goes in the middle of a transaction has it rolled back', async () => {
  await withClients(2, async (leaver, stayer) => {
    await leaver.query('CREATE TABLE left_behind (n int)');
    await leaver.query('BEGIN; INSERT INTO left_behind VALUES (1)');
    (leaver as unknown as { connection: { stream: Socket } }).connection.stream.destroy();
    assert.equal(await one(stayer, 'SELECT count(*)::int FROM left_behind'), 0);
  });
});

test('a client that goes in the middle of COPY leaves nothing behind', async () => {
  await sandbox.rows('CREATE TABLE half (n int)');
  const socket = await openSocket();
  socket.write(createStartup());
  await readUntil(socket, 'Z');
  socket.write(createMessage('Q', 'COPY half FROM STDIN\0'));
  await readUntil(socket, 'G');
  socket.write(createMessage('d', '1\n2\n'));
  socket.destroy();
  assert.deepEqual(await sandbox.rows('SELECT count(*)::int AS n FROM half'), [{ n: 0 }]);
});

test('a client that is killed while its statement runs does not keep the others waiting', async () => {
  const args = ['-X', '-h', '127.0.0.1', '-p', String(sandbox.port), '-U', 'x', 'x'];
  const child = spawn('psql', [
    ...args,
    '-c',
    `SELECT 'begun'`,
    '-c',
    'SELECT count(*) FROM generate_series(1, 100000000000)',
  ]);
  await once(child.stdout, 'data');
  child.kill('SIGKILL');
  assert.deepEqual(await sandbox.rows('SELECT 1 AS n'), [{ n: 1 }]);
});

test('what a client sends before it hangs up is run', async () => {
  await sandbox.rows('CREATE TABLE parting (n int)');
  const socket = await openSocket();
  socket.write(createStartup());
  await readUntil(socket, 'Z');
  socket.end(Buffer.concat([createMessage('Q', 'INSERT INTO parting VALUES (1)\0'), createMessage('X', '')]));
  await once(socket, 'close');
  assert.deepEqual(await sandbox.rows('SELECT n FROM parting'), [{ n: 1 }]);
});

test("prepared statements of the same name are each client's own", async () => {
  await withClients(2, async (a, b) => {
    const prepare = (text: string) => ({ name: 'mine', text });
    for (let round = 0; round < 3; round++) {
      assert.deepEqual((await a.query(prepare('SELECT 1 AS n'))).rows, [{ n: 1 }]);
      assert.deepEqual((await b.query(prepare('SELECT 2 AS n'))).rows, [{ n: 2 }]);
    }
    assert.deepEqual((await a.query('SELECT name, statement FROM pg_prepared_statements')).rows, [
      { name: 'mine', statement: 'SELECT 1 AS n' },
    ]);
  });
});

test('so are those of PREPARE, also after DEALLOCATE and errors', async () => {
  await withClients(2, async (a, b) => {
    await a.query('PREPARE p AS SELECT 1 AS n');
    await b.query('PREPARE p AS SELECT 2 AS n');
    assert.equal(await one(a, 'EXECUTE p'), 1);
    assert.equal(await one(b, 'EXECUTE p'), 2);
    assert.equal((await readFailure(a.query({ name: 'bad', text: 'SELECT nope' }))).code, '42703');
    assert.equal(await one(b, 'EXECUTE p'), 2);
    assert.equal(await one(a, 'EXECUTE p'), 1);
    await a.query('DEALLOCATE p');
    assert.equal(await one(b, 'EXECUTE p'), 2);
    assert.equal((await readFailure(a.query('EXECUTE p'))).code, '26000');
  });
});

test('an unnamed statement survives the turns of others', async () => {
  const socket = await openSocket();
  socket.write(createStartup());
  await readUntil(socket, 'Z');
  socket.write(Buffer.concat([createMessage('P', '\0SELECT 42\0\0\0'), createMessage('S', '')]));
  await readUntil(socket, 'Z');
  await sandbox.rows('SELECT 1', []);
  socket.write(
    Buffer.concat([
      createMessage('B', '\0\0\0\0\0\0\0\0'),
      createMessage('E', '\0\0\0\0\0'),
      createMessage('S', ''),
    ]),
  );
  assert.match((await readUntil(socket, 'Z')).toString('latin1'), /42/);
  socket.destroy();
});

test("settings are each client's own", async () => {
  await withClients(2, async (a, b) => {
    await a.query(
      `SET statement_timeout = '7s'; SET search_path = pg_catalog; SET my.setting = 'a'; SET TIME ZONE 'Europe/Berlin'`,
    );
    await b.query(`SELECT set_config('my.setting', 'b', false)`);
    const read = async (client: Client): Promise<unknown[]> => [
      await one(client, 'SHOW statement_timeout'),
      await one(client, 'SHOW search_path'),
      await one(client, `SELECT current_setting('my.setting', true)`),
      await one(client, 'SHOW TimeZone'),
    ];
    assert.deepEqual(await read(b), ['0', '"$user", public', 'b', 'UTC']);
    assert.deepEqual(await read(a), ['7s', 'pg_catalog', 'a', 'Europe/Berlin']);
    await a.query('RESET ALL');
    assert.deepEqual(await read(b), ['0', '"$user", public', 'b', 'UTC']);
    assert.deepEqual((await read(a)).slice(0, 2), ['0', '"$user", public']);
  });
  assert.deepEqual(await sandbox.rows(`SELECT nullif(current_setting('my.setting', true), '') AS s`), [
    { s: null },
  ]);
});

test("so is the role, and AWS's grants matter", async () => {
  await withClients(2, async (a, b) => {
    await a.query('CREATE ROLE app; SET ROLE app');
    assert.equal(await one(b, 'SELECT current_user'), 'postgres');
    assert.equal(await one(a, 'SELECT current_user'), 'app');
    const invoke = `SELECT status_code FROM aws_lambda.invoke('slow', '{}'::json, invocation_type => 'DryRun')`;
    assert.equal((await readFailure(a.query(invoke))).message, 'permission denied for schema aws_lambda');
    await b.query('GRANT USAGE ON SCHEMA aws_lambda TO app');
    assert.equal((await readFailure(a.query(invoke))).message, 'permission denied for function invoke');
    await b.query('GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA aws_lambda TO app');
    assert.equal(await one(a, invoke), 204);
  });
});

test('settings of the startup message hold, and are told back', async () => {
  const client = await sandbox.connect({
    application_name: 'my tool',
    statement_timeout: 4321,
    options: '-c work_mem=5MB --lock_timeout=3s',
  });
  assert.equal(await one(client, 'SHOW application_name'), 'my tool');
  assert.equal(await one(client, 'SHOW statement_timeout'), '4321ms');
  assert.equal(await one(client, 'SHOW work_mem'), '5MB');
  assert.equal(await one(client, 'SHOW lock_timeout'), '3s');
  await client.end();
});

test('a setting that does not exist ends the connection', async () => {
  await assert.rejects(sandbox.connect({ options: '-c no_such_setting=1' }), {
    code: '42704',
    message: 'unrecognized configuration parameter "no_such_setting"',
  });
});

test('LISTEN and NOTIFY reach across clients', async () => {
  await withClients(2, async (listener, notifier) => {
    await listener.query('LISTEN news');
    const notification = once(listener, 'notification');
    await notifier.query(`NOTIFY news, 'hello'`);
    const [{ channel, payload }] = (await notification) as [{ channel: string; payload: string }];
    assert.deepEqual([channel, payload], ['news', 'hello']);
  });
});

test('many clients at once each get their own answers', async () => {
  const clients = await Promise.all(Array.from({ length: 12 }, () => sandbox.connect()));
  const answers = await Promise.all(
    clients.flatMap((client, n) => [one(client, `SELECT ${n}`), one(client, `SELECT ${n} + 100`)]),
  );
  assert.deepEqual(
    answers,
    clients.flatMap((_, n) => [n, n + 100]),
  );
  await Promise.all(clients.map((client) => client.end()));
});

test('a query of more than 16 MB passes', async () => {
  await withClients(1, async (client) => {
    assert.equal(await one(client, `SELECT length('${'x'.repeat(20_000_000)}')`), 20_000_000);
  });
});

test('a request for encryption is answered with no', async () => {
  const socket = await openSocket();
  const request = Buffer.alloc(8);
  request.writeInt32BE(8);
  request.writeInt32BE(80877103, 4);
  socket.write(request);
  const [answer] = (await once(socket, 'data')) as [Buffer];
  assert.equal(answer.toString(), 'N');
  socket.write(createStartup());
  await readUntil(socket, 'Z');
  socket.destroy();
});

for (const [what, bytes] of [
  ['an HTTP request', Buffer.from('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n')],
  ['another protocol version', Buffer.from('\0\0\0\x08\0\x02\0\0', 'latin1')],
] as const) {
  test(`${what} is refused`, async () => {
    const socket = await openSocket();
    socket.write(bytes);
    assert.match((await readToEnd(socket)).toString('latin1'), /^E.*SFATAL.*C08P01/s);
  });
}

test('protocol 3.2 is negotiated down', async () => {
  const socket = await openSocket();
  socket.write(createStartup(2));
  const answer = await readUntil(socket, 'Z');
  assert.equal(answer[0], 'v'.charCodeAt(0));
  socket.destroy();
});

function openSocket(): Promise<Socket> {
  return new Promise((resolve) => {
    const socket = connectSocket(sandbox.port, '127.0.0.1', () => resolve(socket));
    socket.on('error', () => undefined);
  });
}

function createStartup(minorVersion = 0): Buffer {
  const body = Buffer.from(`\0\x03\0${String.fromCharCode(minorVersion)}user\0x\0\0`, 'latin1');
  const length = Buffer.alloc(4);
  length.writeInt32BE(body.length + 4);
  return Buffer.concat([length, body]);
}

function createMessage(type: string, body: string): Buffer {
  const bytes = Buffer.from(body, 'latin1');
  const length = Buffer.alloc(4);
  length.writeInt32BE(bytes.length + 4);
  return Buffer.concat([Buffer.from(type), length, bytes]);
}

/** Reads to the end of the first message of this type. */
async function readUntil(socket: Socket, type: string): Promise<Buffer> {
  let bytes = Buffer.alloc(0);
  for (;;) {
    for (let at = 0; at + 5 <= bytes.length; at += 1 + bytes.readInt32BE(at + 1)) {
      const isWhole = at + 1 + bytes.readInt32BE(at + 1) <= bytes.length;
      if (isWhole && bytes[at] === type.charCodeAt(0)) return bytes;
    }
    const [chunk] = (await once(socket, 'data')) as [Buffer];
    bytes = Buffer.concat([bytes, chunk]);
  }
}

async function readToEnd(socket: Socket): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of socket) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
