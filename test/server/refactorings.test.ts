import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkNoRewrite, checkRewrite, rewrite } from '../support/refactorings';

const NAMED = 'Name all arguments';
const BY_ARN = 'Name the function by create_lambda_function_arn(…)';
const BY_TEXT = 'Name the function by text';
const LOG = "Add 'Tail' and decode the log";
const ASYNC = "Invoke asynchronously ('Event')";
const HELPER = 'aws_commons.create_lambda_function_arn';

test('positional arguments get their names', () => {
  checkRewrite(
    "SELECT aws_lambda.invoke('f', <|>'{}'::json, NULL, invocation_type => 'Event')",
    NAMED,
    "SELECT aws_lambda.invoke(function_name => 'f', payload => '{}'::json, region => NULL, invocation_type => 'Event')",
  );
  checkRewrite(
    `SELECT aws_lambda.invoke(${HELPER}('<|>f', 'us-west-2'), payload => '{}'::json)`,
    NAMED,
    `SELECT aws_lambda.invoke(${HELPER}(function_name => 'f', region => 'us-west-2'), payload => '{}'::json)`,
  );
});

test('in a call in a call, the innermost that has something to name', () =>
  checkRewrite(
    `SELECT aws_lambda.invoke(${HELPER}(function_name => '<|>f'), '{}'::json, 'Event')`,
    NAMED,
    `SELECT aws_lambda.invoke(function_name => ${HELPER}(function_name => 'f'), payload => '{}'::json, invocation_type => 'Event')`,
  ));

test('nothing is offered for a call that PostgreSQL refuses or that the text does not decide', () => {
  for (const call of ["'f', '{}'", 'f, x', "'f', '{}'::json, 'us-west-2', 'Event', nothing => 1"])
    assert.deepEqual([...rewrite(`SELECT aws_lambda.in<|>voke(${call}) FROM t`).keys()], []);
  assert.deepEqual([...rewrite("SELECT aws_lambda.invoke('f', <|>'{}'::json").keys()], []);
  assert.deepEqual([...rewrite("SELECT<|> aws_lambda.invoke('f', '{}'::json)").keys()], []);
});

test('a call whose arguments are all named has none to name', () =>
  checkNoRewrite("SELECT aws_lambda.invoke<|>(payload => '{}'::json, function_name => 'f')", NAMED));

test('the function as a structure takes the Region along', () => {
  checkRewrite(
    "SELECT aws_lambda.invoke('f<|>', '{}'::json, 'us-west-2', 'Event')",
    BY_ARN,
    `SELECT aws_lambda.invoke(${HELPER}('f', 'us-west-2'), '{}'::json, 'Event')`,
  );
  checkRewrite(
    "SELECT aws_lambda.invoke('f<|>', '{}'::json, NULL, 'Event')",
    BY_ARN,
    `SELECT aws_lambda.invoke(${HELPER}('f'), '{}'::json, 'Event')`,
  );
  checkRewrite(
    "SELECT aws_lambda.invoke(region => 'us-west-2', function_name => 'f<|>', payload => '{}'::jsonb)",
    BY_ARN,
    `SELECT aws_lambda.invoke(function_name => ${HELPER}('f', 'us-west-2'), payload => '{}'::jsonb)`,
  );
  checkRewrite(
    "SELECT aws_lambda.invoke(function_name => 'f<|>', region => 'us-west-2', payload => '{}'::jsonb)",
    BY_ARN,
    `SELECT aws_lambda.invoke(function_name => ${HELPER}('f', 'us-west-2'), payload => '{}'::jsonb)`,
  );
});

test('only a literal is made a structure', () =>
  checkNoRewrite("SELECT aws_lambda.invoke(lower<|>('f'), '{}'::json)", BY_ARN));

