import { test } from 'node:test';
import { checkHover, checkHoverMentions, checkNoHover } from '../support/features';

const ARN_TYPE = 'aws_commons._lambda_function_arn_1';
const CALL = "aws_lambda.invoke('f', '{}'::json)";

test('a function shows its declaration, its settings and the reference', () =>
  checkHoverMentions(
    "SELECT aws_lambda.inv<|>oke('f', '{}'::json)",
    'aws_lambda.invoke',
    'aws_lambda.invoke(\n  function_name text,\n  payload json,\n  region text DEFAULT NULL,\n',
    'Runs an AWS Lambda function.',
    '`aws_lambda.connect_timeout_ms` (default `1000`)',
    '`aws_lambda.request_timeout_ms` (default `3000`)',
    '`aws_lambda.endpoint_override`',
    '(https://docs.aws.amazon.com/',
  ));

test('the verdict says which overload PostgreSQL picks', () => {
  checkHoverMentions(
    `SELECT <|>aws_lambda.invoke('f', '{}'::json)`,
    'aws_lambda.invoke',
    'PostgreSQL picks overload 1 of 4: `function_name text`, `payload json`.',
  );
  checkHoverMentions(
    `SELECT aws_lambda.<|>invoke('(f,r)'::${ARN_TYPE}, '{}'::jsonb)`,
    'aws_lambda.invoke',
    `PostgreSQL picks overload 4 of 4: \`function_name ${ARN_TYPE}\`, \`payload jsonb\`.`,
    `function_name ${ARN_TYPE},\n  payload jsonb,`,
  );
});

test('the verdict says why PostgreSQL refuses, in its own words', () => {
  checkHoverMentions(
    "SELECT aws_lambda.<|>invoke('f', '{}')",
    'aws_lambda.invoke',
    '**PostgreSQL refuses this call** (42725): `function aws_lambda.invoke(unknown, unknown) is not unique`.',
  );
  checkHoverMentions(
    "SELECT aws_lambda.<|>invoke('f', 1)",
    'aws_lambda.invoke',
    '(42883)',
    'You might need to add explicit type casts',
  );
});

test('a type that the text does not tell leaves it open', () =>
  checkHoverMentions(
    "SELECT aws_lambda.<|>invoke('f', t.payload) FROM t",
    'aws_lambda.invoke',
    'Which of the 4 overloads PostgreSQL picks depends on a type that the text does not tell.',
  ));

test('schemas and the composite type', () => {
  checkHoverMentions('GRANT USAGE ON SCHEMA aws_<|>lambda TO app', 'aws_lambda', '`aws_lambda.invoke`');
  checkHoverMentions('CREATE EXTENSION aws_commons<|>', 'aws_commons', 'create_lambda_function_arn');
  checkHoverMentions(
    `SELECT 'x'::aws_commons._lamb<|>da_function_arn_1`,
    ARN_TYPE,
    'create_lambda_function_arn',
  );
  checkHoverMentions('GRANT EXECUTE ON FUNCTION aws_lambda.in<|>voke TO app', 'aws_lambda.invoke', 'Runs an');
  checkHoverMentions('SELECT aws_lambda.inv<|>ike(1)', 'aws_lambda', '`aws_lambda.invoke`');
});

test('an argument shows its parameter, by position and by name', () => {
  checkHover(
    "SELECT aws_lambda.invoke('f', '{}'::js<|>on)",
    "'{}'::json",
    '```sql\npayload json\n```\n\nThe event the function receives, up to 6 MB (1 MB for `Event`). ' +
      'Must be typed as json: an untyped literal fits json and jsonb alike.',
  );
  checkHoverMentions(
    "SELECT aws_lambda.invoke('f', '{}'::json, NU<|>LL)",
    'NULL',
    'region text DEFAULT NULL',
  );
  checkHoverMentions("SELECT aws_lambda.invoke('f', payload =<|>> x)", 'payload => x', 'payload json');
  checkHoverMentions(
    "SELECT aws_lambda.invoke('f', '{}'::json, log<|>_type => 'Tail')",
    'log_type',
    "log_type text DEFAULT 'None'",
    "`'Tail'`",
  );
  checkHoverMentions(
    "SELECT aws_lambda.invoke('f', json_build_<|>object('a', 1))",
    "json_build_object('a', 1)",
    'payload json',
  );
});

