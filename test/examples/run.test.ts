// The examples on the embedded cluster, with the handlers that are kept beside them: what AWS's documents print.
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { after, before, test } from 'node:test';
import { RULES } from '../../core/catalog/rules';
import { readMistakes } from '../support/mistakes';
import { openSandbox, type TestSandbox } from '../support/sandbox';
import { createProfile, failureOf, openTestSession, rowsOf, run, type Run } from '../support/session';

const FOLDER = resolve('examples');
const AURORA = 'aurora-postgresql';
/** These show errors; what is in them is checked one by one below. */
const FAILING = ['mistakes.sql', `${AURORA}/as-printed.sql`, `${AURORA}/8-error-handling.sql`];

const HELLO = String.raw`{"statusCode": 200, "body": "\"Hello from Lambda!\""}`;
/** status_code, payload, executed_version, log_result. */
const ANSWERED = ['200', HELLO, '$LATEST', null];

let sandbox: TestSandbox;
before(async () => {
  sandbox = await openSandbox({}, { functionsDir: join(FOLDER, 'functions') });
});
after(() => sandbox.stop());

/** Each file starts without variables, as each call of the command line does. */
async function runExample(file: string): Promise<Run> {
  const text = await readFile(join(FOLDER, file), 'utf8');
  const session = await openTestSession(createProfile({ host: '127.0.0.1', port: sandbox.port }));
  try {
    return await run(session, text);
  } finally {
    await session.close();
  }
}

/** Rows of the statements that returned some, in order. */
async function rowsOfExample(file: string) {
  const { outcomes } = await runExample(file);
  return outcomes.map(rowsOf).filter((rows) => rows.length > 0);
}

test('every file that is to run runs, and runs again', async () => {
  const entries = await readdir(FOLDER, { recursive: true });
  const files = entries
    .filter((file) => file.endsWith('.sql') && !FAILING.some((failing) => join(failing) === file))
    .sort();
  assert.ok(files.length > 0);
  for (const file of [...files, ...files]) {
    const { outcomes, reason } = await runExample(file);
    const failed = outcomes.filter(({ kind }) => kind !== 'done');
    assert.deepEqual({ file, failed, reason }, { file, failed: [], reason: 'completed' });
  }
});

test('the first thing a newcomer runs greets with a log', async () => {
  const [first] = (await runExample('hello.sql')).outcomes;
  assert.ok(first?.kind === 'done');
  const [invocation] = first.invocations;
  assert.equal(invocation?.statusCode, 200);
  assert.deepEqual(rowsOf(first)[0]?.slice(0, 3), ANSWERED.slice(0, 3));
  assert.match(invocation.log ?? '', /^START .*\nreceived \{"body": "Hello from Postgres!"\}\nEND .*\nREPORT /);
});

test('synchronous: three times the same answer', async () => {
  const rows = await rowsOfExample(`${AURORA}/3-synchronous.sql`);
  assert.deepEqual(rows, [[ANSWERED], [ANSWERED], [ANSWERED]]);
});

test('asynchronous: accepted, and nothing else', async () => {
  const rows = await rowsOfExample(`${AURORA}/4-asynchronous.sql`);
  assert.deepEqual(rows.at(-1), [['202', null, null, null]]);
});

test('the log, decoded in SQL', async () => {
  const rows = await rowsOfExample(`${AURORA}/5-execution-log.sql`);
  assert.match(rows.at(-1)?.[0]?.[4] ?? '', /^START .*\nreceived .*\nEND .*\nREPORT .*\n?$/);
});

test('a version by argument and by name', async () => {
  const rows = await rowsOfExample(`${AURORA}/7-version.sql`);
  assert.deepEqual(rows, [[ANSWERED], [ANSWERED]]);
});

test("a function that throws gives AWS's error", async () => {
  const { outcomes } = await runExample(`${AURORA}/8-error-handling.sql`);
  const { message, detail } = failureOf(outcomes.at(-1));
  assert.equal(message, 'lambda invocation failed');
  assert.match(
    detail ?? '',
    /^"arn:aws:lambda:us-west-2:123456789012:function:failing-function" returned error "Unhandled", details: ".*The order has no customer.*"\.$/,
  );
});

test("AWS's printed forms fail, and the cause is told", async () => {
  const { outcomes } = await runExample(`${AURORA}/as-printed.sql`);
  const failures = outcomes.slice(1).map(failureOf);
  const last = failures.pop();
  assert.equal(failures.length, 4);
  for (const failure of failures) assert.match(failure.hint ?? '', /::aws_commons\._lambda_function_arn_1/);
  assert.equal(last?.sqlstate, '42725');
});

test('the Babelfish wrapper returns the text', async () => {
  await runExample('babelfish/1-extensions.sql');
  await runExample('babelfish/2-wrapper.sql');
  const rows = await rowsOfExample('babelfish/3-call.sql');
  assert.deepEqual(rows, [[ANSWERED], [[HELLO]], [[HELLO]]]);
});

test('the trigger tells its function about both rows', async () => {
  await runExample('patterns/trigger.sql');
  await sandbox.waitForLog(/order 1: 1 x teapot[^]*order 2: 6 x cup/);
});

test('what is reported as an error is refused, by PostgreSQL or by the cluster', async () => {
  const { mistakes } = await readMistakes();
  const { outcomes } = await runExample('mistakes.sql');
  const errors = RULES.filter(({ severity }) => severity === 'error').map(({ code }): string => code);
  const refused = mistakes.filter(({ text }) =>
    outcomes.some(({ kind, sql }) => kind === 'failed' && text.includes(sql)),
  );
  const wanted = mistakes.filter(({ code }) => errors.includes(code));
  assert.ok(wanted.length > 0);
  assert.deepEqual(
    wanted.filter((mistake) => !refused.includes(mistake)).map(({ code }) => code),
    [],
  );
  assert.equal(outcomes.at(-1)?.sql, 'ROLLBACK', 'a failure stops nothing');
});
