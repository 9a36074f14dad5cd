/** `check` knows the tables that the checked files create, or those of a database. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Client } from 'pg';
import { runCli } from '../support/cli';
import { createStubSql } from '../support/lambdaStub';
import { startPostgres, type Postgres } from '../support/postgres';

let folder: string;
let server: Postgres;
before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'check-declarations-'));
  writeFileSync(join(folder, 'schema.sql'), 'CREATE TABLE events (payload text, data json);\n');
  writeFileSync(
    join(folder, 'calls.sql'),
    `SELECT aws_lambda.invoke('f', payload) FROM events;\nSELECT aws_lambda.invoke('f', data) FROM events;\n`,
  );
  writeFileSync(
    join(folder, 'calls.py'),
    `cursor.execute("SELECT aws_lambda.invoke('f', payload) FROM events")\n`,
  );
  server = await startPostgres({ version: 18 });
  const client = new Client(server);
  await client.connect();
  await client.query(`${createStubSql()} CREATE TABLE events (payload jsonb, data text)`);
  await client.end();
});
after(async () => {
  await server.stop();
  rmSync(folder, { recursive: true });
});

/** The verdicts of all calls, by file. */
const verdictsOf = (...args: readonly string[]): Promise<Verdicts> => verdictsIn(folder, ...args);

type Verdicts = Readonly<Record<string, readonly string[]>>;

async function verdictsIn(cwd: string, ...args: readonly string[]): Promise<Verdicts> {
  const { stdout, stderr } = await runCli(['check', '--format', 'json', ...args], { cwd });
  assert.equal(stderr, '');
  const { files } = JSON.parse(stdout) as {
    files: { path: string; calls: { verdict: string; overload: string | null }[] }[];
  };
  return Object.fromEntries(
    files.map(({ path, calls }) => [path, calls.map(({ verdict, overload }) => overload ?? verdict)]),
  );
}

test('columns are those of the tables that the checked files create', async () => {
  assert.deepEqual(await verdictsOf('calls.sql'), { 'calls.sql': ['undecided', 'undecided'] });
  assert.deepEqual(await verdictsOf('.'), {
    'calls.py': ['no-match'],
    'calls.sql': ['no-match', 'text-json'],
    'schema.sql': [],
  });
});

test('they count wherever they stand: behind comments, renamed, in UTF-16, in one of two files', async () => {
  const files = {
    'commented.sql': 'CREATE /* a table */ TABLE commented (doc json);',
    'renamed.sql': 'CREATE TABLE former (doc json); ALTER TABLE former RENAME TO renamed;',
    'once.sql': 'CREATE TABLE twice (doc json);',
    'again.sql': 'CREATE TABLE IF NOT EXISTS twice (doc text);',
    'calls.sql': ['commented', 'renamed', 'wide', 'twice', 'unknown']
      .map((table) => `SELECT aws_lambda.invoke('f', doc) FROM ${table};\n`)
      .join(''),
  };
  const apart = mkdtempSync(join(folder, 'apart-'));
  for (const [name, sql] of Object.entries(files)) writeFileSync(join(apart, name), sql);
  writeFileSync(join(apart, 'wide.sql'), Buffer.from('\ufeffCREATE TABLE wide (doc json);', 'utf16le'));
  const { 'calls.sql': verdicts } = await verdictsIn(apart, '.');
  assert.deepEqual(verdicts, ['text-json', 'text-json', 'text-json', 'undecided', 'undecided']);
  rmSync(apart, { recursive: true });
});

test('with a connection they are those of the database', async () => {
  const uri = `postgres://${server.user}@${server.host}:${server.port}/${server.database}?sslmode=disable`;
  assert.deepEqual(await verdictsOf('--connection', uri, '.'), {
    'calls.py': ['text-jsonb'],
    'calls.sql': ['text-jsonb', 'no-match'],
    'schema.sql': [],
  });
});

test('a connection that can not be used is a wrong command line', async () => {
  const { code, stderr } = await runCli(['check', '--connection', 'nowhere', '.'], { cwd: folder });
  assert.equal(code, 2);
  assert.match(stderr, /There is no connection "nowhere"/);
});
