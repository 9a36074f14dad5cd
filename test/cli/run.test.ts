import assert from 'node:assert/strict';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { CliProcess, runCli, type CliOptions } from '../support/cli';
import { INVOKE_STUB } from '../support/invokeStub';
import { startPostgres, type Postgres } from '../support/postgres';
import { makeFolder, writeFiles } from '../support/sandbox';

const folder = makeFolder();
let server: Postgres;
let uri: string;
before(async () => {
  server = await startPostgres({ version: 18 });
  uri = `postgres://postgres@127.0.0.1:${server.port}/postgres`;
  const { code, stderr } = await runCli(['run', '--connection', uri, '-c', INVOKE_STUB]);
  assert.equal(code, 0, stderr);
});
after(() => server.stop());

const runSql = (sql: string, args: readonly string[] = [], options: CliOptions = {}) =>
  runCli(['run', '--connection', uri, ...args, '-c', sql], { cwd: folder, ...options });

/** The objects of `--format json`, without what differs from run to run. */
async function runJson(sql: string, ...args: readonly string[]) {
  const { code, stdout, stderr } = await runSql(sql, ['--format', 'json', ...args]);
  const objects = stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const { ms, ...rest } = JSON.parse(line) as Record<string, unknown>;
      assert.equal(typeof ms, 'number');
      return rest;
    });
  return { code, objects, stdout, stderr };
}

describe('--format table', () => {
  test('rows as psql prints them, tags of other commands, notices on standard error', async () => {
    const { code, stdout, stderr } = await runSql(
      "CREATE TEMP TABLE t AS SELECT 1 AS a; INSERT INTO t VALUES (2); DO $$ BEGIN RAISE NOTICE 'hi' USING HINT = 'h'; END $$; TABLE t; \\echo done",
    );
    assert.equal(stdout, 'SELECT 1\nINSERT 0 1\nDO\n a \n---\n 1\n 2\n(2 rows)\n\ndone\n');
    assert.equal(stderr, 'NOTICE:  hi\nHINT:  h\n');
    assert.equal(code, 0);
  });

  test('an invocation is decoded below its row', async () => {
    const log = Buffer.from(
      'START RequestId: 1 Version: $LATEST\n\u001b[31mred\u001b[0m \u001b[2J\nEND RequestId: 1\nREPORT RequestId: 1\tDuration: 1.50 ms\tBilled Duration: 2 ms\tMemory Size: 128 MB\tMax Memory Used: 38 MB\tInit Duration: 100.25 ms\t\n',
    ).toString('base64');
    const { code, stdout } = await runSql(
      `SELECT 200 AS status_code, '{"n": 12345678901234567890, "s": "a\\nb"}'::json AS payload, '$LATEST' AS executed_version, '${log}' AS log_result`,
    );
    assert.equal(code, 0);
    assert.equal(
      stdout.slice(stdout.indexOf('Invocation')),
      `Invocation: 200 Answered, version $LATEST
  payload
    {
      "n": 12345678901234567890,
      "s": "a\\nb"
    }
  log
    START RequestId: 1 Version: $LATEST
    red ␛[2J
    END RequestId: 1
    REPORT RequestId: 1\tDuration: 1.50 ms\tBilled Duration: 2 ms\tMemory Size: 128 MB\tMax Memory Used: 38 MB\tInit Duration: 100.25 ms
  report  ran 1.5 ms, billed 2 ms, cold start 100.25 ms, used 38 of 128 MB

`,
    );
    assert.ok(!stdout.includes(log), 'the table only hints at the log');
  });

  test('an error has its place in the file, the line with a caret, DETAIL, HINT and advice', async () => {
    writeFiles(folder, {
      'sub/wrong.sql': "SELECT 1;\n-- two\nSELECT *\n  FROM aws_lambda.invoke('f', '{}');\n",
    });
    const { code, stdout, stderr } = await runCli(['run', '--connection', uri, join('sub', 'wrong.sql')], {
      cwd: folder,
    });
    assert.equal(code, 1);
    assert.equal(stdout, ' ?column? \n----------\n        1\n(1 row)\n\n');
    const lines = stderr.split('\n');
    assert.deepEqual(lines.slice(0, 4), [
      'sub/wrong.sql:4:8: ERROR:  function aws_lambda.invoke(unknown, unknown) is not unique',
      "LINE 2:   FROM aws_lambda.invoke('f', '{}');".replace(';', ''),
      '               ^',
      'HINT:  Could not choose a best candidate function. You might need to add explicit type casts.',
    ]);
    assert.match(lines[4] ?? '', /^ADVICE: {2}An untyped literal/);
  });

  test('an included file that is not in UTF-8 is refused as a whole', async () => {
    writeFileSync(join(folder, 'old.sql'), "SELECT 'é';", 'latin1');
    const { code, stdout, stderr } = await runSql('\\i old.sql');
    assert.equal(stdout, '');
    assert.match(stderr, /old\.sql: The file is not in UTF-8/);
    assert.equal(code, 1);
  });

  test('an error in an included file has its place in that file', async () => {
    writeFiles(folder, {
      'sub/main.sql': '\\ir parts/one.sql\n\\i sub/none.sql\n',
      'sub/parts/one.sql': "SELECT 'one' AS v \\gset\n\\echo :v\nSELECT\n  nope;\n",
    });
    const { code, stdout, stderr } = await runCli(
      ['run', '--connection', uri, '-v', 'ON_ERROR_STOP=off', join('sub', 'main.sql')],
      { cwd: folder },
    );
    assert.deepEqual([code, stdout], [1, 'one\n']);
    assert.equal(
      stderr,
      'sub/parts/one.sql:4:3: ERROR:  column "nope" does not exist\nLINE 2:   nope\n          ^\nsub/main.sql:2:1: ERROR:  sub/none.sql: No such file or directory\n',
    );
  });

  test('an ARN structure that PostgreSQL takes for a text gets a sentence', async () => {
    const { code, stdout, stderr } = await runSql(
      "SELECT aws_commons.create_lambda_function_arn('my-function', 'us-west-2') AS arn \\gset\nSELECT executed_version FROM aws_lambda.invoke(:'arn', '{}'::json)",
    );
    assert.equal(code, 0);
    assert.match(stdout, /text\+json/);
    assert.match(
      stderr,
      /^ADVICE: {2}:'arn' holds an ARN structure, .* write :'arn'::aws_commons\._lambda_function_arn_1\.\n$/,
    );
  });

  test('data moves no cursor: rows, names, notices, errors', async () => {
    const { stdout, stderr } = await runSql(
      "SELECT E'\\x1b[2J' AS \"\u001b[1m\"; DO $$ BEGIN RAISE NOTICE E'\\x1b[3m'; RAISE EXCEPTION E'\\x1b[4m' USING DETAIL = E'\\x1b[5m'; END $$",
    );
    assert.ok(!(stdout + stderr).includes('\u001b'));
    for (const number of [1, 2, 3, 4, 5])
      assert.ok((stdout + stderr).includes(`␛[${number}`), String(number));
  });

  test('COPY TO STDOUT gives a file its bytes as they are', async () => {
    const { stdout } = await runSql("COPY (SELECT E'a\\tb', '日') TO STDOUT");
    assert.equal(stdout, 'a\\tb\t日\n');
  });
});

