import { test } from 'node:test';
import { checkDiagnostics, checkFix } from '../../support/rules';

test('an untyped payload is ambiguous, and a cast mends it', () => {
  checkDiagnostics(`
SELECT aws_lambda.invoke('f', '{}');
--     ^^^^^^^^^^^^^^^^^ error call-ambiguous
SELECT aws_lambda.invoke($1, $2);
--     ^^^^^^^^^^^^^^^^^ error call-ambiguous
`);
  checkFix(
    'call-ambiguous',
    "SELECT aws_lambda.<|>invoke('f', '{}')",
    "SELECT aws_lambda.invoke('f', '{}'::json)",
  );
  checkFix(
    'call-ambiguous',
    'SELECT aws_lambda.<|>invoke($1, $2)',
    'SELECT aws_lambda.invoke($1, $2::jsonb)',
    'Cast payload to jsonb',
  );
});

test('a text payload is cast as a whole', () =>
  checkFix(
    'call-no-match',
    `SELECT aws_lambda.<|>invoke('f', '{"a":' || 1 || '}')`,
    `SELECT aws_lambda.invoke('f', ('{"a":' || 1 || '}')::json)`,
  ));

test('json payload with jsonb context', () =>
  checkFix(
    'call-no-match',
    "SELECT aws_lambda.<|>invoke('f', '{}'::json, context => '{}'::jsonb)",
    "SELECT aws_lambda.invoke('f', '{}'::json, context => '{}'::jsonb::json)",
    'Cast context to json',
  ));

test('a misspelt argument name gets the nearest one', () =>
  checkFix(
    'call-no-match',
    "SELECT aws_lambda.<|>invoke('f', '{}'::json, invocationtype => 'Event')",
    "SELECT aws_lambda.invoke('f', '{}'::json, invocation_type => 'Event')",
  ));

test('the ARN overload has no region', () =>
  checkFix(
    'call-no-match',
    "SELECT aws_lambda.<|>invoke(aws_commons.create_lambda_function_arn('f'), '{}'::json, region => 'us-west-2')",
    "SELECT aws_lambda.invoke(aws_commons.create_lambda_function_arn('f'), '{}'::json)",
  ));

test('positional after named, and a parameter given twice', () =>
  checkDiagnostics(`
SELECT aws_lambda.invoke(function_name => 'f', '{}'::json);
--                                             ^^^^^^^^^^ error call-argument-order
SELECT aws_lambda.invoke('f', '{}'::json, region => NULL, region => NULL);
--                                                        ^^^^^^ error call-argument-order
`));

test('a function that the schema does not have', () => {
  checkFix(
    'call-unknown-function',
    "SELECT aws_lambda.inv<|>oke_lambda('f')",
    "SELECT aws_lambda.invoke('f')",
  );
  checkFix(
    'call-unknown-function',
    "SELECT aws_lambda.create_<|>lambda_function_arn('f')",
    "SELECT aws_commons.create_lambda_function_arn('f')",
  );
});

test('what is not ours is left alone', () =>
  checkDiagnostics(`
SELECT invoke('f', '{}'), other.invoke('f'), aws_s3.query_export_to_s3('x');
-- aws_lambda.invoke('f', '{}')
SELECT 'aws_lambda.invoke(''f'', ''{}'')', $$aws_lambda.invoke('f', '{}')$$;
SELECT a.aws_lambda.x, aws_commons._lambda_function_arn_1 FROM a;
CREATE TABLE t (arn aws_commons._lambda_function_arn_1);
`));

test('a column, or anything else whose type the text does not tell, is never accused', () =>
  checkDiagnostics(`
SELECT i.* FROM t, LATERAL aws_lambda.invoke(t.name, t.payload, t.region) AS i;
SELECT aws_lambda.invoke('f', my_function(1));
SELECT aws_lambda.invoke(:name, :payload);
`));

test('half-typed calls are no errors', () =>
  checkDiagnostics(`
SELECT aws_lambda.invoke('f', `));
