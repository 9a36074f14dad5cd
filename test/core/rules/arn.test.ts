import { test } from 'node:test';
import { checkDiagnostics, checkFix } from '../../support/rules';

test('account has 12 digits, region looks like one', () =>
  checkDiagnostics(`
SELECT aws_lambda.invoke('arn:aws:lambda:us_east_1:123:function:f', '{}'::json)
--                                       ^^^^^^^^^ error arn-region
--                                                 ^^^ error arn-account
`));

test('each part is underlined alone', () =>
  checkDiagnostics(`
SELECT aws_lambda.invoke('arn:amazon:lambda:us-west-2:123456789012:function:f', '{}'::json);
--                            ^^^^^^ error arn-partition
SELECT aws_lambda.invoke('arn:aws:s3:us-west-2:123456789012:function:f', '{}'::json);
--                                ^^ error arn-service
SELECT aws_lambda.invoke('arn:aws:lambda:us-west-2:123456789012:layer:f', '{}'::json);
--                                                              ^^^^^ error arn-resource
SELECT aws_lambda.invoke('arn:aws:lambda:us-west-2:123456789012:function:a b', '{}'::json);
--                                                                       ^^^ error function-name
SELECT aws_lambda.invoke('arn:aws:lambda:us-west-2:123456789012:function:f:a/b', '{}'::json);
--                                                                         ^^^ error qualifier
`));

test('an ARN with too few or too many parts', () =>
  checkDiagnostics(`
SELECT aws_lambda.invoke('arn:aws:lambda:us-west-2', '{}'::json);
--                        ^^^^^^^^^^^^^^^^^^^^^^^^ error arn-format
SELECT aws_lambda.invoke('arn:aws:lambda:us-west-2:123456789012:function:f:1:2', '{}'::json);
--                                                                           ^ error arn-format
`));

test('the region is of the partition', () => {
  checkDiagnostics(`
SELECT aws_lambda.invoke('arn:aws:lambda:cn-north-1:123456789012:function:f', '{}'::json)
--                            ^^^^^^^^^^^^^^^^^^^^^ error arn-partition-region
`);
  checkFix(
    'arn-partition-region',
    "SELECT aws_lambda.invoke('arn:<|>aws:lambda:cn-north-1:123456789012:function:f', '{}'::json)",
    "SELECT aws_lambda.invoke('arn:aws-cn:lambda:cn-north-1:123456789012:function:f', '{}'::json)",
  );
});

test('a region that AWS does not have gets the nearest one', () =>
  checkFix(
    'region-unknown',
    "SELECT aws_lambda.invoke('arn:aws:lambda:us-wst-2<|>:123456789012:function:f', '{}'::json)",
    "SELECT aws_lambda.invoke('arn:aws:lambda:us-west-2:123456789012:function:f', '{}'::json)",
  ));

test('names: 64 characters, letters, digits, - and _', () =>
  checkDiagnostics(`
SELECT aws_lambda.invoke('${'f'.repeat(64)}', '{}'::json);
SELECT aws_lambda.invoke('${'f'.repeat(65)}', '{}'::json);
--                        ${'^'.repeat(65)} error function-name
SELECT aws_lambda.invoke('my function', '{}'::json);
--                        ^^^^^^^^^^^ error function-name
SELECT aws_lambda.invoke('', '{}'::json);
--                       ^^ error function-name
`));

test('every documented form of a name passes', () =>
  checkDiagnostics(`
SELECT aws_lambda.invoke('my-function', '{}'::json);
SELECT aws_lambda.invoke('my-function:v1', '{}'::json);
SELECT aws_lambda.invoke('my-function:$LATEST', '{}'::json);
SELECT aws_lambda.invoke('123456789012:function:my-function', '{}'::json);
SELECT aws_lambda.invoke('123456789012:function:my-function:7', '{}'::json);
SELECT aws_lambda.invoke('function:my-function', '{}'::json);
SELECT aws_lambda.invoke('us-west-2:123456789012:function:my-function', '{}'::json);
SELECT aws_lambda.invoke('arn:aws:lambda:us-west-2:123456789012:function:my-function', '{}'::json);
SELECT aws_lambda.invoke('arn:aws-us-gov:lambda:us-gov-west-1:123456789012:function:f:$LATEST.PUBLISHED', '{}'::json);
SELECT aws_commons.create_lambda_function_arn('123456789012:function:my-function', 'us-west-2');
SELECT aws_lambda.invoke('(f,us-west-2)'::aws_commons._lambda_function_arn_1, '{}'::json);
`));

test('inside the quotes of a body, squiggle and fix stand where the character stands', () =>
  checkFix(
    'region-unknown',
    "CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS 'BEGIN PERFORM aws_lambda.invoke(''arn:aws:lambda:us-wst-2<|>:123456789012:function:f'', ''{}''::json); END';",
    "CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS 'BEGIN PERFORM aws_lambda.invoke(''arn:aws:lambda:us-west-2:123456789012:function:f'', ''{}''::json); END';",
  ));