describe('parameters', () => {
  test('--param gives $1 and so on, to each statement as many as it has', async () => {
    const { code, stdout } = await runSql(
      'SELECT $1::int + 1 AS a, $2::text IS NULL AS b; SELECT $1 AS c \\gx',
      [...['--param', '41', '--param', '\\N']],
    );
    assert.equal(code, 0);
    assert.equal(stdout, ' a  | b \n----+---\n 42 | t\n(1 row)\n\n-[ RECORD 1 ]\nc | 41\n\n');
  });

  test('too few are told; none are as in psql', async () => {
    const few = await runSql('SELECT $1::int, $2::int', ['--param', '1']);
    assert.deepEqual([few.code, few.stdout], [1, '']);
    assert.equal(
      few.stderr,
      'ERROR:  the statement has 2 parameters, and 1 were given\nADVICE:  Give $2 too: --param VALUE once more, or in the file of --params.\n',
    );
    const none = await runSql('SELECT $1::int');
    assert.match(none.stderr, /^ERROR: {2}there is no parameter \$1\n/);
  });

  test('--params runs once for each row of a file, with parameters and psql variables', async () => {
    writeFiles(folder, {
      'rows.csv': 'name,$1\r\n"it\'s, ""x""",1\r\n\r\n"",\r\n',
      'rows.json': '[{"$2": 12345678901234567890.10, "name": "n"}, [null, {"a": [1]}]]',
    });
    const csv = await runJson("SELECT :'name' AS n, $1::int AS v", '--params', 'rows.csv');
    assert.equal(csv.code, 0, csv.stderr);
    assert.deepEqual(
      csv.objects.map((object) => object['rows']),
      [[['it\'s, "x"', 1]], [['', null]]],
    );
    const json = await runJson('SELECT :{?name} AS n, $1::int AS a, $2::text AS b', '--params', 'rows.json');
    assert.equal(json.code, 0, json.stderr);
    assert.deepEqual(
      json.objects.map((object) => object['rows']),
      [[[true, null, '12345678901234567890.10']], [[false, null, '{"a": [1]}']]],
    );
  });

  test('a run that fails is the last, unless errors are passed over', async () => {
    writeFiles(folder, { 'divisors.json': '[[1], [0], [2]]' });
    const sql = 'SELECT 2 / $1::int AS q';
    const stopped = await runJson(sql, '--params', 'divisors.json');
    assert.deepEqual([stopped.code, stopped.objects.length], [1, 2]);
    const whole = await runJson(sql, '--params', 'divisors.json', '-v', 'ON_ERROR_STOP=off');
    assert.deepEqual([whole.code, whole.objects.length], [1, 3]);
  });

  test('a file that is none of parameters is a wrong command line', async () => {
    writeFiles(folder, {
      'quotes.csv': '$1\n"a\n',
      'ragged.csv': '$1,b\n1\n',
      'head.csv': '$1\n',
      'object.json': '{"$1": 1}',
      'numbers.json': '[1]',
      'bad-name.csv': 'a-b\n1\n',
    });
    const problems = {
      'quotes.csv': 'quotes.csv: the quotes in row 2 are not those of CSV.',
      'ragged.csv': 'ragged.csv: row 2 has 1 values, and the first one 2.',
      'head.csv': 'head.csv has no values: nothing would run.',
      'object.json': 'object.json must be JSON: an array with an entry for each run.',
      'numbers.json': 'numbers.json: entry 1 is neither an array nor an object.',
      'bad-name.csv': '--params a-b: invalid variable name: "a-b".',
      'none.csv': "none.csv can't be read: there is no such file.",
    };
    for (const [file, problem] of Object.entries(problems)) {
      const { code, stderr } = await runSql('SELECT $1', ['--params', file]);
      assert.equal(code, 2, stderr);
      assert.ok(stderr.includes(problem), stderr);
    }
  });
});

