import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { after, before, describe, test } from 'node:test';
import { startPostgres, type Postgres } from '../../support/postgres';
import { startProxy, type Proxy } from '../../support/proxy';
import { createProfile, openTestSession, rowsOf, run } from '../../support/session';
import { FAULT_SCHEMA, meetAll, SITUATIONS } from '../../support/faults';

let server: Postgres;
before(async () => {
  server = await startPostgres({ version: 18 });
  const session = await openTestSession(createProfile(server));
  assert.equal((await run(session, FAULT_SCHEMA)).reason, 'completed');
  await session.close();
});
after(() => server.stop());

const LOST = /^the connection to the server was lost$/;
const ENDED = /^terminating connection due to administrator command$/;
/** While rows stream, PostgreSQL says goodbye only if it is not waiting for the network to take some just then. */
const ENDED_OR_LOST = new RegExp(`${ENDED.source}|${LOST.source}`);

/** Asks over a connection of its own. */
async function ask(sql: string): Promise<readonly (string | null)[]> {
  const session = await openTestSession(createProfile(server));
  const rows = rowsOf((await run(session, sql)).outcomes[0]);
  await session.close();
  return rows.flat();
}

const OTHERS = "FROM pg_stat_activity WHERE state = 'active' AND pid <> pg_backend_pid()";

interface Fault {
  readonly name: string;
  readonly strike: (proxy: Proxy) => Promise<void> | void;
  readonly message: RegExp;
  readonly whileStreaming?: RegExp;
}

const FAULTS: readonly Fault[] = [
  { name: 'the network resets the connection', strike: (proxy) => proxy.cut(), message: LOST },
  {
    name: 'the network says goodbye in place of the server',
    strike: (proxy) => proxy.halfClose(),
    message: LOST,
  },
  {
    name: 'the server is told to end the session',
    strike: async () => void (await ask(`SELECT pg_terminate_backend(pid) ${OTHERS}`)),
    message: ENDED,
    whileStreaming: ENDED_OR_LOST,
  },
  {
    name: 'the process of the session is killed',
    strike: async () => {
      const ready = server.untilReady();
      const [pid] = await ask(`SELECT pid ${OTHERS} AND query LIKE '%invoke%' LIMIT 1`);
      execFileSync('kill', ['-9', String(pid)]);
      await ready;
    },
    // The other sessions are told that one of them has crashed, if the way to them is free.
    message: /^the connection to the server was lost$|^terminating connection because of crash/,
  },
  {
    name: 'the server is shut down',
    strike: async () => {
      await server.down('SIGINT');
      await server.up();
    },
    message: ENDED,
    whileStreaming: ENDED_OR_LOST,
  },
  {
    name: 'the server is shut down at once',
    strike: async () => {
      await server.down('SIGQUIT');
      await server.up();
    },
    message:
      /^the connection to the server was lost$|^terminating connection due to immediate shutdown command$/,
  },
  {
    name: 'the server is killed',
    strike: async () => {
      await server.down('SIGKILL');
      await server.up();
    },
    message:
      /^the connection to the server was lost$|^terminating connection due to unexpected postmaster exit$/,
  },
];

for (const { name, strike, message, whileStreaming = message } of FAULTS) {
  describe(name, () => {
    let proxy: Proxy;
    let meetings: Awaited<ReturnType<typeof meetAll>>;
    before(async () => {
      proxy = await startProxy(server);
      meetings = await meetAll(createProfile(proxy));
      await strike(proxy);
      for (const meeting of meetings) meeting.strike();
    });
    after(async () => {
      await proxy.untilUnused();
      await proxy.stop();
    });
    for (const [index, { name: during, begins }] of SITUATIONS.entries()) {
      const expected = begins === 'rows' ? whileStreaming : message;
      test(`while ${during}`, () =>
        meetings[index]?.check((failure) => assert.match(failure.message, expected)));
    }
  });
}

test('the network ends in the middle of a row', async () => {
  const proxy = await startProxy(server);
  const meetings = await meetAll(
    createProfile(proxy),
    SITUATIONS.filter(({ begins }) => begins === 'rows'),
  );
  proxy.truncate(12_345);
  proxy.heal();
  for (const meeting of meetings) {
    meeting.strike();
    await meeting.check((failure) => assert.match(failure.message, LOST));
  }
  await proxy.untilUnused();
  await proxy.stop();
});

describe('a statement that is stopped', () => {
  const stopped: readonly (readonly [name: string, strike: (proxy: Proxy) => void, notice: RegExp])[] = [
    [
      'while the network lets nothing through',
      (proxy) => proxy.stall(),
      /^The connection was closed: the server did not stop the statement in time\. (.+)$/,
    ],
    [
      'while the network breaks',
      (proxy) => void setImmediate(() => proxy.cut()),
      /^(?:Meanwhile the connection to the server was lost|The connection was closed: the cancel request could not be delivered: .+)\. (.+)$/,
    ],
  ];
  for (const [name, strike, notice] of stopped) {
    test(`${name}: it ends, and what is lost is told`, async () => {
      const proxy = await startProxy(server);
      const meetings = await meetAll(createProfile(proxy));
      strike(proxy);
      const cancelled = meetings.map(({ session }) => session.cancel());
      for (const meeting of meetings) meeting.strike();
      await Promise.all(cancelled);
      proxy.heal();
      for (const meeting of meetings) {
        const { outcomes, reason } = await meeting.ended;
        assert.deepEqual([reason, outcomes.at(-1)?.kind], ['cancelled', 'cancelled']);
        const told = outcomes.at(-1)?.notices.filter(({ severity }) => severity === 'WARNING') ?? [];
        assert.equal(told.length, 1);
        assert.equal(notice.exec(told[0]?.message ?? '')?.[1], meeting.situation.advice);
        await meeting.checkKept();
      }
      await proxy.untilUnused();
      await proxy.stop();
    });
  }

  test('over a slow network keeps its connection', async () => {
    const proxy = await startProxy(server);
    proxy.delay(60);
    const session = await openTestSession(createProfile(proxy));
    const { outcomes } = await run(
      session,
      'BEGIN; SELECT * FROM aws_lambda.invoke($$f$$, $${}$$::json)',
      {},
      (event) => {
        if (event.kind === 'notice') void session.cancel();
      },
    );
    assert.equal(outcomes.at(-1)?.kind, 'cancelled');
    assert.deepEqual([session.isConnected, session.transaction], [true, 'failed']);
    await session.close();
    await proxy.stop();
  });

  test('leaves nothing running at the server', async () => {
    const session = await openTestSession(createProfile(server));
    const wait = 'PERFORM pg_sleep(0.01), pg_stat_clear_snapshot()';
    const { reason } = await run(
      session,
      `DO $$ BEGIN WHILE EXISTS (SELECT ${OTHERS}) LOOP ${wait}; END LOOP; END $$`,
    );
    assert.equal(reason, 'completed');
    await session.close();
  });
});

test('a slow network loses nothing', async () => {
  const proxy = await startProxy(server);
  proxy.delay(20);
  const session = await openTestSession(createProfile(proxy));
  const { outcomes } = await run(session, 'SELECT generate_series(1, 20000)', { rowLimit: 0 });
  assert.deepEqual(
    rowsOf(outcomes[0]),
    Array.from({ length: 20_000 }, (_, index) => [String(index + 1)]),
  );
  await session.close();
  await proxy.stop();
});