test('values of enumerations and Regions', () => {
  checkHover(
    "SELECT aws_lambda.invoke('f', '{}'::json, NULL, 'Ev<|>ent')",
    'Event',
    "`'Event'`: Asynchronous: queues the invocation and returns at once with status 202 and no payload.\n\n" +
      'A value of `invocation_type`.',
  );
  checkHover(
    "SELECT aws_lambda.invoke('f', '{}'::json, '<|>us-west-2')",
    'us-west-2',
    '**US West (Oregon)** (`us-west-2`), partition `aws`: The commercial AWS partition.',
  );
});

test('the parts of an ARN', () => {
  const arn = (part: string): string => `SELECT aws_lambda.invoke('${part}', '{}'::json)`;
  checkHoverMentions(
    arn('a<|>rn:aws-cn:lambda:cn-north-1:123456789012:function:f:v1'),
    'arn',
    '**ARN** `arn`',
  );
  checkHoverMentions(
    arn('arn:aws<|>-cn:lambda:cn-north-1:123456789012:function:f:v1'),
    'aws-cn',
    'AWS China',
  );
  checkHoverMentions(
    arn('arn:aws-cn:lambda:cn-<|>north-1:123456789012:function:f:v1'),
    'cn-north-1',
    'China (Beijing)',
  );
  checkHoverMentions(
    arn('arn:aws-cn:lambda:cn-north-1:12345<|>6789012:function:f:v1'),
    '123456789012',
    '12 digits',
  );
  checkHoverMentions(
    arn('arn:aws-cn:lambda:cn-north-1:123456789012:function:<|>f:v1'),
    'f',
    '**Function name**',
  );
  checkHoverMentions(
    arn('arn:aws-cn:lambda:cn-north-1:123456789012:function:f:v<|>1'),
    'v1',
    '**Qualifier**',
  );
  checkHoverMentions(arn('<|>my-function'), 'my-function', '**Function name** `my-function`');
});

test('OUT columns, wherever they are named', () => {
  checkHover(
    `SELECT (${CALL}).status<|>_code`,
    'status_code',
    '```sql\nstatus_code integer\n```\n\nHTTP status: 200 for `RequestResponse`, 202 for `Event`, 204 for `DryRun`.',
  );
  checkHoverMentions(
    `SELECT r.pay<|>load FROM ${CALL} AS r`,
    'payload',
    'payload json',
    'What the function returned',
  );
  checkHoverMentions(`SELECT log_<|>result FROM ${CALL}`, 'log_result', 'base64');
  checkHoverMentions(
    `SELECT r.an<|>swer FROM ${CALL} AS r(code, answer)`,
    'answer',
    'What the function returned',
  );
});

test('the alias of a decoded log, and what refers to it', () => {
  const decoded = `convert_from(decode(log_result, 'base64'), 'utf-8')`;
  const text = ['log text', 'as text, decoded from `log_result`'] as const;
  checkHoverMentions(`SELECT status_code, ${decoded} AS l<|>og FROM ${CALL}`, 'log', ...text);
  checkHoverMentions(`SELECT ${decoded} l<|>og FROM ${CALL}`, 'log', ...text);
  checkHoverMentions(
    `SELECT convert_from(DECODE(r.logged, 'base64'), 'UTF8') AS l<|>og FROM ${CALL} AS r(s, p, v, logged)`,
    'log',
    ...text,
  );
  checkHoverMentions(`SELECT l<|>og FROM (SELECT payload, ${decoded} AS log FROM ${CALL}) r`, 'log', ...text);
  checkHoverMentions(
    `WITH r AS (SELECT ${decoded} AS log FROM ${CALL}) SELECT 1 FROM r WHERE r.lo<|>g ~ 'ERROR'`,
    'log',
    ...text,
  );
  checkHoverMentions(
    `SELECT convert_from(decode((${CALL}).log_result, 'base64'), 'UTF8') AS "the l<|>og"`,
    '"the log"',
    'the log text',
  );
  checkNoHover(`SELECT convert_from(decode(name, 'base64'), 'utf-8') AS l<|>og FROM ${CALL}, t`);
  checkNoHover(`SELECT convert_from(decode(log_result, 'hex'), 'utf-8') AS l<|>og FROM ${CALL}`);
  checkNoHover(`SELECT convert_from(decode(log_result, 'base64'), 'utf-8') || 'x' AS l<|>og FROM ${CALL}`);
});

