import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createDocument } from '../../core/analysis';
import { signatureHelp } from '../../server/features/signatureHelp';
import { checkNoSignature, checkSignature } from '../support/features';

const ARN = "'(f,r)'::aws_commons._lambda_function_arn_1";
const CREATE = 'aws_commons.create_lambda_function_arn';
const NAME = 'function_name text';
const ARN_NAME = 'function_name aws_commons._lambda_function_arn_1';
const REGION = 'region text DEFAULT NULL';
const TYPE = "invocation_type text DEFAULT 'RequestResponse'";
const LOG = "log_type text DEFAULT 'None'";
const QUALIFIER = 'qualifier varchar(128) DEFAULT NULL';

test('all four overloads are there, each with its parameters and its documentation', () => {
  const help = signatureHelp(createDocument('SELECT aws_lambda.invoke('), 25);
  assert.equal(
    help?.signatures[0]?.label,
    `aws_lambda.invoke(${NAME}, payload json, ${REGION}, ${TYPE}, ${LOG}, context json DEFAULT NULL, ${QUALIFIER})` +
      ' → (status_code integer, payload json, executed_version text, log_result text)',
  );
  const labels = help?.signatures.map(({ label, parameters }) =>
    parameters.map(({ labelSpan }) => label.slice(...labelSpan)),
  );
  assert.deepEqual(labels, [
    [NAME, 'payload json', REGION, TYPE, LOG, 'context json DEFAULT NULL', QUALIFIER],
    [ARN_NAME, 'payload json', TYPE, LOG, 'context json DEFAULT NULL', QUALIFIER],
    [NAME, 'payload jsonb', REGION, TYPE, LOG, 'context jsonb DEFAULT NULL', QUALIFIER],
    [ARN_NAME, 'payload jsonb', TYPE, LOG, 'context jsonb DEFAULT NULL', QUALIFIER],
  ]);
  for (const { markdown, parameters } of help?.signatures ?? []) {
    assert.match(markdown, /^Runs an AWS Lambda function\./);
    for (const parameter of parameters) assert.notEqual(parameter.markdown, '');
  }
});

test('the parameter follows the position', () => {
  checkSignature('SELECT aws_lambda.invoke(<|>', 1, NAME);
  checkSignature("SELECT aws_lambda.invoke('f<|>", 1, NAME);
  checkSignature("SELECT aws_lambda.invoke('f', <|>)", 1, 'payload json');
  checkSignature("SELECT aws_lambda.invoke('f', '{}'::json, <|>)", 1, REGION);
  checkSignature("SELECT aws_lambda.invoke('f', '{}'::json, NULL<|>, 'Event')", 1, REGION);
  checkSignature("SELECT aws_lambda.invoke('f', '{}'::json, NULL, 'Event', <|>", 1, LOG);
});

test('the overload follows the types', () => {
  checkSignature("SELECT aws_lambda.invoke('f', '{}'::jsonb<|>)", 3, 'payload jsonb');
  checkSignature(`SELECT aws_lambda.invoke(${ARN}, <|>)`, 2, 'payload json');
  checkSignature(`SELECT aws_lambda.invoke(${ARN}, '{}'::jsonb, <|>)`, 4, TYPE);
  checkSignature(`SELECT aws_lambda.invoke(${CREATE}('f', 'r'), '{}'::json, <|>)`, 2, TYPE);
  checkSignature("SELECT aws_lambda.invoke('f', <|>, context => '{}'::jsonb)", 3, 'payload jsonb');
  checkSignature(`SELECT aws_lambda.invoke(<|>, '{}'::json, region => 'us-west-2')`, 1, NAME);
});

test('behind a name it is the named parameter', () => {
  checkSignature("SELECT aws_lambda.invoke('f', '{}'::json, log_type => <|>)", 1, LOG);
  checkSignature("SELECT aws_lambda.invoke(qualifier => 'v', payload => <|>)", 1, 'payload json');
  checkSignature("SELECT aws_lambda.invoke(qual<|>ifier => 'v')", 1, QUALIFIER);
  checkSignature('SELECT aws_lambda.invoke(REGION := <|>', 1, REGION);
  checkSignature('SELECT aws_lambda.invoke(nonsense => <|>', 1, undefined);
});

test('behind a named argument a parameter is set off once its letters tell which', () => {
  checkSignature("SELECT aws_lambda.invoke('f', '{}'::json, region => 'r', <|>)", 1, undefined);
  checkSignature("SELECT aws_lambda.invoke('f', '{}'::json, region => 'r', inv<|>)", 1, TYPE);
});

test('one argument too many sets nothing off', () =>
  checkSignature(
    `SELECT aws_lambda.invoke(${ARN}, '{}'::json, 'Event', 'None', NULL, 'v', <|>)`,
    2,
    undefined,
  ));

test('the innermost call answers', () => {
  checkSignature(`SELECT aws_lambda.invoke(${CREATE}(<|>`, 1, NAME);
  checkSignature(`SELECT aws_lambda.invoke(${CREATE}('f', <|>), '{}'::json)`, 1, REGION);
  checkSignature(`SELECT aws_lambda.invoke(${CREATE}('f', 'r')<|>, '{}'::json)`, 2, ARN_NAME);
  checkSignature("SELECT aws_lambda.invoke('f', json_build_object('a', <|>))", 1, 'payload json');
});

test('on many lines, in bodies and quotes, with CRLF and emoji', () => {
  checkSignature("SELECT aws_lambda.invoke(\r\n  'f',\r\n  -- the payload\r\n  <|>\r\n)", 1, 'payload json');
  checkSignature("DO $$ BEGIN PERFORM aws_lambda.invoke('f', '{}'::jsonb, <|>; END $$;", 3, REGION);
  checkSignature("DO 'BEGIN PERFORM aws_lambda.invoke(''f'', <|>); END';", 1, 'payload json');
  checkSignature("SELECT '😀', aws_lambda.invoke('😀', '{}'::json, <|>)", 1, REGION);
  checkSignature("DO $$ DECLARE p jsonb; BEGIN PERFORM aws_lambda.invoke('f', p, <|>); END $$;", 3, REGION);
});

test('half-typed text behind the cursor does not take part', () => {
  checkSignature("SELECT aws_lambda.invoke('f', <|>\nSELECT * FROM t;", 1, 'payload json');
  checkSignature("SELECT aws_lambda.invoke('f', <|> FROM t;", 1, 'payload json');
  checkSignature(
    "SELECT aws_lambda.invoke('f', <|>;\nSELECT aws_lambda.invoke('g', '{}'::jsonb);",
    1,
    'payload json',
  );
});

test('the overload that the user looks at stays while it is as likely as the others', () => {
  checkSignature('SELECT aws_lambda.invoke(<|>)', 4, ARN_NAME, 4);
  checkSignature("SELECT aws_lambda.invoke('f', <|>)", 3, 'payload jsonb', 3);
  checkSignature("SELECT aws_lambda.invoke('f', '{}'::json, <|>)", 1, REGION, 3);
});

test('outside of the parentheses, and in calls that are not ours, there is none', () => {
  checkNoSignature("SELECT aws_lambda.invoke<|>('f')");
  checkNoSignature("SELECT aws_lambda.invoke('f')<|>");
  checkNoSignature('SELECT other.invoke(<|>)');
  checkNoSignature('SELECT aws_lambda.nothing(<|>)');
  checkNoSignature('SELECT count(<|>)');
});
