/** What `aws_lambda.invoke` returns and raises, seen through a real connection. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openSandbox, type TestSandbox } from '../support/sandbox';

const ECHO = `exports.handler = async (event, context) => ({
  event, arn: context.invokedFunctionArn, version: context.functionVersion, clientContext: context.clientContext });`;
const HELLO = `
import json
def lambda_handler(event, context):
    return {'statusCode': 200, 'body': json.dumps('Hello from Lambda!')}
`;
const BOOM = `exports.handler = async () => { const error = new RangeError('too "far"'); error.stack = 'RangeError: too far'; throw error; };`;

let sandbox: TestSandbox;
before(async () => {
  sandbox = await openSandbox({ 'echo.js': ECHO, 'my-function.py': HELLO, 'boom.js': BOOM });
});
after(() => sandbox.stop());

/** The row of one call; its payload as pg parses it. */
async function invoke(args: string): Promise<Record<string, unknown>> {
  const [row = {}] = await sandbox.rows(`SELECT * FROM aws_lambda.invoke(${args})`);
  return row;
}
const failureOf = (args: string) => sandbox.failure(`SELECT * FROM aws_lambda.invoke(${args})`);
const ARN = 'arn:aws:lambda:us-west-2:123456789012:function:echo';

test("AWS's example gives AWS's result, the JSON text as the handler wrote it", async () => {
  const rows = await sandbox.rows(`
    SELECT status_code, payload::text, executed_version, log_result
    FROM aws_lambda.invoke(aws_commons.create_lambda_function_arn('my-function', 'us-east-1'),
      '{"body": "Hello from Postgres!"}'::json)`);
  assert.deepEqual(rows, [
    {
      status_code: 200,
      payload: '{"statusCode": 200, "body": "\\"Hello from Lambda!\\""}',
      executed_version: '$LATEST',
      log_result: null,
    },
  ]);
});

for (const json of ['json', 'jsonb']) {
  for (const name of [`'echo'`, `aws_commons.create_lambda_function_arn('echo')`]) {
    test(`overload of ${name} and ${json}`, async () => {
      const row = await invoke(
        `${name}, '{"a": [1, null]}'::${json}, context => '{"env": {"x": "y"}}'::${json}`,
      );
      assert.deepEqual(row, {
        status_code: 200,
        payload: {
          event: { a: [1, null] },
          arn: ARN,
          version: '$LATEST',
          clientContext: { env: { x: 'y' } },
        },
        executed_version: '$LATEST',
        log_result: null,
      });
    });
  }
}

test('the four overloads have the documented names, types, defaults and OUT columns', async () => {
  const rows = await sandbox.rows(
    `SELECT pg_get_function_arguments(oid) AS signature FROM pg_proc
     WHERE pronamespace = 'aws_lambda'::regnamespace ORDER BY 1`,
  );
  const signature = (name: string, json: string, region = ''): string =>
    `function_name ${name}, payload ${json}, ${region}invocation_type text DEFAULT 'RequestResponse'::text, ` +
    `log_type text DEFAULT 'None'::text, context ${json} DEFAULT NULL::${json}, ` +
    `qualifier character varying DEFAULT NULL::character varying, OUT status_code integer, OUT payload ${json}, ` +
    `OUT executed_version text, OUT log_result text`;
  const composite = 'aws_commons._lambda_function_arn_1';
  const region = 'region text DEFAULT NULL::text, ';
  assert.deepEqual(
    rows.map((row) => row['signature']),
    [
      signature(composite, 'json'),
      signature(composite, 'jsonb'),
      signature('text', 'json', region),
      signature('text', 'jsonb', region),
    ],
  );
});

const FORMS: readonly (readonly [args: string, arn: string, version: string])[] = [
  [`'echo', '{}'::json`, ARN, '$LATEST'],
  [`'echo', '{}'::json, 'eu-west-1'`, ARN.replace('us-west-2', 'eu-west-1'), '$LATEST'],
  [`'echo:7', '{}'::json`, `${ARN}:7`, '7'],
  [`'echo', '{}'::json, qualifier => '7'`, `${ARN}:7`, '7'],
  [`'echo:prod', '{}'::json, qualifier => 'prod'`, `${ARN}:prod`, '$LATEST'],
  [`'echo', '{}'::json, qualifier => 'custom_version'`, `${ARN}:custom_version`, '$LATEST'],
  [`'echo', '{}'::json, qualifier => '$LATEST'`, `${ARN}:$LATEST`, '$LATEST'],
  [`'555555555555:function:echo', '{}'::json`, ARN.replace('123456789012', '555555555555'), '$LATEST'],
  [`'${ARN}', '{}'::json`, ARN, '$LATEST'],
  [`'${ARN}:3', '{}'::json, 'us-west-2'`, `${ARN}:3`, '3'],
  [
    `'echo', '{}'::json, 'cn-north-1'`,
    ARN.replace('aws:lambda:us-west-2', 'aws-cn:lambda:cn-north-1'),
    '$LATEST',
  ],
  [`aws_commons.create_lambda_function_arn('echo:2', 'us-west-2'), '{}'::json`, `${ARN}:2`, '2'],
  [`'(echo,us-west-2)'::aws_commons._lambda_function_arn_1, '{}'::jsonb`, ARN, '$LATEST'],
];
for (const [args, arn, version] of FORMS) {
  test(`the function named by ${args}`, async () => {
    const row = await invoke(args);
    const payload = row['payload'] as Record<string, unknown>;
    assert.deepEqual([payload['arn'], payload['version'], row['executed_version']], [arn, version, version]);
  });
}

