/** The sandbox as a process: how it starts, is shared, ends, and comes back. */
import assert from 'node:assert/strict';
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { sandboxHome, startSandbox, type SandboxHandle } from '../../cluster/sandbox/launch';
import { connectTo, makeFolder, openSandbox, SANDBOX_SCRIPT, writeFiles } from '../support/sandbox';
import { findProcesses, isRunning, waitUntil, waitUntilGone } from '../support/sandboxProcesses';

const LOOP = { 'loop.js': `exports.handler = async () => { console.log('PID', process.pid); for (;;); };` };
const OK = { 'ok.js': `exports.handler = async () => process.pid;` };

/** The process that serves a data directory. */
function readOwner(dataDir: string): { pid: number; port: number } {
  const files = readdirSync(dataDir).filter((name) => name.startsWith('owner.'));
  assert.equal(files.length, 1, files.join());
  return JSON.parse(readFileSync(join(dataDir, files[0] ?? ''), 'utf8')) as { pid: number; port: number };
}

/** Runs the sandbox's program as a launcher would; its standard input is a pipe of ours. */
function spawnSandbox(...args: string[]): ChildProcess {
  return spawn(process.execPath, [SANDBOX_SCRIPT, ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
}
async function readLine(child: ChildProcess): Promise<Record<string, unknown>> {
  assert.ok(child.stdout);
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  return JSON.parse(line) as Record<string, unknown>;
}

test('data stays over a restart; a fresh cluster has what AWS has', async () => {
  const first = await openSandbox();
  assert.deepEqual(
    await first.rows(`SELECT extname, extversion, nspname FROM pg_extension JOIN pg_namespace n ON n.oid = extnamespace
                      WHERE extname LIKE 'aws%' ORDER BY 1`),
    [
      { extname: 'aws_commons', extversion: '1.2', nspname: 'public' },
      { extname: 'aws_lambda', extversion: '1.0', nspname: 'public' },
    ],
  );
  assert.deepEqual(
    await first.rows(
      `SELECT rolname FROM pg_roles WHERE rolname IN ('rds_superuser', 'master_dbo') ORDER BY 1`,
    ),
    [{ rolname: 'master_dbo' }, { rolname: 'rds_superuser' }],
  );
  await first.rows(`GRANT rds_superuser TO master_dbo; CREATE TABLE master_dbo.kept AS SELECT 42 AS n`);
  await first.stop();
  assert.ok(!isRunning(readOwner(first.dataDir).pid));
  const second = await openSandbox({}, { dataDir: first.dataDir });
  assert.deepEqual(await second.rows('SELECT n FROM master_dbo.kept'), [{ n: 42 }]);
  await second.stop();
});

test('extensions are real: DROP, CREATE … CASCADE with its notice, aws_s3 empty', async () => {
  const sandbox = await openSandbox(OK);
  const client = await sandbox.connect();
  const notices: string[] = [];
  client.on('notice', ({ message }) => notices.push(message ?? ''));
  await client.query('CREATE EXTENSION IF NOT EXISTS aws_lambda CASCADE');
  await client.query('DROP EXTENSION aws_lambda');
  await client.query('DROP EXTENSION aws_commons');
  const { rows } = await client.query(`SELECT nspname FROM pg_namespace WHERE nspname LIKE 'aws%'`);
  assert.deepEqual(rows, []);
  await client.query('CREATE EXTENSION aws_s3 CASCADE');
  await client.query('CREATE EXTENSION aws_lambda CASCADE');
  assert.deepEqual(notices, [
    'extension "aws_lambda" already exists, skipping',
    'installing required extension "aws_commons"',
  ]);
  const invoked = await client.query(`SELECT status_code FROM aws_lambda.invoke('ok', '{}'::jsonb)`);
  assert.deepEqual(invoked.rows, [{ status_code: 200 }]);
  const described = await client.query(`SELECT obj_description('aws_s3'::regnamespace) AS text`);
  assert.match((described.rows[0] as { text: string }).text, /nothing in the embedded cluster/);
  await client.end();
  await sandbox.stop();
});

test('a sandbox that was killed leaves no handler, and starts again with all that was committed', async () => {
  const first = await openSandbox({ ...LOOP, ...OK });
  await first.rows('CREATE TABLE kept AS SELECT 1 AS n');
  const [idle] = await first.rows(`SELECT payload::text FROM aws_lambda.invoke('ok', '{}'::json)`);
  const busy = first.failure(`SELECT aws_lambda.invoke('loop', '{}'::json)`).catch(() => undefined);
  await first.waitForLog(/PID \d+/);
  const { pid } = readOwner(first.dataDir);
  process.kill(pid, 'SIGKILL');
  await first.handle.ended;
  await busy;
  await waitUntilGone(Number(/PID (\d+)/.exec(first.log())?.[1]));
  await waitUntilGone(Number(idle?.['payload']));
  const second = await openSandbox({}, { dataDir: first.dataDir });
  assert.equal(second.handle.attached, false);
  assert.deepEqual(await second.rows('SELECT n FROM kept'), [{ n: 1 }]);
  await second.stop();
});

test('whoever started it is killed: the sandbox and its looping handler end', async () => {
  const [dataDir, functionsDir] = [join(makeFolder(), 'data'), makeFolder()];
  writeFiles(functionsDir, LOOP);
  const options = JSON.stringify({ dataDir, functionsDir, script: SANDBOX_SCRIPT });
  const launcher = spawn(process.execPath, [
    join(dirname(__dirname), 'support', 'sandboxLauncher.js'),
    options,
  ]);
  const { port } = (await readLine(launcher)) as { port: number };
  const { pid } = readOwner(dataDir);
  const client = await connectTo(port);
  const ended = assert.rejects(client.query(`SELECT aws_lambda.invoke('loop', '{}'::json)`));
  await waitUntil(() => findProcesses(functionsDir).length > 1, 'the handler runs');
  launcher.kill('SIGKILL');
  await ended;
  await waitUntilGone(pid);
  await waitUntil(() => findProcesses(functionsDir).length === 0, 'the handler is gone');
});

for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
  test(`${signal} ends it in order`, async () => {
    const sandbox = await openSandbox(OK);
    const client = await sandbox.connect();
    await client.query('CREATE TABLE kept (n int)');
    const { rows } = await client.query<{ payload: number }>(
      `SELECT payload FROM aws_lambda.invoke('ok', '{}'::json)`,
    );
    const closed = once(client, 'error');
    process.kill(readOwner(sandbox.dataDir).pid, signal);
    const [error] = (await closed) as [Error & { code: string }];
    assert.deepEqual([error.code, error.message], ['57P01', 'the embedded cluster is closing']);
    await sandbox.handle.ended;
    await waitUntilGone(rows[0]?.payload ?? 0);
  });
}

test('stopping it during an endless statement does not take long', async () => {
  const sandbox = await openSandbox();
  const client = await sandbox.connect();
  const begun = once(client, 'notice');
  const ended = assert.rejects(
    client.query(
      `DO $$ BEGIN RAISE NOTICE 'begun'; PERFORM count(*) FROM generate_series(1, 100000000000); END $$`,
    ),
  );
  await begun;
  await sandbox.stop();
  await ended;
});

test('a second user attaches to the running sandbox and leaves it running', async () => {
  const first = await openSandbox(OK);
  const second = await openSandbox({}, { dataDir: first.dataDir, functionsDir: first.functionsDir });
  assert.deepEqual(
    [second.handle.attached, second.port, second.handle.remark],
    [true, first.port, undefined],
  );
  assert.equal((await second.rows(`SELECT 1 FROM aws_lambda.invoke('ok', '{}'::json)`)).length, 1);
  await second.stop();
  assert.deepEqual(await first.rows('SELECT 1 AS n'), [{ n: 1 }]);
  const third = await openSandbox({}, { dataDir: first.dataDir, port: 1 });
  assert.equal(
    third.handle.remark,
    `The embedded cluster runs already (process ${readOwner(first.dataDir).pid}) and takes its handlers from ` +
      `${first.functionsDir} and listens on port ${first.port}. Stop that one to have another.`,
  );
  assert.equal(third.handle.functionsDir, first.functionsDir);
  await first.stop();
});

test('of many that start at once, one wins and all others attach to it', async () => {
  const [dataDir, functionsDir] = [join(makeFolder(), 'data'), makeFolder()];
  const start = (): Promise<SandboxHandle> => startSandbox({ dataDir, functionsDir, script: SANDBOX_SCRIPT });
  for (let round = 0; round < 3; round++) {
    const handles = await Promise.all(Array.from({ length: 5 }, start));
    assert.equal(handles.filter(({ attached }) => !attached).length, 1);
    assert.equal(new Set(handles.map(({ port }) => port)).size, 1);
    assert.equal(findProcesses(`--data ${dataDir}`).length, 1);
    await Promise.all(handles.map((handle) => handle.stop()));
  }
});

test('an owner file of a dead or foreign process does not keep anybody out', async () => {
  const dataDir = join(makeFolder(), 'data');
  mkdirSync(dataDir);
  const { pid: dead = 0 } = spawnSync(process.execPath, ['-e', '0']);
  const server = createServer((socket) => socket.end('not a sandbox\n')).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  for (const pid of [dead, process.pid]) {
    const owner = { pid, port, functionsDir: '/', version: '1' };
    writeFileSync(join(dataDir, 'owner.7'), JSON.stringify(owner));
    const sandbox = await openSandbox({}, { dataDir });
    assert.equal(sandbox.handle.attached, false);
    await sandbox.stop();
    rmSync(join(dataDir, 'owner.8'));
  }
  writeFileSync(join(dataDir, 'owner.7'), '{ damaged');
  await (await openSandbox({}, { dataDir })).stop();
  server.close();
});

test('its files are for this user alone', async () => {
  const sandbox = await openSandbox();
  const mode = (path: string): number => statSync(path).mode & 0o777;
  assert.equal(mode(sandbox.dataDir), 0o700);
  const [owner = ''] = readdirSync(sandbox.dataDir).filter((name) => name.startsWith('owner.'));
  assert.equal(mode(join(sandbox.dataDir, owner)), 0o600);
  await sandbox.stop();
});

test('processes of other users are refused', async (t) => {
  if (process.getuid?.() !== 0) return t.diagnostic('only root can act as another user');
  const sandbox = await openSandbox();
  const url = `postgresql://postgres@127.0.0.1:${sandbox.port}/postgres`;
  // Root may connect to anybody's; here root serves, so nobody else may.
  const other = spawnSync('psql', ['-X', '-At', url, '-c', 'SELECT 1'], {
    uid: 65534,
    gid: 65534,
    encoding: 'utf8',
  });
  assert.match(other.stderr, /only the user who started the embedded cluster may connect to it/);
  assert.notEqual(other.status, 0);
  await sandbox.stop();
});

const REFUSED: readonly (readonly [
  what: string,
  prepare: () => Promise<string[]> | string[],
  message: RegExp,
])[] = [
  ['no arguments', () => [], /^--data DIR and --functions DIR are needed$/],
  ['an unknown option', () => ['--nope'], /Unknown option '--nope'/],
  [
    'a port that is none',
    () => withFolders('--port', '70000'),
    /^--port must be a number from 0 to 65535, not '70000'$/,
  ],
  [
    'a data directory that is a file',
    () => {
      const file = join(makeFolder(), 'file');
      writeFileSync(file, '');
      return ['--data', file, '--functions', '/nowhere'];
    },
    /file can't be used for the embedded cluster: .*EEXIST.*Choose another folder, or mend this one\.$/,
  ],
  [
    'a cluster of another PostgreSQL',
    () => withCluster({ 'pgdata/PG_VERSION': '17\n' }),
    /is of PostgreSQL 17, this is 18\. Delete the folder to begin with a new one\.$/,
  ],
  [
    'half a cluster',
    () => withCluster({ 'pgdata/base/x': '' }),
    /does not hold a whole embedded cluster\. Delete the folder/,
  ],
  [
    'a damaged cluster',
    () => withCluster({ 'pgdata/PG_VERSION': '18\n', 'pgdata/global/x': '' }),
    /^PostgreSQL can't start in .*Delete the folder to begin with a new cluster/s,
  ],
];
for (const [what, prepare, message] of REFUSED) {
  test(`${what}: one clear line, and the process ends`, async () => {
    const child = spawnSandbox(...(await prepare()));
    const announcement = await readLine(child);
    assert.equal(announcement['kind'], 'failed');
    assert.match(String(announcement['message']), message);
    assert.deepEqual(await once(child, 'close'), [1, null]);
  });
}

test('a port in use', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await assert.rejects(openSandbox({}, { port }), {
    message: 'The port is in use. Choose another, or 0 for any free one.',
  });
  server.close();
});

