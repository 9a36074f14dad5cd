import { test } from 'node:test';
import {
  checkCompletion,
  checkCompletionBegins,
  checkDetail,
  checkInsert,
  checkSnippet,
  checkTriggered,
} from '../support/features';

const CREATE = 'aws_commons.create_lambda_function_arn';
const ARN = "'(f,r)'::aws_commons._lambda_function_arn_1";
const INVOCATION_TYPES = ['RequestResponse', 'Event', 'DryRun'];
const QUOTED_TYPES = INVOCATION_TYPES.map((value) => `'${value}'`);

test('an empty call offers the helper for the function, and every name', () =>
  checkCompletion('SELECT aws_lambda.invoke(<|>)', [
    CREATE,
    'function_name =>',
    'payload =>',
    'region =>',
    'invocation_type =>',
    'log_type =>',
    'context =>',
    'qualifier =>',
  ]));

test('the payload is a literal of either type', () => {
  checkCompletion("SELECT aws_lambda.invoke('f', <|>)", [
    "'{}'::json",
    "'{}'::jsonb",
    'payload =>',
    'region =>',
    'invocation_type =>',
    'log_type =>',
    'context =>',
    'qualifier =>',
  ]);
  checkInsert(
    "SELECT aws_lambda.invoke('f', <|>)",
    "'{}'::jsonb",
    "SELECT aws_lambda.invoke('f', '{}'::jsonb)",
  );
  checkSnippet(
    "SELECT aws_lambda.invoke('f', <|>)",
    "'{}'::json",
    "SELECT aws_lambda.invoke('f', '{$1}'::json$0)",
  );
});

test('the third seat is a Region for a name, an invocation type for an ARN structure', () => {
  checkCompletionBegins(
    "SELECT aws_lambda.invoke('f', '{}'::json, <|>)",
    ['region =>', 'invocation_type =>', 'log_type =>', 'context =>', 'qualifier =>', "'af-south-1'"],
    51,
  );
  checkCompletion(`SELECT aws_lambda.invoke(${ARN}, '{}'::json, <|>)`, [
    ...QUOTED_TYPES,
    'invocation_type =>',
    'log_type =>',
    'context =>',
    'qualifier =>',
  ]);
});

test('names that are given, or filled by position, are not offered again', () => {
  checkCompletion(`SELECT aws_lambda.invoke(${ARN}, payload => '{}'::json, qualifier => 'v1', <|>)`, [
    'invocation_type =>',
    'log_type =>',
    'context =>',
  ]);
  checkCompletion(`SELECT aws_lambda.invoke(${ARN}, '{}'::json, <|>, 'Tail')`, QUOTED_TYPES);
});

test('a name is inserted with its arrow, in place of what has been typed of it', () => {
  checkInsert(
    "SELECT aws_lambda.invoke('f', '{}'::json, invo<|>)",
    'invocation_type =>',
    "SELECT aws_lambda.invoke('f', '{}'::json, invocation_type => )",
  );
});

test('behind a name come the values of its parameter', () => {
  checkCompletion("SELECT aws_lambda.invoke('f', '{}'::json, invocation_type => <|>)", QUOTED_TYPES);
  checkCompletion("SELECT aws_lambda.invoke('f', '{}'::json, log_type := <|>)", ["'None'", "'Tail'"]);
  checkCompletion("SELECT aws_lambda.invoke('f', '{}'::jsonb, context => <|>)", ["'{}'::jsonb"]);
  checkCompletion('SELECT aws_lambda.invoke(function_name =><|>', [CREATE]);
  checkInsert(
    "SELECT aws_lambda.invoke('f', '{}'::json, log_type => Ta<|>)",
    "'Tail'",
    "SELECT aws_lambda.invoke('f', '{}'::json, log_type => 'Tail')",
  );
});

test('inside quotes the bare values are offered, and replace all that stands there', () => {
  checkCompletion("SELECT aws_lambda.invoke('f', '{}'::json, NULL, '<|>')", INVOCATION_TYPES);
  checkCompletion("SELECT aws_lambda.invoke('f', '{}'::json, NULL, 'Event', '<|>')", ['None', 'Tail']);
  checkTriggered("SELECT aws_lambda.invoke('f', '{}'::json, invocation_type => '<|>')", INVOCATION_TYPES);
  checkInsert(
    "SELECT aws_lambda.invoke('f', '{}'::json, NULL, 'ev<|>ents')",
    'Event',
    "SELECT aws_lambda.invoke('f', '{}'::json, NULL, 'Event')",
  );
});

