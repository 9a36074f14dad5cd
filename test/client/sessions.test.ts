import assert from 'node:assert/strict';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, mock, test } from 'node:test';
import { connectWithPassword } from '../../client/connections/passwords';
import type { SecretStore } from '../../client/connections/secretStore';
import { Sessions, type Connection } from '../../client/run/sessions';
import { startPostgres, type Postgres } from '../support/postgres';
import { startProxy } from '../support/proxy';
import { createProfile, run } from '../support/session';

let server: Postgres;
before(async () => {
  server = await startPostgres({ version: 15 });
});
after(() => server.stop());

function connectionOf(owner: string): Connection {
  const profile = createProfile(server);
  return {
    label: 'test',
    key: `test\n${owner}`,
    origin: 'test',
    owner,
    variables: { AUTOCOMMIT: 'on', greeting: 'hello' },
    locate: () => Promise.resolve(profile),
    authenticate: (_profile, attempt) => attempt(() => Promise.resolve(undefined)),
  };
}

async function open(sessions: Sessions, connection: Connection) {
  const opened = await sessions.open(connection, new AbortController().signal);
  assert.ok(opened.kind === 'open');
  return opened.session;
}

test('each document has a transaction of its own, and the session of one can be closed by itself', async () => {
  const sessions = new Sessions();
  const [a, b] = [connectionOf('a.sql'), connectionOf('b.sql')];
  const first = await open(sessions, a);
  const second = await open(sessions, b);
  assert.equal(first.variables.get('greeting'), 'hello');
  await run(first, 'BEGIN; CREATE TABLE made (a int);');
  assert.deepEqual([first.transaction, second.transaction], ['open', 'none']);
  assert.equal(await open(sessions, connectionOf('a.sql')), first);

  await sessions.close(({ owner }) => owner === 'a.sql');
  assert.deepEqual(
    sessions.connections.map(({ owner }) => owner),
    ['b.sql'],
  );
  assert.equal(sessions.find(a), undefined);
  assert.equal(second.isConnected, true);
  const { outcomes } = await run(
    second,
    "SELECT to_regclass('made') IS NULL AS rolled_back \\gset\n\\if :rolled_back\nSELECT;\n\\endif",
  );
  assert.equal(outcomes.length, 2, 'what the closed session had not committed is gone');
  await sessions.close();
});

/** What the user types, and what the secret storage has. */
class User implements SecretStore {
  kept: string | undefined;

  constructor(private readonly typed: string[]) {}

  get = () => Promise.resolve(this.kept);
  store = (_key: string, value: string) => Promise.resolve(void (this.kept = value));
  delete = () => Promise.resolve(void (this.kept = undefined));
  ask = () => Promise.resolve(this.typed.shift());
}

const CHANGE = "ALTER ROLE postgres PASSWORD 'new'; SELECT pg_terminate_backend(pg_backend_pid())";

test('a password that is no longer right is asked for again, and the session goes on', async () => {
  const locked = await startPostgres({ version: 16, password: 'old' });
  const user = new User(['old', 'wrong', 'new']);
  const profile = createProfile(locked);
  const connection: Connection = {
    ...connectionOf('a.sql'),
    locate: () => Promise.resolve(profile),
    authenticate: (_profile, attempt) => connectWithPassword(profile, user, user.ask, attempt),
  };
  let lost = 0;
  const sessions = new Sessions(() => lost++);
  const session = await open(sessions, connection);
  assert.equal(user.kept, 'old');
  assert.equal(lost, 0);
  await run(session, CHANGE);
  assert.equal(lost, 1, 'whoever shows the transaction is told');
  assert.equal(session.isConnected, false);
  assert.equal(await open(sessions, connection), session);
  assert.equal(user.kept, 'new');
  assert.equal((await run(session, 'SELECT 1')).reason, 'completed');
  await sessions.close();
  await locked.stop();
});

test('a password command is asked at every connect', async () => {
  const locked = await startPostgres({ version: 17, password: 'old' });
  const folder = mkdtempSync(join(tmpdir(), 'password-'));
  const [asked, password] = [join(folder, 'asked'), join(folder, 'password')];
  writeFileSync(password, 'old');
  appendFileSync(asked, '');
  const profile = createProfile(locked, { passwordCommand: `echo once >> '${asked}'; cat '${password}'` });
  const nobody = new User([]);
  const connection: Connection = {
    ...connectionOf('a.sql'),
    locate: () => Promise.resolve(profile),
    authenticate: (_profile, attempt) => connectWithPassword(profile, nobody, nobody.ask, attempt),
  };
  const sessions = new Sessions();
  const session = await open(sessions, connection);
  await run(session, CHANGE);
  writeFileSync(password, 'new');
  await open(sessions, connection);
  assert.equal((await run(session, 'SELECT 1')).reason, 'completed');
  assert.equal(readFileSync(asked, 'utf8'), 'once\nonce\n');
  await sessions.close();
  await locked.stop();
  rmSync(folder, { recursive: true });
});

test('after the machine has slept a dead connection is made again before anything is sent', async () => {
  const proxy = await startProxy(server);
  const profile = createProfile(proxy);
  const connection: Connection = { ...connectionOf('a.sql'), locate: () => Promise.resolve(profile) };
  const sessions = new Sessions();
  const session = await open(sessions, connection);
  proxy.stall();
  proxy.heal();
  mock.timers.enable({ apis: ['Date'], now: Date.now() + 3_600_000 });
  assert.equal(await open(sessions, connection), session);
  mock.timers.reset();
  const { outcomes } = await run(session, 'SELECT 1');
  assert.deepEqual(
    outcomes[0]?.notices.map(({ message }) => message),
    ['Connected again.'],
  );

  proxy.stall();
  mock.timers.enable({ apis: ['Date'], now: Date.now() + 3_600_000 });
  const stop = new AbortController();
  const opening = sessions.open(connection, stop.signal);
  stop.abort();
  mock.timers.reset();
  assert.deepEqual(await opening, {
    kind: 'failed',
    failure: { reason: 'cancelled', message: 'Connecting was cancelled.' },
  });
  await sessions.close();
  await proxy.stop();
});
