import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Session } from '../../../cluster/session/session';
import type { Notice } from '../../../core/invocation/outcome';
import { startPostgres, type Postgres } from '../../support/postgres';
import { createProfile, openTestSession, run } from '../../support/session';

let server: Postgres;
let listener: Session;
before(async () => {
  server = await startPostgres({ version: 15 });
  listener = await openTestSession(createProfile(server));
});
after(async () => {
  await listener.close();
  await server.stop();
});

async function noticesOf(sql: string): Promise<readonly Notice[]> {
  const { events } = await run(listener, sql);
  return events.flatMap((event) => (event.kind === 'notice' ? [event.notice] : []));
}

const told = (notices: readonly Notice[]) => notices.map(({ severity, message }) => [severity, message]);

test('what the session tells itself is told with the statement', async () => {
  assert.deepEqual(told(await noticesOf("LISTEN jobs; NOTIFY jobs, 'done: 1';")), [
    ['NOTIFY', 'jobs: done: 1'],
  ]);
});

test('what others tell while nothing runs is told with the next statement, once', async () => {
  const other = await openTestSession(createProfile(server));
  await run(other, "NOTIFY jobs; NOTIFY jobs, 'two'; NOTIFY nobody;");
  await other.close();
  assert.deepEqual(told(await noticesOf('SELECT 1;')), [
    ['NOTIFY', 'jobs'],
    ['NOTIFY', 'jobs: two'],
  ]);
  assert.deepEqual(await noticesOf('SELECT 1;'), []);
});

test('a notice is told while its statement runs, not at the end', async () => {
  const other = await openTestSession(createProfile(server));
  await run(other, 'SELECT pg_advisory_lock(1)');
  let unlocked: Promise<unknown> | undefined;
  const { events, reason } = await run(
    listener,
    "DO $$ BEGIN RAISE NOTICE 'waiting'; PERFORM pg_advisory_xact_lock(1); RAISE NOTICE 'done'; END $$",
    {},
    (event) => {
      // Nothing else would let it go on.
      if (event.kind === 'notice') unlocked ??= run(other, 'SELECT pg_advisory_unlock(1)');
    },
  );
  await unlocked;
  assert.equal(reason, 'completed');
  assert.deepEqual(
    events.flatMap((event) => (event.kind === 'notice' ? [event.notice.message] : [])),
    ['waiting', 'done'],
  );
  await other.close();
});