test('a psql variable shows where it was set', () =>
  checkHover(
    `SELECT aws_commons.create_lambda_function_arn('f') AS arn_1 \\gset\n\nSELECT aws_lambda.invoke(:'ar<|>n_1', '{}'::json);`,
    ":'arn_1'",
    `psql variable \`arn_1\`, set by \`\\gset\` in line 1.\n\nIt holds a value of type \`${ARN_TYPE}\`, which psql writes as an untyped literal.`,
  ));

test('inside bodies and quotes the range is that of the document', () => {
  checkHoverMentions(
    `DO $$ BEGIN PERFORM aws_lambda.in<|>voke('f', '{}'::json); END $$`,
    'aws_lambda.invoke',
    'overload 1 of 4',
  );
  checkHoverMentions(
    `DO 'BEGIN PERFORM aws_lambda.invoke(''f'', ''{}''::json, ''us-<|>west-2''); END'`,
    'us-west-2',
    'Oregon',
  );
  checkHoverMentions(
    `\r\nSELECT '😀';\r\nSELECT '😀', aws_lambda.invoke('f', '{}'::json, NULL, 'DryR<|>un')`,
    'DryRun',
    'without running',
  );
});

test('the verdict says why not the other overloads', () => {
  checkHoverMentions(
    "SELECT <|>aws_lambda.invoke('f', '{}'::json, region => 'us-west-2')",
    'aws_lambda.invoke',
    `- not 2 (\`function_name ${ARN_TYPE}\`, \`payload json\`): it has no \`region\``,
    '- not 3 (`function_name text`, `payload jsonb`): `payload` is given as `json`, which does not become `jsonb` by itself',
    `- not 4 (\`function_name ${ARN_TYPE}\`, \`payload jsonb\`): it has no \`region\``,
  );
  checkHoverMentions(
    "SELECT <|>aws_lambda.invoke('f', '{}'::json)",
    'aws_lambda.invoke',
    ': `function_name` has no type yet, and PostgreSQL takes an untyped value for text where it can',
  );
  checkHoverMentions(
    "SELECT <|>aws_lambda.invoke('f', '{}'::text)",
    'aws_lambda.invoke',
    '- not 1 (`function_name text`, `payload json`): `payload` is given as `text`, which does not become `json` by itself',
  );
  checkHoverMentions(
    "SELECT <|>aws_lambda.invoke('f', '{}')",
    'aws_lambda.invoke',
    '- 1 (`function_name text`, `payload json`) fits',
    '- 3 (`function_name text`, `payload jsonb`) fits',
  );
  checkHoverMentions(
    "SELECT <|>aws_lambda.invoke('f')",
    'aws_lambda.invoke',
    '- not 1 (`function_name text`, `payload json`): `payload` is missing',
  );
  checkHoverMentions(
    "SELECT <|>aws_lambda.invoke('f', '{}'::json, 'a', 'b', 'c', NULL, 'd', 'e')",
    'aws_lambda.invoke',
    ': it takes at most 7 arguments',
    ': it takes at most 6 arguments',
  );
});

test('settings, where they are set and where they are named in a string', () => {
  checkHover(
    'SET aws_lambda.connect_time<|>out_ms = 500',
    'aws_lambda.connect_timeout_ms',
    '**`aws_lambda.connect_timeout_ms`**\n\nHow long connecting to Lambda may take, in milliseconds (1 to 900,000).\n\n' +
      'Default: `1000`. `SET aws_lambda.connect_timeout_ms = …` changes it for the session.',
  );
  checkHoverMentions(
    "SELECT set_config('AWS_LAMBDA.<|>request_timeout_ms', '60000', false)",
    'AWS_LAMBDA.request_timeout_ms',
    'Default: `3000`',
  );
  checkHoverMentions(
    'ALTER ROLE r SET aws_lambda.<|>request_timeout_ms = 9',
    'aws_lambda.request_timeout_ms',
  );
  checkHoverMentions('SHOW aws_lambda.endpoint_<|>override', 'aws_lambda.endpoint_override', 'server starts');
  checkHoverMentions(
    `DO $$ BEGIN PERFORM current_setting('aws_lambda.<|>connect_timeout_ms'); END $$`,
    'aws_lambda.connect_timeout_ms',
  );
});