describe('--format json', () => {
  test('one object a statement, a line each', async () => {
    const { code, objects, stderr } = await runJson(
      "\\echo aside\nSELECT true AS b, 7::int2 AS i, 1.5::float8 AS f, 'NaN'::float4 AS nan, 9007199254740993 AS big, 1.10::numeric AS n, 'x' AS t, NULL::int AS nothing, E'{\"a\":\\n 12345678901234567890}'::json AS j, '[1]'::jsonb AS jb; DO $$ BEGIN RAISE NOTICE 'n'; END $$",
    );
    assert.deepEqual([code, stderr], [0, 'aside\n']);
    const [select, doStatement] = objects;
    assert.deepEqual(select?.['rows'], [
      [true, 7, 1.5, 'NaN', '9007199254740993', '1.10', 'x', null, { a: 12345678901234567000 }, [1]],
    ]);
    assert.deepEqual((select['columns'] as unknown[]).slice(0, 2), [
      { name: 'b', type: 'boolean' },
      { name: 'i', type: 'smallint' },
    ]);
    assert.deepEqual([select['command'], select['rowCount'], select['invocations']], ['SELECT 1', 1, []]);
    assert.deepEqual(doStatement, {
      sql: "DO $$ BEGIN RAISE NOTICE 'n'; END $$",
      command: 'DO',
      rowCount: null,
      columns: [],
      rows: [],
      notices: [{ severity: 'NOTICE', message: 'n', detail: null, hint: null }],
      invocations: [],
    });
  });

  test('numbers in JSON keep every digit', async () => {
    const { stdout } = await runJson(
      `SELECT 200 AS status_code, E'{"a":\\n  12345678901234567890.10}'::json AS payload, 1::int AS x`,
    );
    assert.equal(stdout.split('\n').length, 2);
    const found = stdout.slice(stdout.indexOf('"rows"')).split('12345678901234567890.10');
    assert.equal(found.length, 3, 'in the row and in the invocation');
  });

  test('an invocation has the five members', async () => {
    const { objects } = await runJson("SELECT * FROM aws_lambda.invoke('f', '{\"a\": 1}'::json)");
    assert.deepEqual(objects[0]?.['invocations'], [
      {
        statusCode: 200,
        executedVersion: 'text+json region=NULL type=RequestResponse',
        payload: { a: 1 },
        log: null,
        report: null,
      },
    ]);
  });

  test('a failure is an object too, and ends the script', async () => {
    const { code, objects } = await runJson("SELECT '😀', nope; SELECT 2");
    assert.equal(code, 1);
    assert.deepEqual(objects, [
      {
        sql: "SELECT '😀', nope",
        error: {
          sqlstate: '42703',
          message: 'column "nope" does not exist',
          detail: null,
          hint: null,
          position: 14,
          advice: null,
          file: null,
          line: 1,
        },
        notices: [],
      },
    ]);
  });

  test('a failure in an included file names the file, and the line of the error', async () => {
    writeFiles(folder, { 'inner.sql': 'SELECT 1;\n\nSELECT\n  nope;\n', 'outer.sql': '\\i inner.sql\n' });
    const { stdout } = await runCli(['run', '--connection', uri, '--format', 'json', 'outer.sql'], {
      cwd: folder,
    });
    const { error } = JSON.parse(stdout.split('\n')[1] ?? '') as { error: Record<string, unknown> };
    assert.deepEqual([error['file'], error['line'], error['position']], ['inner.sql', 4, 10]);
    writeFiles(folder, { 'outer.sql': 'SELECT 1;\nSELECT nope;' });
    const own = await runCli(['run', '--connection', uri, '--format', 'json', 'outer.sql'], { cwd: folder });
    assert.match(own.stdout, /"file":"outer\.sql","line":2\}/);
  });
});