test('an open quote takes the rest of the file into the string, but not into the edit', () => {
  const rest = ", 'x');\nSELECT 'other' FROM t;";
  checkInsert(
    `SELECT aws_lambda.invoke('f', '{}'::json, NULL, 'Ev<|>${rest}`,
    'Event',
    `SELECT aws_lambda.invoke('f', '{}'::json, NULL, 'Event${rest}`,
  );
  checkCompletion("SELECT aws_lambda.invoke('f\nSELECT <|>", []);
});

test('Regions have their human names', () => {
  checkCompletionBegins(
    "SELECT aws_lambda.invoke('f', '{}'::json, '<|>')",
    ['af-south-1', 'ap-east-1', 'ap-east-2'],
    46,
  );
  checkDetail("SELECT aws_lambda.invoke('f', '{}'::json, 'us-<|>')", 'us-west-2', 'US West (Oregon)');
  checkInsert(
    "SELECT aws_commons.create_lambda_function_arn('f', 'us-<|>east-1')",
    'us-west-2',
    "SELECT aws_commons.create_lambda_function_arn('f', 'us-west-2')",
  );
  checkCompletion("SELECT aws_lambda.invoke('f', '{}'::json, qualifier => '<|>')", [
    '$LATEST',
    '1',
    'live',
    '$LATEST.PUBLISHED',
  ]);
});

test('behind an untyped payload comes the cast it needs', () => {
  checkCompletion("SELECT aws_lambda.invoke('f', '{}'<|>)", ['::json', '::jsonb']);
  checkTriggered("SELECT aws_lambda.invoke('f', '{}'<|>)", ['::json', '::jsonb']);
  checkCompletion("SELECT aws_lambda.invoke('f', '{}':<|>)", ['::json', '::jsonb']);
  checkCompletion("SELECT aws_lambda.invoke('f', '{}'::<|>)", ['json', 'jsonb']);
  checkCompletion("SELECT aws_lambda.invoke('f', format('{}')<|>)", ['::json', '::jsonb']);
  checkInsert(
    "SELECT aws_lambda.invoke('f', '{}':<|>)",
    '::json',
    "SELECT aws_lambda.invoke('f', '{}'::json)",
  );
  checkInsert(
    "SELECT aws_lambda.invoke('f', '{}'::te<|>xt)",
    'jsonb',
    "SELECT aws_lambda.invoke('f', '{}'::jsonb)",
  );
  checkCompletion("SELECT aws_lambda.invoke('f', '{}'::json, context => '{}'<|>)", ['::json']);
});

test('no cast is offered where none is needed', () => {
  checkCompletion("SELECT aws_lambda.invoke('f', '{}'::json <|>)", []);
  checkCompletion("SELECT aws_lambda.invoke('f'<|>)", []);
  checkCompletion("SELECT aws_lambda.invoke('f', json_build_object('a', 1)<|>)", []);
  checkCompletion("SELECT aws_lambda.invoke('f', json_build_object('a'<|>))", []);
});

test('parts of an argument are not the argument', () => {
  checkCompletion("SELECT aws_lambda.invoke('f', json_build_object(<|>))", []);
  checkCompletion("SELECT aws_lambda.invoke('f', (SELECT <|>))", []);
  checkCompletion("SELECT aws_lambda.invoke('f', ARRAY[<|>])", []);
  checkCompletion("SELECT aws_lambda.invoke('f', upper('<|>'))", []);
});

test('a character that begins nothing of ours brings nothing up', () => {
  checkTriggered("SELECT aws_lambda.invoke('f', -<|>)", []);
  checkTriggered("SELECT aws_lambda.invoke('f', $<|>)", []);
});

test('nested calls answer for themselves', () => {
  checkCompletionBegins(
    `SELECT aws_lambda.invoke(${CREATE}('f', re<|>), '{}'::json)`,
    ['region =>', "'af-south-1'", "'ap-east-1'"],
    47,
  );
  checkCompletion(`SELECT aws_lambda.invoke(${CREATE}('f'), '{}'::json, <|>)`, [
    ...QUOTED_TYPES,
    'invocation_type =>',
    'log_type =>',
    'context =>',
    'qualifier =>',
  ]);
});
