/** How `run` ends when something from outside ends it: its exit code, and that nothing is left at the server. */
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import { CliProcess, runCli } from '../support/cli';
import { startPostgres, type Postgres } from '../support/postgres';
import { startProxy } from '../support/proxy';
import { createProfile, openTestSession, run } from '../support/session';
import { SLOW_LAMBDA } from '../support/slowLambda';

let server: Postgres;
before(async () => {
  server = await startPostgres({ version: 14 });
  assert.equal((await runCli(argumentsOf(server, SLOW_LAMBDA))).code, 0);
});
after(() => server.stop());

const argumentsOf = ({ port }: { port: number }, sql: string, ...more: readonly string[]) => [
  ...['run', '--connection', `postgres://postgres@127.0.0.1:${port}/postgres`, ...more, '-c', sql],
];
const INVOKE = "SELECT * FROM aws_lambda.invoke('f', '{}'::json)";
const STREAM = "SELECT generate_series(1, 1000000000), repeat('x', 100)";

/** Resolves when no statement of another session runs any more. */
async function untilNothingRuns(): Promise<void> {
  const session = await openTestSession(createProfile(server));
  const others =
    "SELECT FROM pg_stat_activity WHERE state = 'active' AND pid <> pg_backend_pid() AND datname IS NOT NULL";
  const { reason } = await run(
    session,
    `DO $$ BEGIN WHILE EXISTS (${others}) LOOP PERFORM pg_sleep(0.01), pg_stat_clear_snapshot(); END LOOP; END $$`,
  );
  assert.equal(reason, 'completed');
  await session.close();
}

describe('nothing is left running at the server', () => {
  afterEach(untilNothingRuns);

  for (const [signal, code] of [
    ['SIGINT', 1],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const) {
    test(`${signal} while a Lambda function runs: ${code}`, async () => {
      const cli = new CliProcess(argumentsOf(server, `${INVOKE}; SELECT 'never'`));
      await cli.waitFor('stderr', /begun/);
      cli.kill(signal);
      const ended = await cli.ended;
      assert.deepEqual([ended.code, ended.stdout], [code, '']);
      assert.match(ended.stderr, /CANCELLED: {2}the statement was stopped\.\n$/);
    });
  }

  test('a reader that goes away while rows stream: 0', async () => {
    const cli = new CliProcess(argumentsOf(server, STREAM, '--format', 'json'));
    await cli.waitFor('stdout', /"rows":\[\[1,/);
    cli.stopReading();
    assert.deepEqual([(await cli.ended).code, cli.stderr], [0, '']);
  });

  test('kill -9: the server notices by itself', async () => {
    const cli = new CliProcess(argumentsOf(server, INVOKE));
    await cli.waitFor('stderr', /begun/);
    cli.kill('SIGKILL');
    assert.equal((await cli.ended).code, null);
  });
});

describe('a connection that is lost', () => {
  test('fails the statement and ends the script, whatever ON_ERROR_STOP says: 1', async () => {
    const proxy = await startProxy(server);
    const script = `BEGIN; ${INVOKE}; SELECT 'never'`;
    const cli = new CliProcess(argumentsOf(proxy, script, '-v', 'ON_ERROR_STOP=off'));
    await cli.waitFor('stderr', /begun/);
    proxy.cut();
    const { code, stdout, stderr } = await cli.ended;
    assert.deepEqual([code, stdout], [1, 'BEGIN\n']);
    assert.match(
      stderr,
      /ERROR: {2}the connection to the server was lost\nADVICE: {2}The server rolls the open transaction back\. Lambda functions that it invoked have run, or still do, whatever became of the statement\. The next run connects again\.\n$/,
    );
    await untilNothingRuns();
    await proxy.stop();
  });

  test('is told to programs', async () => {
    const proxy = await startProxy(server);
    const cli = new CliProcess(argumentsOf(proxy, STREAM, '--format', 'json'));
    await cli.waitFor('stdout', /"rows":\[\[1,/);
    proxy.cut();
    const { code, stdout } = await cli.ended;
    const { rows, error } = JSON.parse(stdout) as { rows: unknown[]; error: Record<string, unknown> };
    assert.deepEqual([code, error['connectionLost']], [1, true]);
    assert.ok(rows.length > 0, 'the rows that came are there');
    await proxy.stop();
  });

  test('a server that cannot be reached: 3, and nothing has run', async () => {
    const proxy = await startProxy(server);
    await proxy.stop();
    const { code, stdout, stderr } = await runCli(argumentsOf(proxy, 'SELECT 1'));
    assert.deepEqual([code, stdout], [3, '']);
    assert.match(stderr, /^aurora-lambda-sql: Nothing answers at 127\.0\.0\.1:\d+\. [^\n]+\n$/);
  });
});