test('the members of a client context', () => {
  const call = (context: string): string =>
    `SELECT aws_lambda.invoke('f', '{}'::json, context => '${context}')`;
  checkHoverMentions(call('{"cus<|>tom": {}}'), '"custom"', 'Values of your own');
  checkHoverMentions(
    call('{"client": {"app_<|>title": "x"}}'),
    '"app_title"',
    'The name of the application.',
  );
  checkHoverMentions(call('{"other<|>": 1}'), `context => '{"other": 1}'`, 'context json DEFAULT NULL');
});

test('the form of a qualifier tells what it is', () => {
  const named = (qualifier: string): string => `SELECT aws_lambda.invoke('f:<|>${qualifier}', '{}'::json)`;
  checkHoverMentions(named('$LATEST'), '$LATEST', 'Unpublished version');
  checkHoverMentions(named('12'), '12', 'Version: A published version');
  checkHoverMentions(named('live'), 'live', 'Alias: A name of your own');
});

const LOG = `START RequestId: 8f5 Version: $LATEST\nhello \`\`\`\n[x](command:y) <b>\u202e\nEND RequestId: 8f5\nREPORT RequestId: 8f5\tDuration: 2 ms\n`;

test('a log in base64 is shown as text, whatever is in it', () => {
  const base64 = Buffer.from(LOG).toString('base64');
  const shown =
    'A log of Lambda in base64, as `log_result` has it:\n\n' +
    '````text\nSTART RequestId: 8f5 Version: $LATEST\nhello ```\n[x](command:y) <b>‹U+202E›\nEND RequestId: 8f5\nREPORT RequestId: 8f5\tDuration: 2 ms\n````';
  checkHover(
    `SELECT convert_from(decode('${base64.slice(0, 50)}<|>${base64.slice(50)}', 'base64'), 'UTF8')`,
    base64,
    shown,
  );
  checkHoverMentions(`SELECT '<|>${base64}', ${CALL}`, base64, 'START RequestId');
  checkHoverMentions(`DO $$ BEGIN RAISE NOTICE '%', '<|>${base64}'; END $$`, base64, 'START RequestId');
  const broken = base64.replace(/.{20}/, (run) => `${run}\n`);
  checkHoverMentions(`SELECT '${broken.slice(0, 70)}<|>${broken.slice(70)}'`, broken, 'START RequestId');
});

test('other text in base64 is left alone', () => {
  const other = Buffer.from('nothing that Lambda wrote, and long enough to be something').toString('base64');
  checkNoHover(`SELECT '${other.slice(0, 40)}<|>${other.slice(40)}'`);
  checkNoHover(`SELECT '${'a'.repeat(61)}<|>${'a'.repeat(60)}'`);
});

test('text of the document cannot change the shape of the Markdown', () => {
  checkHoverMentions(
    "SELECT aws_lambda.invoke('<|>`](command:x)**<b>', '{}'::json)",
    '`](command',
    '**Function name** `` `](command ``',
  );
  checkHoverMentions(
    'SELECT aws_lambda.<|>invoke(function_name => \'f\', "[x](command:y)" => 1)',
    'aws_lambda.invoke',
    '`function aws_lambda.invoke(function_name => unknown, [x](command:y) => integer) does not exist`',
  );
});

test('where nothing of ours stands there is no hover', () => {
  checkNoHover(`SELECT<|> ${CALL}`);
  checkNoHover(`SELECT ${CALL} AS paylo<|>ads`);
  checkNoHover(`SELECT payl<|>oad FROM t; SELECT ${CALL}`);
  checkNoHover(`-- aws_lam<|>bda.invoke\nSELECT ${CALL}`);
  checkNoHover("SELECT 'aws_lam<|>bda.invoke'");
  checkNoHover("SELECT boto3.invoke('f')<|>");
});

test('what would reorder or hide text is shown by a sign', () => {
  checkHoverMentions(
    "SELECT aws_lambda.invoke('arn:aws:lambda:us-west-2:123456789012:function:a\u202e<|>b\u200b', '{}'::json)",
    'a\u202eb\u200b',
    '`a‹U+202E›b‹U+200B›`',
  );
});
