import assert from 'node:assert/strict';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeConnectError } from '../../../cluster/connection/connectFailure';
import type { ConnectionProfile } from '../../../cluster/profile/profile';
import { openSession } from '../../../cluster/session/session';
import { createCertificate, type Certificate } from '../../support/certificate';
import { startPostgres, type Postgres } from '../../support/postgres';
import { startProxy } from '../../support/proxy';
import { createProfile, failureOf, openTestSession, rowsOf, run } from '../../support/session';

const folder = mkdtempSync(join(tmpdir(), 'connecting-'));
let server: Postgres;
/** What the server shows. */
let shown = '';
before(async () => {
  server = await startPostgres({ version: 17, tls: true, password: 'old' });
  shown = server.ca ?? '';
  writeFileSync(join(folder, 'ca.pem'), shown);
});
after(async () => {
  await server.stop();
  rmSync(folder, { recursive: true });
});

const profileOf = (address: { host: string; port: number }) =>
  createProfile(address, { ssl: 'verify-full', caFile: join(folder, 'ca.pem'), connectTimeoutMs: 1_000 });

describe('the network fails while a session connects: one line, no socket left', () => {
  const LOST =
    /^127\.0\.0\.1:\d+ closed the connection at once\. Check that a PostgreSQL server, and nothing else, listens/;
  const FAULTS: readonly (readonly [string, (near: Socket) => void, RegExp])[] = [
    ['nothing comes back', () => undefined, /^127\.0\.0\.1:\d+ did not answer within 1 s\./],
    ['it is reset', (near) => near.resetAndDestroy(), LOST],
    ['it is closed', (near) => near.destroy(), LOST],
    ['it is closed half-way', (near) => near.end(), LOST],
    ['it ends after the answer about TLS', (near) => near.end('S'), /closed the connection|failed \(/],
  ];
  for (const [name, act, message] of FAULTS) {
    test(name, async () => {
      const network = createServer((near) => near.on('error', () => undefined).once('data', () => act(near)));
      await new Promise<void>((resolve) => network.listen(0, '127.0.0.1', resolve));
      const { port } = network.address() as AddressInfo;
      const opened = await openSession({
        locate: () => Promise.resolve(profileOf({ host: '127.0.0.1', port })),
        getPassword: () => Promise.resolve('old'),
      });
      assert.ok(opened.kind === 'failed');
      assert.match(opened.failure.message, message);
      // A socket that the session left open would keep it from closing.
      await new Promise<void>((resolve) => network.close(() => resolve()));
    });
  }

  for (const bytes of [1, 40, 1_200]) {
    test(`it ends after ${bytes} bytes of the server's`, async () => {
      const proxy = await startProxy(server);
      proxy.truncate(bytes);
      const opened = await openSession({
        locate: () => Promise.resolve(profileOf(proxy)),
        getPassword: () => Promise.resolve('old'),
      });
      assert.ok(opened.kind === 'failed');
      assert.match(opened.failure.message, /closed the connection|The encrypted connection to .* failed/);
      await proxy.untilUnused();
      await proxy.stop();
    });
  }
});

test('through TLS: a statement is stopped, and a dead network gives up in time', async () => {
  const proxy = await startProxy(server);
  const session = await openTestSession(profileOf(proxy), 'old');
  const sleeping = "BEGIN; DO $$ BEGIN RAISE NOTICE 'begun'; PERFORM pg_sleep(3600); END $$";
  const stop = (then: () => void) =>
    run(session, sleeping, {}, (event) => {
      if (event.kind !== 'notice') return;
      then();
      void session.cancel();
    });
  const stopped = await stop(() => undefined);
  assert.deepEqual([stopped.reason, session.isConnected, session.transaction], ['cancelled', true, 'failed']);
  await run(session, 'ROLLBACK');
  const given = await stop(() => proxy.stall());
  assert.deepEqual([given.reason, session.isConnected], ['cancelled', false]);
  assert.equal(
    given.outcomes.at(-1)?.notices.at(-1)?.message,
    'The connection was closed: the cancel request could not be delivered: the server does not answer. The server rolls the open transaction back. The next run connects again.',
  );
  proxy.heal();
  assert.equal((await run(session, 'SELECT 1')).reason, 'completed');
  await session.close();
  await proxy.untilUnused();
  await proxy.stop();
});

describe('between two runs', () => {
  const CERTIFICATES = [
    ['of another authority', createCertificate(), false, /is signed by nobody this machine trusts\./],
    [
      'for another name',
      createCertificate({ host: 'db.example.com' }),
      true,
      /is not for the name 127\.0\.0\.1\./,
    ],
    ['that has expired', createCertificate({ expired: true }), true, /is not valid today\./],
  ] as const;
  for (const [name, certificate, isTrusted, message] of CERTIFICATES) {
    test(`the server comes back with a certificate ${name}`, async () => {
      const session = await openTestSession(profileOf(server), 'old');
      const swap = async (next: Certificate, trusted: string) => {
        await server.down('SIGINT');
        server.showCertificate(next);
        await server.up();
        writeFileSync(join(folder, 'ca.pem'), trusted);
      };
      await swap(certificate, isTrusted ? certificate.certificatePem : shown);
      const refused = await run(session, 'SELECT 1');
      assert.match(failureOf(refused.outcomes[0]).message, message);
      const mended = createCertificate();
      await swap(mended, mended.certificatePem);
      shown = mended.certificatePem;
      assert.deepEqual(rowsOf((await run(session, 'SELECT 1')).outcomes[0]), [['1']]);
      await session.close();
    });
  }

  test('the password changes: it is asked for at every connect, and a wrong one is said to be', async () => {
    const given = ['old', 'old', 'new'];
    const opened = await openSession({
      locate: () => Promise.resolve(profileOf(server)),
      getPassword: () => Promise.resolve(given.shift()),
    });
    assert.ok(opened.kind === 'open');
    const { session } = opened;
    await run(session, "ALTER ROLE postgres PASSWORD 'new'; SELECT pg_terminate_backend(pg_backend_pid())");
    const refused = await run(session, 'SELECT 1');
    assert.deepEqual(failureOf(refused.outcomes[0]), {
      sqlstate: '28P01',
      message: 'The server rejected the password of user postgres. Check user name and password.',
      lost: true,
    });
    assert.equal((await run(session, 'SELECT 1')).reason, 'completed');
    assert.deepEqual(given, []);
    await session.close();
  });
});

describe('what AWS has as the password is rejected', () => {
  /** What became of a connect with these passwords, one after the other, and how often one connected and asked. */
  async function connectWith(passwords: readonly string[], more: Partial<ConnectionProfile>) {
    const proxy = await startProxy(server);
    const left = [...passwords];
    const opened = await openSession({
      locate: () =>
        Promise.resolve({ ...profileOf(proxy), connectTimeoutMs: 20_000, keepAliveMs: 0, ...more }),
      getPassword: () => Promise.resolve(left.shift()),
    });
    if (opened.kind === 'open') await opened.session.close();
    const connects = proxy.accepted();
    await proxy.stop();
    const failure = opened.kind === 'failed' ? opened.failure.message : undefined;
    return { failure, connects, asked: passwords.length - left.length };
  }
  const secret = { id: 'orders/ada', region: 'eu-central-1' };
  const iam = { host: 'orders.cluster-abc.eu-central-1.rds.amazonaws.com', region: 'eu-central-1' };

  test('because the secret has just been rotated, or the token has run out: it is asked for once more', async () => {
    for (const more of [{ secret }, { iam }])
      assert.deepEqual(await connectWith(['stale', 'new', 'unused'], more), {
        failure: undefined,
        connects: 2,
        asked: 2,
      });
  });

  test('again: that is told, and nobody asks a third time', async () => {
    assert.deepEqual(await connectWith(['stale', 'wrong', 'new'], { iam }), {
      failure:
        'The server rejected the IAM token of user postgres. Grant the role rds_iam to the user, allow rds-db:connect for it, and name the server\'s own endpoint in "iam.host".',
      connects: 2,
      asked: 2,
    });
  });

  test('and is still the same: it is not tried twice', async () => {
    assert.deepEqual(await connectWith(['stale', 'stale', 'new'], { secret }), {
      failure:
        "The server rejected the password that the secret orders/ada has for user postgres. Check that it is this user's, and that its rotation has succeeded.",
      connects: 1,
      asked: 2,
    });
  });

  test("a password of the user's own is asked for once", async () => {
    assert.equal((await connectWith(['stale', 'new'], {})).asked, 1);
  });

  test('by RDS, in whose words it is PAM that has failed', () => {
    const error = { code: '28000', message: 'PAM authentication failed for user "postgres"' };
    const { reason, message } = describeConnectError(error, { ...profileOf(server), iam });
    assert.equal(reason, 'password');
    assert.match(message, /^The server rejected the IAM token of user postgres\./);
  });
});

test('too many connections of a pooler, and of the server, are told alike', () => {
  const errors = [
    { code: '53300', message: 'sorry, too many clients already' },
    {
      code: '53300',
      message: 'remaining connection slots are reserved for roles with the SUPERUSER attribute',
    },
    { code: '08P01', message: 'no more connections allowed (max_client_conn)' },
  ];
  for (const error of errors) {
    const { reason, message } = describeConnectError(error, profileOf({ host: 'h', port: 5432 }));
    assert.equal(reason, 'busy');
    assert.equal(
      message,
      `The server at h:5432 takes no more connections: ${error.message}. Try again later or close others.`,
    );
  }
});

describe('a server that is shutting down and starts again', () => {
  /** The server lets nobody in any more, and waits for the one session that is left. */
  async function shutDown() {
    const last = await openTestSession(profileOf(server), 'new');
    const told = server.untilLogged('received smart shutdown request');
    const down = server.down('SIGTERM');
    await told;
    return { last, down };
  }
  const connectTimeoutMs = 60_000;

  test('is waited for', async () => {
    const { last, down } = await shutDown();
    const refused = server.untilLogged('the database system is shutting down');
    const opening = openTestSession({ ...profileOf(server), connectTimeoutMs }, 'new');
    await refused;
    await last.close();
    await down;
    await server.up();
    const session = await opening;
    assert.equal((await run(session, 'SELECT 1')).reason, 'completed');
    await session.close();
  });

  test('is waited for until somebody stops that', async () => {
    const { last, down } = await shutDown();
    const refused = server.untilLogged('the database system is shutting down');
    const controller = new AbortController();
    const opening = openSession({
      locate: () => Promise.resolve({ ...profileOf(server), connectTimeoutMs }),
      getPassword: () => Promise.resolve('new'),
      signal: controller.signal,
    });
    await refused;
    controller.abort();
    const opened = await opening;
    assert.ok(opened.kind === 'failed');
    assert.ok(['cancelled', 'busy'].includes(opened.failure.reason), opened.failure.reason);
    await last.close();
    await down;
    await server.up();
  });
});

test('a server is told to look after its client, but not through RDS Proxy, which would pin the session', async () => {
  const region = 'eu-central-1';
  const proxy = `orders.proxy-abc.${region}.rds.amazonaws.com`;
  const readOnly = `ro.endpoint.proxy-abc.${region}.rds.amazonaws.com`;
  const tunnel = { host: readOnly, port: 5432, failure: () => undefined };
  const cluster = { host: `orders.cluster-abc.${region}.rds.amazonaws.com`, region };
  const intervals: unknown[] = [];
  for (const more of [{}, { iam: cluster }, { iam: { host: proxy, region } }, { realServer: tunnel }]) {
    const session = await openTestSession(createProfile(server, { ssl: 'require', ...more }), 'new');
    const { outcomes } = await run(session, 'SHOW client_connection_check_interval');
    intervals.push(...rowsOf(outcomes[0]).flat());
    await session.close();
  }
  assert.deepEqual(intervals, ['2s', '2s', '0', '0']);
});
