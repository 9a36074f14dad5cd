import assert from 'node:assert/strict';
import { after, before, describe, mock, test } from 'node:test';
import type { Session } from '../../../cluster/session/session';
import { FAULT_SCHEMA, meetAll, SITUATIONS } from '../../support/faults';
import { createPatience, untilMore, untilTriedOut } from '../../support/patience';
import { startPostgres, type Postgres } from '../../support/postgres';
import { startProxy } from '../../support/proxy';
import { createProfile, failureOf, openFailure, openTestSession, run } from '../../support/session';

let server: Postgres;
before(async () => {
  const settings = ['max_connections = 12', 'superuser_reserved_connections = 0'];
  server = await startPostgres({ version: 15, settings });
  const session = await openTestSession(createProfile(server));
  assert.equal((await run(session, FAULT_SCHEMA)).reason, 'completed');
  await session.close();
});
after(() => server.stop());

const GONE = 'the connection to the server was lost: nothing answers any more';

/** Runs what says that it has begun and then takes its time. */
function sleepIn(session: Session, seconds: number, onBegun: () => void) {
  const sleeping = `DO $$ BEGIN RAISE NOTICE 'begun'; PERFORM pg_sleep(${seconds}); END $$`;
  return run(session, sleeping, {}, ({ kind }) => {
    if (kind === 'notice') onBegun();
  });
}

test('the network lets nothing through any more: whatever is under way ends', async () => {
  const proxy = await startProxy(server);
  const { profile, lose, regain } = createPatience(proxy);
  const meetings = await meetAll(profile);
  await untilTriedOut(proxy, SITUATIONS.length);
  proxy.stall();
  lose();
  for (const meeting of meetings) meeting.strike();
  await Promise.all(meetings.map(({ ended }) => ended));
  proxy.heal();
  regain();
  for (const meeting of meetings) await meeting.check(({ message }) => assert.equal(message, GONE));
  await proxy.untilUnused();
  await proxy.stop();
});

test('the machine sleeps, and its network comes back: what has been waited for meanwhile is not counted', async () => {
  const proxy = await startProxy(server);
  const { profile, lose } = createPatience(proxy);
  const session = await openTestSession(profile);
  await untilTriedOut(proxy, 1);
  let now = Date.now();
  const clock = mock.method(Date, 'now', () => (now += 600_000));
  const ended = sleepIn(session, 600, () => {
    proxy.stall();
    lose();
  });
  await untilMore(proxy, 8);
  assert.equal(session.isConnected, true);
  clock.mock.restore();
  assert.equal(failureOf((await ended).outcomes[0]).message, GONE);
  await proxy.stop();
});

describe('a session is left alone', () => {
  /** A statement that goes on until the server has been looked for often, whatever `happen` does meanwhile. */
  async function goesOn(happen: () => Promise<() => Promise<void>>): Promise<void> {
    const proxy = await startProxy(server);
    const { profile } = createPatience(proxy);
    const holder = await openTestSession(createProfile(server));
    await run(holder, 'SELECT pg_advisory_lock(7)');
    const session = await openTestSession(profile);
    await untilTriedOut(proxy, 1);
    const waiting = run(session, 'SELECT pg_advisory_lock(7); SELECT pg_advisory_unlock(7)');
    const undo = await happen();
    await untilMore(proxy, 5);
    await run(holder, 'SELECT pg_advisory_unlock(7)');
    assert.equal((await waiting).reason, 'completed');
    await holder.close();
    await session.close();
    await undo();
    await proxy.untilUnused();
    await proxy.stop();
  }

  test('whose server works', () => goesOn(() => Promise.resolve(() => Promise.resolve())));

  test('whose server lets nobody else in', () =>
    goesOn(async () => {
      const others: Session[] = [];
      for (let open = 2; open < 12; open++) others.push(await openTestSession(createProfile(server)));
      const failure = await openFailure(createProfile(server));
      assert.deepEqual([failure.reason, failure.sqlstate], ['busy', '53300']);
      return async () => void (await Promise.all(others.map((other) => other.close())));
    }));

  test('whose server is shutting down once everybody has left', () =>
    goesOn(async () => {
      const told = server.untilLogged('received smart shutdown request');
      const down = server.down('SIGTERM');
      await told;
      const refused = await openFailure(createProfile(server, { connectTimeoutMs: 5_000 }));
      assert.deepEqual([refused.reason, refused.sqlstate], ['busy', '57P03']);
      return async () => {
        await down;
        await server.up();
      };
    }));

  test('whose tunnel leads one connection alone', async () => {
    const proxy = await startProxy(server);
    proxy.leadOnly(1);
    const { profile, lose } = createPatience(proxy);
    const session = await openTestSession(profile);
    lose();
    assert.equal((await sleepIn(session, 1, () => undefined)).reason, 'completed');
    await session.close();
    await proxy.stop();
  });

  test('that is not to be looked after', async () => {
    const proxy = await startProxy(server);
    const session = await openTestSession(createProfile(proxy, { keepAliveMs: 0 }));
    assert.equal((await sleepIn(session, 0.3, () => undefined)).reason, 'completed');
    assert.equal(proxy.accepted(), 1);
    await session.close();
    await proxy.stop();
  });
});

test('whoever stops the statement ends the looking too', async () => {
  const proxy = await startProxy(server);
  const { profile } = createPatience(proxy);
  const session = await openTestSession(profile);
  await untilTriedOut(proxy, 1);
  const ended = sleepIn(session, 600, () => proxy.stall());
  await untilMore(proxy, 1);
  await session.cancel();
  assert.equal((await ended).reason, 'cancelled');
  // The look that was under way is the last one.
  await proxy.untilUnused();
  await proxy.stop();
});