test('DryRun gives 204 and Event 202, with nothing else', async () => {
  const nothing = { payload: null, executed_version: null, log_result: null };
  assert.deepEqual(await invoke(`'echo', '{}'::json, invocation_type => 'DryRun'`), {
    status_code: 204,
    ...nothing,
  });
  const event = await invoke(`'echo', '{}'::json, NULL, 'Event', 'Tail'`);
  assert.deepEqual(event, { status_code: 202, ...nothing });
});

test('a NULL payload is an empty object; NULL for an option is its default', async () => {
  const row = await invoke(`'echo', NULL::json, NULL, NULL, NULL, NULL, NULL`);
  assert.equal(row['status_code'], 200);
  assert.deepEqual((row['payload'] as { event: unknown }).event, {});
});

test('parameters of the extended protocol', async () => {
  const [row] = await sandbox.rows('SELECT payload FROM aws_lambda.invoke($1, $2::json)', [
    'echo',
    '{"ü": "€"}',
  ]);
  assert.deepEqual((row?.['payload'] as { event: unknown }).event, { ü: '€' });
});

test('a handler that throws: message, DETAIL and CONTEXT as on Aurora', async () => {
  assert.deepEqual(await failureOf(`'boom', '{}'::json`), {
    code: '38000',
    message: 'lambda invocation failed',
    detail:
      '"arn:aws:lambda:us-west-2:123456789012:function:boom" returned error "Unhandled", details: ' +
      '"{"errorType":"RangeError","errorMessage":"too \\"far\\"","trace":["RangeError: too far"]}".',
    hint: undefined,
    where: 'SQL function "invoke" statement 1',
  });
});

test('a function without a handler: what was looked for, and where', async () => {
  const failure = await failureOf(`'nobody', '{}'::json`);
  assert.equal(failure.code, '58000');
  assert.equal(failure.message, 'invoke API failed');
  assert.equal(
    failure.detail,
    "AWS Lambda client returned 'Function not found: arn:aws:lambda:us-west-2:123456789012:function:nobody'.",
  );
  assert.equal(
    failure.hint,
    `The embedded cluster looks in ${sandbox.functionsDir} for nobody.js, nobody.mjs, nobody.cjs, nobody.py, or a folder ` +
      'nobody with index.js, index.mjs, index.cjs, lambda_function.py. There is: boom, echo, my-function.',
  );
  for (const type of ['Event', 'DryRun']) {
    const same = await failureOf(`'nobody', '{}'::json, invocation_type => '${type}'`);
    assert.equal(same.detail, failure.detail);
  }
});

const REFUSALS: readonly (readonly [args: string, code: string, detail: RegExp, hint: RegExp])[] = [
  [
    `'echo', '{}'::json, invocation_type => 'event'`,
    '22023',
    /Value 'event' at 'invocationType' failed .*\[RequestResponse, Event, DryRun\]/,
    /invocation_type is RequestResponse or Event or DryRun, in exactly this spelling/,
  ],
  [
    `'echo', '{}'::json, log_type => 'tail'`,
    '22023',
    /Value 'tail' at 'logType'/,
    /log_type is None or Tail/,
  ],
  [`'${ARN}', '{}'::json, 'eu-west-1'`, '22023', /region 'eu-west-1' conflicts with 'us-west-2'/, /Leave/],
  [`'echo:1', '{}'::json, qualifier => '2'`, '22023', /qualifier '2' conflicts with '1'/, /Leave/],
  [`'a/b', '{}'::json`, '22023', /Value 'a\/b' at 'functionName'/, /letters, digits/],
  [`'../echo', '{}'::json`, '22023', /Value '..\/echo' at 'functionName'/, /letters, digits/],
  [`'', '{}'::json`, '22023', /Value '' at 'functionName'/, /empty/],
  [`'echo', '{}'::json, qualifier => 'no way'`, '22023', /Value 'no way' at 'qualifier'/, /A qualifier is/],
  [`'echo', '{}'::json, 'Event'`, '22023', /Invalid region 'Event'/, /third argument is region/],
  [
    `'echo', '{}'::json, 'us-west-9'`,
    '58000',
    /Unable to connect to endpoint/,
    /no Region named 'us-west-9'/,
  ],
  [
    `'(my-function,us-west-2)', '{}'::json`,
    '22023',
    /Value '\(my-function,us-west-2\)' at 'functionName'/,
    /untyped literal and PostgreSQL chose the TEXT overload.*::aws_commons\._lambda_function_arn_1/,
  ],
  [
    `'echo', '{}'::json, context => json_build_object('x', repeat('y', 2700))`,
    '22023',
    /no more than 3583 bytes/,
    /Move what is large/,
  ],
  [
    `'echo', json_build_object('x', repeat('y', 6291456))`,
    '22023',
    /Request must be smaller than 6291456 bytes/,
    /The payload has 6291466 bytes/,
  ],
  [
    `'echo', json_build_object('x', repeat('y', 1048576)), invocation_type => 'Event'`,
    '22023',
    /Request must be smaller than 1048576 bytes/,
    /Put it where/,
  ],
];
for (const [args, code, detail, hint] of REFUSALS) {
  test(`refused: ${args}`, async () => {
    const failure = await failureOf(args);
    assert.equal(failure.message, 'invoke API failed');
    assert.equal(failure.code, code);
    assert.match(failure.detail ?? '', detail);
    assert.match(failure.hint ?? '', hint);
    assert.equal(failure.where, 'SQL function "invoke" statement 1');
  });
}

