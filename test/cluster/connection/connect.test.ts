import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import type { ConnectionProfile } from '../../../cluster/profile/profile';
import { openSession } from '../../../cluster/session/session';
import { startPostgres, type Postgres } from '../../support/postgres';
import { startProxy } from '../../support/proxy';
import { createProfile, openFailure, openTestSession, rowsOf, run } from '../../support/session';

const PASSWORD = "pass'word ü";

describe('a server with TLS and password', () => {
  let server: Postgres;
  let folder: string;
  let ca: string;
  before(async () => {
    server = await startPostgres({ version: 18, password: PASSWORD, tls: true });
    folder = mkdtempSync(join(tmpdir(), 'ca-'));
    ca = join(folder, 'ca.pem');
    writeFileSync(ca, server.ca ?? '');
  });
  after(async () => {
    await server.stop();
    rmSync(folder, { recursive: true });
  });
  const profile = (more: Partial<ConnectionProfile>): ConnectionProfile => createProfile(server, more);

  for (const ssl of ['prefer', 'require', 'verify-ca', 'verify-full'] as const) {
    test(`lets in with ${ssl}, over TLS`, async () => {
      const trusted = ssl === 'prefer' || ssl === 'require' ? {} : { caFile: ca };
      const session = await openTestSession(profile({ ssl, ...trusted }), PASSWORD);
      const { outcomes } = await run(session, 'SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()');
      assert.deepEqual(rowsOf(outcomes[0]), [['t']]);
      await session.close();
    });
  }

  test('the password is asked for only when the server wants it, and a wrong one is told', async () => {
    const wrong = await openFailure(profile({ ssl: 'require' }), 'wrong');
    assert.deepEqual(wrong, {
      reason: 'password',
      sqlstate: '28P01',
      message: 'The server rejected the password of user postgres. Check user name and password.',
    });
    const none = await openFailure(profile({ ssl: 'require' }));
    assert.deepEqual(none, {
      reason: 'password',
      message: 'The server asks for the password of user postgres, and none was given.',
    });
  });

  test('time to type the password does not count as time to connect', async () => {
    const opened = await openSession({
      locate: () => Promise.resolve(profile({ ssl: 'require', connectTimeoutMs: 4_000 })),
      getPassword: () => wait(5_000, PASSWORD),
    });
    assert.equal(opened.kind, 'open');
    await opened.session.close();
  });

  test('a certificate that nobody trusts', async () => {
    const failure = await openFailure(profile({ ssl: 'verify-full' }), PASSWORD);
    assert.equal(failure.reason, 'tls');
    assert.match(
      failure.message,
      /^The certificate of 127\.0\.0\.1 is signed by nobody this machine trusts\. Set "caFile"/,
    );
  });

  test('a certificate for another name', async () => {
    const proxy = await startProxy(server, '127.0.0.2');
    const failure = await openFailure(createProfile(proxy, { ssl: 'verify-full', caFile: ca }), PASSWORD);
    assert.equal(failure.reason, 'tls');
    assert.match(
      failure.message,
      /^The server's certificate is not for the name 127\.0\.0\.2\. Connect by the name/,
    );
    const checked = await openTestSession(createProfile(proxy, { ssl: 'verify-ca', caFile: ca }), PASSWORD);
    await checked.close();
    await proxy.stop();
  });

  test('a CA file that is not there', async () => {
    const failure = await openFailure(
      profile({ ssl: 'verify-full', caFile: join(folder, 'no.pem') }),
      PASSWORD,
    );
    assert.equal(failure.reason, 'tls');
    assert.match(failure.message, /^The file of "caFile" can't be read: ENOENT.* Correct its path\.$/);
  });

  test('plain text where the server wants TLS', async () => {
    const failure = await openFailure(profile({ ssl: 'disable' }), PASSWORD);
    assert.equal(failure.reason, 'notAllowed');
    assert.match(failure.message, /lets this user not in from here: no pg_hba\.conf entry .*no encryption/);
  });

  test('a database that does not exist', async () => {
    const failure = await openFailure(profile({ ssl: 'require', database: 'nope' }), PASSWORD);
    assert.deepEqual(failure, {
      reason: 'noDatabase',
      sqlstate: '3D000',
      message: 'There is no database "nope" on 127.0.0.1. Check "database".',
    });
  });

  test('cancel works over TLS', async () => {
    const session = await openTestSession(profile({ ssl: 'verify-full', caFile: ca }), PASSWORD);
    const { outcomes, reason } = await run(session, 'SELECT pg_sleep(60)', {}, (event) => {
      if (event.kind === 'statementStarted') setImmediate(() => void session.cancel());
    });
    assert.equal(outcomes[0]?.kind, 'cancelled');
    assert.equal(reason, 'cancelled');
    assert.ok(session.isConnected, 'the connection is kept');
    await session.close();
  });
});

describe('a server without TLS', () => {
  let server: Postgres;
  before(async () => {
    server = await startPostgres({ version: 15 });
  });
  after(() => server.stop());

  test('prefer falls back to plain text, require does not', async () => {
    const session = await openTestSession(createProfile(server, { ssl: 'prefer' }));
    await session.close();
    const failure = await openFailure(createProfile(server, { ssl: 'require' }));
    assert.equal(failure.reason, 'tls');
    assert.match(failure.message, /^The server at 127\.0\.0\.1 offers no TLS\./);
  });

  test('too many connections', async () => {
    const session = await openTestSession(createProfile(server));
    await run(session, 'CREATE ROLE few LOGIN CONNECTION LIMIT 0');
    const failure = await openFailure(createProfile(server, { user: 'few' }));
    assert.equal(failure.reason, 'busy');
    assert.match(failure.message, /too many connections for role "few"/);
    await session.close();
  });
});

describe('no server', () => {
  test('a port where nothing listens', async () => {
    const failure = await openFailure(createProfile({ host: '127.0.0.1', port: 1 }));
    assert.deepEqual(failure, {
      reason: 'refused',
      message:
        'Nothing answers at 127.0.0.1:1. Check host and port, and that the server is running and reachable from here.',
    });
  });

  test('a socket folder without a server', async () => {
    const failure = await openFailure(createProfile({ host: tmpdir(), port: 5 }));
    assert.match(failure.message, /^Nothing answers at the socket in \/.*\. Check/);
  });

  test('a host name that nobody knows', async () => {
    const failure = await openFailure(createProfile({ host: 'no-such-host.invalid', port: 5432 }));
    assert.equal(failure.reason, 'unknownHost');
    assert.match(failure.message, /^The host name no-such-host\.invalid is not known\./);
  });

  test('a server that says nothing', async () => {
    const silent = createServer();
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const { port } = silent.address() as { port: number };
    const failure = await openFailure(createProfile({ host: '127.0.0.1', port }, { connectTimeoutMs: 200 }));
    assert.equal(failure.reason, 'timeout');
    assert.match(failure.message, /^127\.0\.0\.1:\d+ did not answer within 0\.2 s\./);
    silent.close();
  });

  test('a server of another kind', async () => {
    const web = createServer((socket) =>
      socket.on('error', () => undefined).end('HTTP/1.1 400 Bad Request\r\n\r\n'),
    );
    await new Promise<void>((resolve) => web.listen(0, '127.0.0.1', resolve));
    const { port } = web.address() as { port: number };
    const failure = await openFailure(createProfile({ host: '127.0.0.1', port }, { ssl: 'require' }));
    assert.match(failure.message, /did not answer as a PostgreSQL server does/);
    web.close();
  });

  test('an attempt can be given up', async () => {
    const silent = createServer();
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const { port } = silent.address() as { port: number };
    const giveUp = new AbortController();
    silent.on('connection', () => giveUp.abort());
    const opened = await openSession({
      locate: () => Promise.resolve(createProfile({ host: '127.0.0.1', port })),
      getPassword: () => Promise.resolve(undefined),
      signal: giveUp.signal,
    });
    assert.deepEqual(opened, {
      kind: 'failed',
      failure: { reason: 'cancelled', message: 'Connecting was cancelled.' },
    });
    silent.close();
  });
});
