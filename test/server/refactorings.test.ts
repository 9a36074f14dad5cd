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
});

test('any other statement, and an invocation without a log, is left alone', () => {
  for (const sql of [
    "SELECT payload FROM aws_lambda.<|>invoke('f', '{}'::json)",
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
