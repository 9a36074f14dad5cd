import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { CliProcess, runCli } from '../support/cli';
import { connectTo, makeFolder, writeFiles } from '../support/sandbox';
import { findProcesses } from '../support/sandboxProcesses';

const EXAMPLES = join(process.cwd(), 'examples');
/** Embedded clusters of these tests keep their data apart from the user's. */
const home = makeFolder();
const env = { XDG_CACHE_HOME: home, LOCALAPPDATA: home, HOME: home };

interface Statement {
  readonly sql: string;
  readonly rows?: unknown[][];
  readonly invocations?: {
    statusCode: number;
    executedVersion: string | null;
    payload: unknown;
    log: string | null;
    report: object | null;
  }[];
  readonly advice?: string;
  readonly error?: { message: string; detail: string | null; advice: string | null };
}

async function runJson(file: string, ...args: readonly string[]) {
  const all = ['run', '--connection', 'sandbox', '--format', 'json', ...args, file];
  const { code, stdout, stderr } = await runCli(all, { cwd: EXAMPLES, env });
  const statements = stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Statement);
  return {
    code,
    stderr,
    statements,
    invocations: statements.flatMap((statement) => statement.invocations ?? []),
  };
}

const HELLO = { statusCode: 200, body: '"Hello from Lambda!"' };

describe('on the sandbox that `sandbox` serves', () => {
  let served: CliProcess;
  let port: number;
  before(async () => {
    served = new CliProcess(['sandbox'], { cwd: EXAMPLES, env });
    await served.waitFor('stdout', /Press Ctrl-C to stop it\./);
    port = Number(/port (\d+) of this machine/.exec(served.stdout)?.[1]);
  });
  after(async () => {
    served.interrupt();
    const { code } = await served.ended;
    assert.equal(code, 0);
    assert.deepEqual(findProcesses(home), [], 'no process is left behind');
  });

  test('it prints how to connect and what functions there are', () => {
    assert.match(
      served.stdout,
      new RegExp(`^  psql -h 127\\.0\\.0\\.1 -p ${port} -U postgres postgres$`, 'm'),
    );
    assert.match(
      served.stdout,
      new RegExp(`^  postgres://postgres@127\\.0\\.0\\.1:${port}/postgres\\?sslmode=disable$`, 'm'),
    );
    assert.match(served.stdout, /^Functions in functions: failing-function, greet, my-function, /m);
  });

  test('psql and node-postgres connect as printed', async () => {
    const sql = "SELECT status_code, payload FROM aws_lambda.invoke('my-function', '{}'::json)";
    const { stdout } = await promisify(execFile)('psql', [
      '-XAt',
      '-h',
      '127.0.0.1',
      '-p',
      String(port),
      '-U',
      'postgres',
      '-c',
      sql,
      'postgres',
    ]);
    assert.equal(stdout, '200|{"statusCode": 200, "body": "\\"Hello from Lambda!\\""}\n');
    const client = await connectTo(port);
    assert.deepEqual((await client.query(sql)).rows, [{ status_code: 200, payload: HELLO }]);
    await client.end();
  });

  test("its handlers' logs stream by", async () => {
    await served.waitFor('stderr', /^received /m);
  });

  test('a second one is told that it runs already', async () => {
    const { code, stdout } = await runCli(['sandbox'], { cwd: EXAMPLES, env });
    assert.equal(code, 0);
    assert.match(stdout, /It was running already; this command leaves it running\.\n$/);
  });

  test('the printed URI is a connection of `run`', async () => {
    const uri = /postgres:\/\/\S+/.exec(served.stdout)?.[0] ?? '';
    const { code, stdout } = await runCli(['run', '--connection', uri, '-c', 'SELECT 1 AS one']);
    assert.deepEqual([code, stdout], [0, ' one \n-----\n   1\n(1 row)\n\n']);
  });

  test("hello.sql's first statement: the answer, the version, the log, the figures", async () => {
    const { code, invocations } = await runJson('hello.sql');
    assert.equal(code, 0);
    const [first] = invocations;
    assert.deepEqual([first?.statusCode, first?.executedVersion, first?.payload], [200, '$LATEST', HELLO]);
    assert.match(
      first?.log ?? '',
      /^START RequestId: .*\nreceived \{"body": "Hello from Postgres!"\}\nEND RequestId: .*\nREPORT RequestId: /,
    );
    assert.ok(first?.report);
  });

  test("AWS's synchronous examples: 200, the greeting, $LATEST, no log", async () => {
    const { code, invocations } = await runJson('aurora-postgresql/3-synchronous.sql');
    assert.equal(code, 0);
    assert.equal(invocations.length, 3);
    for (const { statusCode, payload, executedVersion, log } of invocations) {
      assert.deepEqual([statusCode, payload, executedVersion, log], [200, HELLO, '$LATEST', null]);
    }
  });

  test('the asynchronous one: 202 and nothing more', async () => {
    const { code, statements, invocations } = await runJson('aurora-postgresql/4-asynchronous.sql');
    assert.equal(code, 0);
    assert.equal(statements.at(-1)?.rows?.[0]?.[0], 202);
    assert.deepEqual(
      [invocations[0]?.statusCode, invocations[0]?.payload, invocations[0]?.log],
      [202, null, null],
    );
  });

  test('the execution log, decoded', async () => {
    const { code, invocations } = await runJson('aurora-postgresql/5-execution-log.sql');
    assert.equal(code, 0);
    assert.match(invocations[0]?.log ?? '', /^START RequestId: /);
  });

  test('client context and version', async () => {
    const context = await runJson('aurora-postgresql/6-client-context.sql');
    assert.deepEqual([context.code, context.invocations[0]?.payload], [0, HELLO]);
    const version = await runJson('aurora-postgresql/7-version.sql');
    assert.equal(version.code, 0);
    assert.deepEqual(
      version.invocations.map(({ payload }) => payload),
      [HELLO, HELLO],
    );
  });

  test('the error of a function that throws, with its DETAIL and our advice', async () => {
    const { code, statements } = await runJson('aurora-postgresql/8-error-handling.sql');
    assert.equal(code, 1);
    const error = statements.at(-1)?.error;
    assert.equal(error?.message, 'lambda invocation failed');
    assert.match(
      error?.detail ?? '',
      /^"arn:aws:lambda:us-west-2:\d{12}:function:failing-function" returned error "Unhandled", details: "/,
    );
    assert.match(error?.advice ?? '', /the function itself failed/);
  });

  test('the statements as AWS prints them: each says that the structure was taken for a text', async () => {
    const { code, statements } = await runJson('aurora-postgresql/as-printed.sql', '-v', 'ON_ERROR_STOP=off');
    assert.equal(code, 1);
    const invoking = statements.filter(({ sql }) => sql.includes('aws_lambda.invoke'));
    assert.equal(invoking.length, 5);
    for (const { sql, error, advice } of invoking) {
      assert.match(advice ?? error?.advice ?? '', /^:'aws_lambda_arn_1' holds an ARN structure, but/, sql);
    }
  });

  test("Babelfish's wrapper gives the text", async () => {
    for (const file of ['1-extensions.sql', '2-wrapper.sql'])
      assert.equal((await runJson(`babelfish/${file}`)).code, 0);
    const { code, statements } = await runJson('babelfish/3-call.sql');
    assert.equal(code, 0);
    const wrapped = statements.find(({ sql }) => sql.includes('lambda_wrapper'));
    assert.deepEqual(wrapped?.rows, [['{"statusCode": 200, "body": "\\"Hello from Lambda!\\""}']]);
  });

  test('every other example runs through', async () => {
    for (const file of readdirSync(join(EXAMPLES, 'patterns'))) {
      const { code, stderr, statements } = await runJson(join('patterns', file));
      assert.equal(code, 0, `${file}: ${stderr} ${JSON.stringify(statements.at(-1))}`);
    }
  });
});