describe('variables and sources', () => {
  test('-v sets psql variables, as often as wanted', async () => {
    const { stdout } = await runJson(
      "SELECT :'a', :b, :{?c}",
      '-v',
      "a=it's = this",
      '--variable',
      'b=2',
      '-v',
      'c',
    );
    assert.match(stdout, /"rows":\[\["it's = this",2,true\]\]/);
  });

  test('-v ON_ERROR_STOP=off goes on after errors, and still ends with 1', async () => {
    const { code, objects } = await runJson('SELECT nope; SELECT 2', '-v', 'ON_ERROR_STOP=off');
    assert.deepEqual([code, objects.length], [1, 2]);
  });

  test('a name that psql does not take is a usage error', async () => {
    const { code, stderr } = await runSql('SELECT 1', ['-v', 'bad-name=1']);
    assert.deepEqual(
      [code, stderr],
      [2, 'aurora-lambda-sql: -v bad-name: invalid variable name: "bad-name".\n'],
    );
  });

  test('"-" reads standard input', async () => {
    const { code, stdout } = await runCli(['run', '--connection', uri, '-'], {
      input: '\ufeffSELECT 5 AS five',
    });
    assert.deepEqual([code, stdout], [0, ' five \n------\n    5\n(1 row)\n\n']);
  });
});

describe('Ctrl-C', () => {
  const sleep = "DO $$ BEGIN RAISE NOTICE 'begun'; PERFORM pg_sleep(60); END $$; SELECT 'never'";

  test('cancels the statement, and the script with it', async () => {
    const cli = new CliProcess(['run', '--connection', uri, '-c', sleep]);
    await cli.waitFor('stderr', /begun/);
    const at = performance.now();
    cli.interrupt();
    const { code, stdout, stderr } = await cli.ended;
    assert.ok(performance.now() - at < 2_000, `${performance.now() - at} ms`);
    assert.deepEqual([code, stdout], [1, '']);
    assert.match(
      stderr,
      /Cancelling\. Press Ctrl-C again to quit at once\.\nCANCELLED: {2}the statement was stopped\.\n$/,
    );
    const { stdout: left } = await runSql(
      "SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%begun%' AND state = 'active' AND pid <> pg_backend_pid()",
      ['--format', 'json'],
    );
    assert.match(left, /"rows":\[\["0"\]\]/);
  });

  test('a second one quits', async () => {
    const cli = new CliProcess(['run', '--connection', uri, '-c', '\\warn begun\nSELECT pg_sleep(60)']);
    await cli.waitFor('stderr', /begun/);
    cli.interrupt();
    await cli.waitFor('stderr', /Cancelling/);
    cli.interrupt();
    const { code } = await cli.ended;
    assert.ok(code === 130 || code === 1, String(code));
  });
});