test('and back', () => {
  checkRewrite(
    `SELECT aws_lambda.invoke(${HELPER}('f', 'us-<|>west-2'), '{}'::json, 'Event')`,
    BY_TEXT,
    "SELECT aws_lambda.invoke('f', '{}'::json, 'us-west-2', 'Event')",
  );
  checkRewrite(
    `SELECT aws_lambda.invoke(${HELPER}('<|>f'), '{}'::json, 'Event')`,
    BY_TEXT,
    "SELECT aws_lambda.invoke('f', '{}'::json, NULL, 'Event')",
  );
  checkRewrite(
    `SELECT aws_lambda.invoke(${HELPER}('<|>f'), '{}'::json, log_type => 'Tail')`,
    BY_TEXT,
    "SELECT aws_lambda.invoke('f', '{}'::json, log_type => 'Tail')",
  );
  checkRewrite(
    `SELECT aws_lambda.invoke(payload => '{}'::json, function_name => ${HELPER}('<|>f', 'us-west-2'))`,
    BY_TEXT,
    "SELECT aws_lambda.invoke(payload => '{}'::json, function_name => 'f', region => 'us-west-2')",
  );
  checkNoRewrite(`SELECT aws_lambda.invoke(${HELPER}(<|>lower('f')), '{}'::json)`, BY_TEXT);
});

test('the log is asked for and decoded', () => {
  const decoded = "*, convert_from(decode(log_result, 'base64'), 'utf-8') AS log";
  checkRewrite(
    "SELECT * FROM aws_lambda.<|>invoke('f', '{}'::json);",
    LOG,
    `SELECT ${decoded} FROM aws_lambda.invoke('f', '{}'::json, log_type => 'Tail');`,
  );
  checkRewrite(
    "SELECT * FROM aws_lambda.<|>invoke('f', '{}'::json, log_type => 'None') AS r",
    LOG,
    `SELECT ${decoded} FROM aws_lambda.invoke('f', '{}'::json, log_type => 'Tail') AS r`,
  );
  checkRewrite(
    "SELECT * FROM aws_lambda.<|>invoke('f', '{}'::json, NULL, 'RequestResponse', 'Tail')",
    LOG,
    `SELECT ${decoded} FROM aws_lambda.invoke('f', '{}'::json, NULL, 'RequestResponse', 'Tail')`,
  );
  checkRewrite(
    "SELECT r.status_code AS s, payload FROM aws_lambda.<|>invoke('f', '{}'::json) AS r",
    LOG,
    `SELECT r.status_code AS s, payload${decoded.slice(1)} FROM aws_lambda.invoke('f', '{}'::json, log_type => 'Tail') AS r`,
  );
});

test('any other statement, and an invocation without a log, is left alone', () => {
  for (const sql of [
    "SELECT count(payload) FROM aws_lambda.<|>invoke('f', '{}'::json)",
    "SELECT DISTINCT status_code FROM aws_lambda.<|>invoke('f', '{}'::json)",
    "SELECT *, 1 FROM aws_lambda.<|>invoke('f', '{}'::json)",
    "SELECT * FROM aws_lambda.<|>invoke('f', '{}'::json), t",
    "SELECT * FROM aws_lambda.<|>invoke('f', '{}'::json) r(a, b, c, d)",
    "SELECT * FROM aws_lambda.<|>invoke('f', '{}'::json) WHERE true",
    "SELECT * FROM (SELECT * FROM aws_lambda.<|>invoke('f', '{}'::json)) s",
    "SELECT * FROM aws_lambda.<|>invoke('f', '{}'::json) UNION ALL SELECT 1, NULL, '', ''",
    "SELECT * FROM aws_lambda.<|>invoke('f', '{}'::json) \\gset",
    "SELECT * FROM aws_lambda.<|>invoke('f', '{}'::json, NULL, 'Event')",
    "SELECT * FROM aws_lambda.<|>invoke('f', '{}'::json, log_type => lower('x'))",
    "DO $$ BEGIN SELECT * FROM aws_lambda.<|>invoke('f', '{}'::json); END $$",
  ])
    checkNoRewrite(sql, LOG);
});

test('a synchronous call is made asynchronous, in quotes as quotes have it', () => {
  checkRewrite(
    "DO 'BEGIN PERFORM aws_lambda.<|>invoke(''f'', ''{}''::json); END'",
    ASYNC,
    "DO 'BEGIN PERFORM aws_lambda.invoke(''f'', ''{}''::json, invocation_type => ''Event''); END'",
  );
  checkRewrite(
    "SELECT aws_lambda.<|>invoke('f', '{}'::json, NULL, 'RequestResponse')",
    ASYNC,
    "SELECT aws_lambda.invoke('f', '{}'::json, NULL, 'Event')",
  );
});