describe('without one that runs', () => {
  const workspace = makeFolder();
  writeFiles(workspace, {
    'functions/hello.js': "exports.handler = async () => 'beside';",
    'sql/deep/call.sql': "SELECT payload FROM aws_lambda.invoke('hello', '{}'::json);",
    'sql/deep/functions/hello.js': "exports.handler = async () => 'nearest';",
    'sql/other.sql': "SELECT payload FROM aws_lambda.invoke('hello', '{}'::json);",
    'else/hello.mjs': "export const handler = async () => 'told';",
  });
  const run = (...args: readonly string[]) =>
    runCli(['run', '--format', 'json', ...args], { cwd: workspace, env });
  const payloadOf = (stdout: string) => (JSON.parse(stdout) as { rows: unknown[][] }).rows[0]?.[0];

  test('`run` starts it, finds the nearest functions folder, and leaves no process', async () => {
    assert.equal(payloadOf((await run('sql/deep/call.sql')).stdout), 'nearest');
    assert.equal(payloadOf((await run('sql/other.sql')).stdout), 'beside');
    assert.equal(payloadOf((await run('--functions', 'else', 'sql/other.sql')).stdout), 'told');
    assert.deepEqual(findProcesses(home), []);
  });

  test('a function that is not there: one clear failure', async () => {
    const { code, stdout } = await run('-c', "SELECT * FROM aws_lambda.invoke('missing', '{}'::json)");
    assert.equal(code, 1);
    assert.match(stdout, /Function not found: .*function:missing/);
  });

  test('a folder where nothing can be written: exit code 3 and one line', async () => {
    mkdirSync(join(workspace, 'readonly'));
    writeFiles(workspace, { 'readonly/aurora-lambda-sql': 'a file where a folder belongs' });
    const { code, stderr } = await runCli(['run', '-c', 'SELECT 1'], {
      cwd: workspace,
      env: { ...env, XDG_CACHE_HOME: join(workspace, 'readonly') },
    });
    assert.equal(code, 3);
    assert.match(stderr, /^aurora-lambda-sql: .+\n$/);
  });

  test('Ctrl-C while a handler runs ends at once', async () => {
    writeFiles(workspace, { 'functions/endless.js': 'exports.handler = async () => { for (;;); };' });
    const sql =
      "SET aws_lambda.request_timeout_ms = 60000;\n\\warn calling\nSELECT aws_lambda.invoke('endless', '{}'::json);";
    const cli = new CliProcess(['run', '-c', sql], { cwd: workspace, env });
    await cli.waitFor('stderr', /calling/);
    cli.interrupt();
    const { code, stderr } = await cli.ended;
    assert.equal(code, 1);
    assert.match(stderr, /CANCELLED/);
    assert.deepEqual(findProcesses(home), []);
  });
});