test('the chosen port, region and account are used', async () => {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  const sandbox = await openSandbox({}, { port, region: 'eu-central-1', account: '999999999999' });
  assert.equal(sandbox.port, port);
  const failure = await sandbox.failure(`SELECT aws_lambda.invoke('gone', '{}'::json)`);
  assert.match(failure.detail ?? '', /arn:aws:lambda:eu-central-1:999999999999:function:gone/);
  await sandbox.stop();
});

test('without Python on the PATH, handlers in Python say so and those in Node run', async () => {
  const before = process.env['PATH'];
  process.env['PATH'] = makeFolder();
  const sandbox = await openSandbox({ ...OK, 'py.py': 'def lambda_handler(event, context):\n    pass\n' });
  process.env['PATH'] = before;
  for (const type of ['RequestResponse', 'Event', 'DryRun']) {
    const failure = await sandbox.failure(`SELECT aws_lambda.invoke('py', '{}'::json, NULL, '${type}')`);
    assert.equal(failure.message, 'invoke API failed');
    assert.match(
      failure.hint ?? '',
      /^Handlers in Python need python3 or python on the PATH\. Install Python 3/,
    );
  }
  assert.equal((await sandbox.rows(`SELECT FROM aws_lambda.invoke('ok', '{}'::json)`)).length, 1);
  await sandbox.stop();
});

