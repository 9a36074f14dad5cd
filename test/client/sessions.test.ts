import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Sessions, type Connection } from '../../client/run/sessions';
import { startPostgres, type Postgres } from '../support/postgres';
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
