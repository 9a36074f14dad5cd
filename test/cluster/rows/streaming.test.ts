import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { RowStore, ROW_STORE } from '../../../cluster/rows/rowStore';
import { runScript } from '../../../cluster/script/runScript';
import type { Session } from '../../../cluster/session/session';
import { startPostgres, type Postgres } from '../../support/postgres';
import { startProxy } from '../../support/proxy';
import { createProfile, failureOf, openTestSession, rowsOf, run } from '../../support/session';

let server: Postgres;
let session: Session;
before(async () => {
  server = await startPostgres({ version: 18 });
});
after(() => server.stop());
beforeEach(async () => {
  session = await openTestSession(createProfile(server, { rowLimit: 0 }));
});
afterEach(() => session.close());

const LOST = { message: 'the connection to the server was lost', lost: true };
const AGAIN = 'The next run connects again.';
/** What is in use once the garbage is gone, in bytes. */
function measureLive(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
/** Goes on until somebody ends it. */
const ENDLESS = "SELECT generate_series(1, 1000000000), repeat('x', 100)";

test('rows come while the statement runs', async () => {
  const watcher = await openTestSession(createProfile(server));
  await run(watcher, 'SELECT pg_advisory_lock(7)');
  // More than the server holds back before it sends, then a wait that only the first rows end.
  const sql = `SELECT CASE WHEN n = 5000 THEN pg_advisory_xact_lock(7)::text ELSE repeat('x', 100) END
               FROM generate_series(1, 5000) n`;
  let unlocked: Promise<unknown> | undefined;
  const { outcomes } = await run(session, sql, {}, (event) => {
    if (event.kind === 'rows') unlocked ??= run(watcher, 'SELECT pg_advisory_unlock(7)');
  });
  await unlocked;
  assert.equal(rowsOf(outcomes[0]).length, 5_000);
  await watcher.close();
});

test('order, number and columns of the rows are right whatever the batches are', async () => {
  const sql = "SELECT n, repeat('x', n % 3000), 1.5::numeric(10,2) FROM generate_series(1, 20000) n";
  const { outcomes, events } = await run(session, sql, {}, (event) =>
    event.kind === 'rows' ? new Promise((resolve) => setImmediate(resolve)) : undefined,
  );
  const rows = rowsOf(outcomes[0]);
  assert.equal(rows.length, 20_000);
  assert.ok(
    rows.every(([n, text], index) => Number(n) === index + 1 && text?.length === (index + 1) % 3_000),
  );
  const batches = events.flatMap((event) => (event.kind === 'rows' ? [event] : []));
  assert.ok(batches.length > 10);
  assert.deepEqual(
    batches[0]?.columns.map(({ type }) => type),
    ['integer', 'text', 'numeric'],
  );
  assert.ok(outcomes[0]?.kind === 'done');
  assert.deepEqual(
    outcomes[0].columns.map(({ type }) => type),
    ['integer', 'text', 'numeric(10,2)'],
  );
});

test('several statements in one message: each has its rows', async () => {
  const { outcomes } = await run(session, "SELECT 1 AS a \\; SELECT 'x' AS b \\; SELECT 3 WHERE false;");
  assert.deepEqual(outcomes.map(rowsOf), [[['1']], [['x']], []]);
});

test('a taker that is busy holds the server back, and memory stays bounded', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'streaming-'));
  const store = new RowStore({ folder, ...ROW_STORE });
  const before = measureLive();
  let peak = 0;
  let looked = 0;
  const text = "SELECT n, repeat('x', 500), random() FROM generate_series(1, 400000) n";
  await runScript(session, { text }, {}, (event) => {
    if (event.kind !== 'rows') return undefined;
    if (store.rowCount >= looked) {
      peak = Math.max(peak, measureLive());
      looked += 40_000;
    }
    return store.add(event.rows, event.size);
  });
  assert.equal(store.rowCount, 400_000);
  assert.ok(store.spilled > 200_000_000);
  assert.ok(peak - before < 50_000_000, `grew by ${peak - before}`);
  assert.equal((await store.read(399_999, 400_000))[0]?.[0], '400000');
  await store.close();
  await rm(folder, { recursive: true });
});