test('a NULL function name is refused', async () => {
  const failure = await failureOf(`NULL::text, '{}'::json`);
  assert.equal(failure.code, '22004');
  assert.equal(failure.message, 'function_name must not be NULL');
});

test('payloads of nearly 6 MB go there and back', async () => {
  const [row] = await sandbox.rows(`
    SELECT length(payload->'event'->>'x') AS size
    FROM aws_lambda.invoke('echo', json_build_object('x', repeat('y', 6000000)))`);
  assert.equal(row?.['size'], 6_000_000);
});

test('invoke runs wherever PostgreSQL evaluates it', async () => {
  const client = await sandbox.connect();
  await client.query(`
    CREATE TABLE journal (n int, seen json);
    CREATE TABLE orders (n int);
    CREATE FUNCTION journalize() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      INSERT INTO journal SELECT NEW.n, payload->'event' FROM aws_lambda.invoke('echo', row_to_json(NEW));
      RETURN NEW;
    END $$;
    CREATE TRIGGER each AFTER INSERT ON orders FOR EACH ROW EXECUTE FUNCTION journalize();
    INSERT INTO orders SELECT generate_series(1, 3);`);
  assert.deepEqual((await client.query('SELECT * FROM journal ORDER BY n')).rows, [
    { n: 1, seen: { n: 1 } },
    { n: 2, seen: { n: 2 } },
    { n: 3, seen: { n: 3 } },
  ]);
  const lateral = await client.query(`
    SELECT n, (payload->'event'->>'m')::int AS m
    FROM orders, LATERAL aws_lambda.invoke('echo', json_build_object('m', n * 10)) ORDER BY n`);
  assert.deepEqual(lateral.rows, [
    { n: 1, m: 10 },
    { n: 2, m: 20 },
    { n: 3, m: 30 },
  ]);
  const nested = await client.query(`
    SELECT outside.payload->'event'->'event' AS inner_event FROM aws_lambda.invoke('echo',
      (SELECT payload FROM aws_lambda.invoke('echo', '{"deep": true}'::jsonb))) AS outside`);
  assert.deepEqual(nested.rows, [{ inner_event: { deep: true } }]);
  await client.query('BEGIN READ ONLY');
  const readOnly = await client.query(`SELECT status_code FROM aws_lambda.invoke('echo', '{}'::json)`);
  assert.deepEqual(readOnly.rows, [{ status_code: 200 }]);
  await client.query('ROLLBACK');
  await client.end();
});

test('a PL/pgSQL EXCEPTION block catches a failed invocation, and the session goes on', async () => {
  const client = await sandbox.connect();
  const notices: string[] = [];
  client.on('notice', ({ message }) => notices.push(message ?? ''));
  await client.query(`DO $$
    BEGIN
      PERFORM aws_lambda.invoke('boom', '{}'::json);
    EXCEPTION WHEN external_routine_exception THEN
      RAISE NOTICE 'caught %', SQLERRM;
    END $$`);
  assert.deepEqual(notices, ['caught lambda invocation failed']);
  assert.deepEqual(
    (await client.query(`SELECT status_code FROM aws_lambda.invoke('echo', '{}'::json)`)).rows,
    [{ status_code: 200 }],
  );
  await client.end();
});

test('(invoke(…)).* runs the handler once a column, in FROM once', async () => {
  const count = async (sql: string): Promise<number> => {
    const before = sandbox.log().match(/^START /gm)?.length ?? 0;
    await sandbox.rows(sql);
    await sandbox.rows(`SELECT FROM aws_lambda.invoke('my-function', '{}'::json)`);
    return (sandbox.log().match(/^START /gm)?.length ?? 0) - before - 1;
  };
  assert.equal(await count(`SELECT (aws_lambda.invoke('echo', '{}'::json)).*`), 4);
  assert.equal(await count(`SELECT * FROM aws_lambda.invoke('echo', '{}'::json)`), 1);
});