test('not where the call asks for a log or a context, or is asynchronous already', () => {
  for (const rest of [
    "log_type => 'Tail'",
    "context => '{}'::json",
    "invocation_type => 'Event'",
    "invocation_type => 'DryRun'",
  ])
    checkNoRewrite(`SELECT aws_lambda.<|>invoke('f', '{}'::json, ${rest})`, ASYNC);
});

test('not where the statement reads what would be empty then', () =>
  checkNoRewrite("SELECT payload FROM aws_lambda.<|>invoke('f', '{}'::json)", ASYNC));

const ON_LINES = 'Put each argument on its own line';
const ON_ONE_LINE = 'Put all arguments on one line';

test('one argument a line, a step in from the line that the call begins on, and back', () => {
  const short = "  SELECT aws_lambda.invoke<|>('f', payload => '{}'::json);";
  const long = `  SELECT aws_lambda.invoke(
    'f',
    payload => '{}'::json
  );`;
  checkRewrite(short, ON_LINES, long);
  checkNoRewrite(short, ON_ONE_LINE);
  checkRewrite(long.replace("'f'", "<|>'f'"), ON_ONE_LINE, short.replace('<|>', ''));
  checkNoRewrite(long.replace("'f'", "<|>'f'"), ON_LINES);
  checkRewrite(
    "\tSELECT aws_lambda.invoke<|>('f','{}'::json)\r\n",
    ON_LINES,
    "\tSELECT aws_lambda.invoke(\r\n\t\t'f',\r\n\t\t'{}'::json\r\n\t)\r\n",
  );
  checkRewrite(
    "DO 'BEGIN PERFORM aws_lambda.<|>invoke(''f'', ''{}''::json); END'",
    ON_LINES,
    "DO 'BEGIN PERFORM aws_lambda.invoke(\n  ''f'',\n  ''{}''::json\n); END'",
  );
});

test('comments between arguments stay where they are: nothing is moved then', () => {
  for (const title of [ON_LINES, ON_ONE_LINE]) {
    checkNoRewrite("SELECT aws_lambda.invoke<|>('f', -- which\n '{}'::json)", title);
    checkNoRewrite("SELECT aws_lambda.invoke<|>('f' /* which */, '{}'::json)", title);
  }
});

const BUILD = 'Write payload as json_build_object(…)';
const LITERAL = 'Write payload as a literal';

test('a JSON literal becomes the calls that make it', () => {
  checkRewrite(
    `SELECT aws_lambda.invoke<|>('f', '{"a": 1, "b": [true, null, "it''s"], "c": {}, "d": -1.50}'::json)`,
    BUILD,
    `SELECT aws_lambda.invoke('f', json_build_object('a', 1, 'b', json_build_array(true, NULL, 'it''s'), 'c', json_build_object(), 'd', -1.50))`,
  );
  checkRewrite(
    `SELECT aws_lambda.invoke<|>('f', CAST('[1]' AS jsonb))`,
    'Write payload as jsonb_build_array(…)',
    `SELECT aws_lambda.invoke('f', jsonb_build_array(1))`,
  );
  checkRewrite(
    `SELECT aws_lambda.invoke('f', '{}'::json, context => <|>'{"custom": {"a": "b"}}')`,
    'Write context as json_build_object(…)',
    `SELECT aws_lambda.invoke('f', '{}'::json, context => json_build_object('custom', json_build_object('a', 'b')))`,
  );
});

test('numbers that PostgreSQL would print otherwise, and characters that nobody sees', () => {
  checkRewrite(
    String.raw`SELECT aws_lambda.invoke<|>('f', '{"a": 1e5, "b": -0, "c": 12345678901234567890, "d": "x\ny\\z"}'::json)`,
    BUILD,
    String.raw`SELECT aws_lambda.invoke('f', json_build_object('a', '1e5'::json, 'b', '-0'::json, 'c', 12345678901234567890, 'd', E'x\ny\\z'))`,
  );
  checkRewrite(
    String.raw`SELECT aws_lambda.invoke<|>('f', '{"a": "C:\\d"}'::json)`,
    BUILD,
    String.raw`SELECT aws_lambda.invoke('f', json_build_object('a', 'C:\d'))`,
  );
});