test('while a taker takes its time, the server sends no more than the buffers on the way hold', async () => {
  let sent = 0;
  const meter = createServer((near) => {
    const far = connect(server.port, server.host);
    for (const socket of [near, far]) socket.on('error', () => socket.destroy());
    far.on('data', (bytes) => (sent += bytes.length));
    far.pipe(near).pipe(far);
  });
  await once(meter.listen(0, '127.0.0.1'), 'listening');
  const far = await openTestSession(
    createProfile({ ...server, host: '127.0.0.1', port: (meter.address() as AddressInfo).port }),
  );
  const watcher = await openTestSession(createProfile(server));
  let goOn = (): void => undefined;
  const busy = new Promise<void>((resolve) => (goOn = resolve));
  let begun = (): void => undefined;
  const hasBegun = new Promise<void>((resolve) => (begun = resolve));
  const running = run(far, ENDLESS, { rowLimit: 0 }, (event) => {
    if (event.kind !== 'rows') return undefined;
    begun();
    return busy;
  });
  const LIMIT = 100_000_000;
  try {
    await hasBegun;
    // Each question gives the relay its turns; what is still the same after ten of them stands.
    for (let same = 0, last = -1; same < 10 && sent < LIMIT; last = sent) {
      await run(watcher, 'SELECT pg_sleep(0.05)');
      same = sent === last ? same + 1 : 0;
    }
    assert.ok(sent < LIMIT, `the server has sent ${sent} bytes`);
  } finally {
    void far.cancel();
    goOn();
    assert.equal((await running).reason, 'cancelled');
    await Promise.all([far.close(), watcher.close()]);
    meter.close();
  }
});

describe('rows that came stay', () => {
  test('when it is cancelled, even with a taker that is slow', async () => {
    const { outcomes, reason } = await run(session, ENDLESS, {}, (event) => {
      if (event.kind !== 'rows') return undefined;
      void session.cancel();
      return new Promise((resolve) => setImmediate(resolve));
    });
    assert.equal(reason, 'cancelled');
    assert.equal(outcomes[0]?.kind, 'cancelled');
    assert.ok(outcomes[0].rows.length > 0);
    assert.deepEqual(rowsOf((await run(session, 'SELECT 1')).outcomes[0]), [['1']]);
  });

  test('when a row cannot be made', async () => {
    const sql = "SELECT 1000 / (5000 - n), repeat('x', 100) FROM generate_series(1, 6000) n";
    const { outcomes } = await run(session, sql);
    assert.equal(failureOf(outcomes[0]).sqlstate, '22012');
    assert.ok((outcomes[0]?.rows.length ?? 0) > 1_000);
  });

  test('when the network breaks', async () => {
    const proxy = await startProxy(server);
    const far = await openTestSession(createProfile(proxy));
    const { outcomes, reason } = await run(far, `BEGIN; ${ENDLESS}`, { rowLimit: 0 }, (event) => {
      if (event.kind === 'rows') proxy.cut();
    });
    assert.equal(reason, 'failed');
    assert.deepEqual(failureOf(outcomes[1]), {
      ...LOST,
      advice: `The server rolls the open transaction back. ${AGAIN}`,
    });
    assert.ok((outcomes[1]?.rows.length ?? 0) > 0);
    assert.deepEqual(rowsOf((await run(far, 'SELECT 1')).outcomes[0]), [['1']]);
    await far.close();
    await proxy.stop();
  });

  test('when the server is killed', async () => {
    const mortal = await startPostgres({ version: 16 });
    const doomed = await openTestSession(createProfile(mortal, { rowLimit: 0 }));
    const pid = Number(rowsOf((await run(doomed, 'SELECT pg_backend_pid()')).outcomes[0])[0]?.[0]);
    let killed = false;
    const { outcomes, reason } = await run(doomed, ENDLESS, {}, (event) => {
      if (event.kind === 'rows' && !killed) killed = process.kill(pid, 'SIGKILL');
    });
    assert.equal(reason, 'failed');
    assert.deepEqual(failureOf(outcomes[0]), { ...LOST, advice: AGAIN });
    assert.ok((outcomes[0]?.rows.length ?? 0) > 0);
    await doomed.close();
    await mortal.stop();
  });
});

test('a taker that fails is a fault that is told, and the session goes on', async () => {
  const failing = runScript(session, { text: ENDLESS }, {}, (event) => {
    if (event.kind !== 'rows') return undefined;
    void session.cancel();
    return Promise.reject(new Error('no room'));
  });
  await assert.rejects(failing, /no room/);
  assert.deepEqual(rowsOf((await run(session, 'SELECT 1')).outcomes[0]), [['1']]);
});