test('a half-unpacked cluster is unpacked again', async () => {
  const dataDir = join(makeFolder(), 'data');
  writeFiles(dataDir, { 'pgdata.new/PG_VERSION': '18\n' });
  const sandbox = await openSandbox({}, { dataDir });
  assert.deepEqual(await sandbox.rows('SELECT 1 AS n'), [{ n: 1 }]);
  await sandbox.stop();
});

test('Event returns before the handler has run, which then runs, one after the other', async () => {
  const sandbox = await openSandbox({
    'slow.js': `exports.handler = async (event) => { await new Promise((done) => setTimeout(done, 200)); console.log('RAN', event.n); };`,
    'fails.js': `exports.handler = async () => { throw new Error('in the background'); };`,
  });
  const rows = await sandbox.rows(
    `SELECT status_code FROM generate_series(1, 3) AS n,
       aws_lambda.invoke('slow', json_build_object('n', n), invocation_type => 'Event')`,
  );
  assert.deepEqual(rows, [{ status_code: 202 }, { status_code: 202 }, { status_code: 202 }]);
  assert.doesNotMatch(sandbox.log(), /RAN/);
  await sandbox.waitForLog(/RAN 1[^]*RAN 2[^]*RAN 3/);
  await sandbox.rows(`SELECT aws_lambda.invoke('fails', '{}'::json, invocation_type => 'Event')`);
  await sandbox.waitForLog(/ERROR\tInvoke Error Error: in the background/);
  await sandbox.stop();
});