test('what can not be made without loss is left alone', () => {
  const many = Array.from({ length: 51 }, (_, index) => `"k${index}": ${index}`).join();
  for (const json of [
    '{"a": 1, "a": 2}',
    '{"a": "\\u0000"}',
    '{"a": "\\ud800"}',
    '"text"',
    '1',
    `{${many}}`,
    `${'['.repeat(40)}${']'.repeat(40)}`,
  ])
    checkNoRewrite(`SELECT aws_lambda.invoke<|>('f', '${json}'::json)`, BUILD);
  checkNoRewrite(`SELECT aws_lambda.invoke<|>('f', '{"a": 1}'::varchar(8)::json)`, BUILD);
});

test('calls of constants become a literal', () => {
  checkRewrite(
    `SELECT aws_lambda.invoke<|>('f', json_build_object('a', 1, 'b', json_build_array(true, NULL, 'it''s', -1.5), 'c', '1e5'::json))`,
    LITERAL,
    `SELECT aws_lambda.invoke('f', '{"a":1,"b":[true,null,"it''s",-1.5],"c":1e5}'::json)`,
  );
  for (const value of [
    "json_build_object('a', n)",
    "json_build_object('a', 1, 'a', 2)",
    "json_build_object('a')",
    'json_build_object(1, 2)',
    "json_build_object('a', 1e5)",
    "json_build_object('a', now())",
    "json_build_object('a', '2'::int)",
    "json_build_object('a', 1) -> 'a'",
    'to_json(1)',
  ])
    checkNoRewrite(`SELECT aws_lambda.invoke<|>('f', ${value}) FROM t`, LITERAL);
});

const WRAP = 'Wrap for Babelfish';

test('a statement becomes a function from text to text, and a call of it', () => {
  checkRewrite(
    `SELECT * FROM aws_lambda.<|>invoke(${HELPER}('My-Function', 'us-east-1'), '{"body": "Hello"}'::json) AS r;`,
    WRAP,
    `CREATE OR REPLACE FUNCTION master_dbo.lambda_my_function(event text)
RETURNS text
LANGUAGE plpgsql
AS $$
BEGIN
  RETURN (SELECT invocation.payload::text FROM aws_lambda.invoke(${HELPER}('My-Function', 'us-east-1'), event::json) AS invocation);
END;
$$;

SELECT master_dbo.lambda_my_function('{"body": "Hello"}');`,
  );
  checkRewrite(
    `SELECT aws_lambda.<|>invoke(payload => jsonb_build_object('a', 1), function_name => $x$f$x$)`,
    WRAP,
    `CREATE OR REPLACE FUNCTION master_dbo.lambda_f(event text)
RETURNS text
LANGUAGE plpgsql
AS $wrapper$
BEGIN
  RETURN (SELECT invocation.payload::text FROM aws_lambda.invoke(payload => event::jsonb, function_name => $x$f$x$) AS invocation);
END;
$wrapper$;

SELECT master_dbo.lambda_f((jsonb_build_object('a', 1))::text)`,
  );
});

test('not where the call needs what stands round it, or has no answer', () => {
  for (const sql of [
    "SELECT * FROM aws_lambda.<|>invoke(:'name', '{}'::json)",
    "SELECT * FROM aws_lambda.<|>invoke($1, '{}'::json)",
    "SELECT * FROM aws_lambda.<|>invoke('f', '{}'::json, NULL, 'Event')",
    "SELECT * FROM t, aws_lambda.<|>invoke('f', t.payload::json)",
    "SELECT 1, aws_lambda.<|>invoke('f', '{}'::json)",
    "SELECT * FROM aws_lambda.<|>invoke('f', '{}'::json) WHERE true",
    "SELECT * FROM aws_lambda.<|>invoke('f', '{}'::json) \\gset",
    "DO $$ BEGIN PERFORM aws_lambda.<|>invoke('f', '{}'::json); END $$",
  ])
    checkNoRewrite(sql, WRAP);
});