describe('connections', () => {
  test('a refused port, a wrong host, an unusable URI: one line, exit code 3', async () => {
    const cases: readonly (readonly [string, RegExp])[] = [
      [
        'postgres://postgres@127.0.0.1:1/postgres',
        /^aurora-lambda-sql: Nothing answers at 127\.0\.0\.1:1\. Check host and port/,
      ],
      [
        'postgres://postgres@no-such-host.invalid/postgres',
        /^aurora-lambda-sql: The host name no-such-host\.invalid is not known\./,
      ],
      [
        'postgres://postgres:secret@127.0.0.1/postgres?sslmode=maybe',
        /^aurora-lambda-sql: The connection URI can't be used: .*"sslmode" must be one of/,
      ],
      [
        'postgres://postgres:secret@127.0.0.1:nope/x',
        /^aurora-lambda-sql: The connection URI can't be used: write it as postgres:\/\/user@host:5432\/database\./,
      ],
      [
        `${'postgres://postgres@127.0.0.1:PORT/nope'}`,
        /^aurora-lambda-sql: There is no database "nope" on 127\.0\.0\.1\. Check "database"\./,
      ],
    ];
    for (const [connection, line] of cases) {
      const { code, stdout, stderr } = await runCli([
        'run',
        '--connection',
        connection.replace('PORT', String(server.port)),
        '-c',
        'SELECT 1',
      ]);
      assert.match(stderr, line);
      assert.equal(stderr.trimEnd().split('\n').length, 1, 'one line');
      assert.ok(!stderr.includes('secret'));
      assert.deepEqual([code, stdout], [3, '']);
    }
  });

  test("names are those of the workspace's settings, here or above", async () => {
    writeFiles(folder, {
      'workspace/.vscode/settings.json': `{
        // comments and trailing commas are fine
        "auroraLambda.connections": [
          { "name": "local", "host": "127.0.0.1", "port": ${server.port}, },
          { "name": "broken", "host": "h", "port": 0 },
        ],
      }`,
      'workspace/a/b/.vscode/settings.json': '{ "editor.fontSize": 14 }',
    });
    const cwd = join(folder, 'workspace/a/b');
    const run = (name: string) => runCli(['run', '--connection', name, '-c', 'SELECT 1'], { cwd });
    assert.equal((await run('local')).code, 0);
    const broken = await run('broken');
    assert.deepEqual(
      [broken.code, broken.stderr],
      [3, 'aurora-lambda-sql: Connection "broken": "port" must be a whole number from 1 to 65535.\n'],
    );
    const unknown = await run('prod');
    assert.equal(unknown.code, 3);
    assert.match(
      unknown.stderr,
      /^aurora-lambda-sql: There is no connection "prod"\. Known: sandbox, local \(of .*settings\.json\)\. A postgres:\/\/ URI does too\.\n$/,
    );
    const nowhere = await runCli(['run', '--connection', 'prod', '-c', 'SELECT 1'], { cwd: makeFolder() });
    assert.match(nowhere.stderr, /There is no connection "prod"\. Known: sandbox \(/);
  });
});

describe('a server that wants TLS and a password', () => {
  let guarded: Postgres;
  let ca: string;
  before(async () => {
    guarded = await startPostgres({ version: 15, password: 'right', tls: true });
    ca = join(folder, 'ca.pem');
    writeFileSync(ca, guarded.ca ?? '');
  });
  after(() => guarded.stop());
  const run = (
    auth: string,
    env: Readonly<Record<string, string>> = {},
    query = `?sslmode=verify-full&sslrootcert=${encodeURIComponent(ca)}`,
  ) =>
    runCli(
      [
        'run',
        '--connection',
        `postgres://postgres${auth}@127.0.0.1:${guarded.port}/postgres${query}`,
        '-c',
        'SELECT 1',
      ],
      { env },
    );

  test('the password comes from the URI, PGPASSWORD or the password file', async () => {
    assert.equal((await run(':right')).code, 0);
    assert.equal((await run('', { PGPASSWORD: 'right' })).code, 0);
    const file = join(folder, 'pgpass');
    writeFileSync(file, `127.0.0.1:${guarded.port}:*:postgres:right\n`);
    chmodSync(file, 0o600);
    assert.equal((await run('', { PGPASSFILE: file })).code, 0);
  });

  test('a wrong one, and none: one line, exit code 3', async () => {
    const wrong = await run(':wrong');
    assert.deepEqual([wrong.code, wrong.stdout], [3, '']);
    assert.match(
      wrong.stderr,
      /^aurora-lambda-sql: The server rejected the password of user postgres\. .*\n$/,
    );
    const none = await run('');
    assert.equal(none.code, 3);
    assert.match(
      none.stderr,
      /^aurora-lambda-sql: The server asks for the password of user postgres, and none was given\. PGPASSWORD, .*\n$/,
    );
  });

  test('a certificate that nobody trusts is refused', async () => {
    const { code, stderr } = await run(':right', {}, '?sslmode=verify-full');
    assert.equal(code, 3);
    assert.match(
      stderr,
      /^aurora-lambda-sql: The certificate of 127\.0\.0\.1 is signed by nobody this machine trusts\./,
    );
  });
});