test('stopping ends what Event has started', async () => {
  const sandbox = await openSandbox(LOOP);
  await sandbox.rows(`SELECT aws_lambda.invoke('loop', '{}'::json, invocation_type => 'Event')`);
  await sandbox.waitForLog(/PID \d+/);
  await sandbox.stop();
  await waitUntilGone(Number(/PID (\d+)/.exec(sandbox.log())?.[1]));
});

test('each workspace has a home of its own, by its real path', () => {
  const folder = makeFolder();
  assert.equal(sandboxHome(folder), sandboxHome(join(folder, 'x', '..')));
  assert.notEqual(sandboxHome(folder), sandboxHome(dirname(folder)));
  const before = process.env['XDG_CACHE_HOME'];
  process.env['XDG_CACHE_HOME'] = '/somewhere';
  assert.match(sandboxHome(folder), /^\/somewhere\/aurora-lambda-sql\/sandbox\/[0-9a-f]{16}$/);
  if (before === undefined) delete process.env['XDG_CACHE_HOME'];
  else process.env['XDG_CACHE_HOME'] = before;
});

function withFolders(...more: string[]): string[] {
  return ['--data', join(makeFolder(), 'data'), '--functions', makeFolder(), ...more];
}

function withCluster(files: Readonly<Record<string, string>>): string[] {
  const args = withFolders();
  writeFiles(args[1] ?? '', files);
  chmodSync(args[1] ?? '', 0o700);
  return args;
}
