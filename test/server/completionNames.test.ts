import { test } from 'node:test';
import { checkCompletion, checkInsert, checkSnippet, checkTriggered } from '../support/features';

const INVOKE = 'aws_lambda.invoke';
const CREATE = 'aws_commons.create_lambda_function_arn';
const ARN_TYPE = 'aws_commons._lambda_function_arn_1';

test('the first letters of a schema give its function in one go, and the schemas', () => {
  checkCompletion('SELECT aws<|>', [INVOKE, CREATE, 'aws_lambda', 'aws_commons']);
  checkCompletion('SELECT * FROM aws_l<|>', [INVOKE, 'aws_lambda']);
  checkCompletion('SELECT 1, AWS_C<|>', [CREATE, 'aws_commons']);
});

test('a function is also found by its own name, and by the name of its schema without the prefix', () => {
  checkCompletion('SELECT inv<|>', [INVOKE]);
  checkCompletion('SELECT lambda<|>', [INVOKE, 'aws_lambda']);
  checkCompletion('SELECT create_l<|>', [CREATE]);
});

test('a whole call has its required arguments, as placeholders where the editor takes them', () => {
  checkInsert('SELECT inv<|>', INVOKE, "SELECT aws_lambda.invoke('my-function', '{}'::json)");
  checkSnippet('SELECT inv<|>', INVOKE, "SELECT aws_lambda.invoke('${1:my-function}', '{$2}'::json)$0");
  checkSnippet(
    'SELECT aws<|>',
    CREATE,
    "SELECT aws_commons.create_lambda_function_arn('${1:my-function}')$0",
  );
});

test('behind the schema come its functions, and no others', () => {
  checkCompletion('SELECT aws_lambda.<|>', ['invoke']);
  checkCompletion('SELECT * FROM "aws_lambda".i<|>nv', ['invoke']);
  checkCompletion('SELECT aws_commons.<|>', ['create_lambda_function_arn', '_lambda_function_arn_1']);
  checkTriggered('SELECT aws_lambda.<|>', ['invoke']);
  checkCompletion('SELECT other.<|>', []);
});

test('the word round the cursor is replaced, and parentheses that stand there already stay', () => {
  checkInsert('SELECT aws_lambda.inv<|>oke(1)', 'invoke', 'SELECT aws_lambda.invoke(1)');
  checkInsert('SELECT aws_lambda.<|> (1)', 'invoke', 'SELECT aws_lambda.invoke (1)');
  checkInsert('SELECT aws_la<|>mbda.invoke(1)', 'aws_lambda', 'SELECT aws_lambda.invoke(1)');
});

test('where a type is meant, the composite type comes first', () => {
  checkCompletion("SELECT '(f,r)'::aws_commons.<|>", ['_lambda_function_arn_1']);
  checkCompletion("SELECT '(f,r)'::aws<|>", [ARN_TYPE, 'aws_lambda', 'aws_commons']);
  checkCompletion('DO $$ DECLARE arn aws_commons.<|>', [
    '_lambda_function_arn_1',
    'create_lambda_function_arn',
  ]);
  checkInsert(
    'DO $$ DECLARE arn aws_c<|>; BEGIN END $$',
    ARN_TYPE,
    `DO $$ DECLARE arn ${ARN_TYPE}; BEGIN END $$`,
  );
});

test('grants and extensions name a schema or a function without calling it', () => {
  checkCompletion('GRANT USAGE ON SCHEMA aws_l<|> TO app', ['aws_lambda']);
  checkInsert(
    'GRANT EXECUTE ON FUNCTION inv<|> TO app',
    INVOKE,
    'GRANT EXECUTE ON FUNCTION aws_lambda.invoke TO app',
  );
  checkInsert(
    'CREATE EXTENSION IF NOT EXISTS aws_l<|> CASCADE',
    'aws_lambda',
    'CREATE EXTENSION IF NOT EXISTS aws_lambda CASCADE',
  );
});

test('inside routine bodies and dynamic SQL it is the same, with the quotes doubled', () => {
  checkCompletion('DO $$ BEGIN PERFORM aws<|>; END $$', [INVOKE, CREATE, 'aws_lambda', 'aws_commons']);
  checkInsert(
    "DO 'BEGIN PERFORM inv<|>; END'",
    INVOKE,
    "DO 'BEGIN PERFORM aws_lambda.invoke(''my-function'', ''{}''::json); END'",
  );
  checkInsert(
    "CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $f$ BEGIN EXECUTE 'SELECT inv<|>'; END $f$",
    INVOKE,
    "CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $f$ BEGIN EXECUTE 'SELECT aws_lambda.invoke(''my-function'', ''{}''::json)'; END $f$",
  );
  checkInsert(
    "DO E'BEGIN\\n PERFORM inv<|>; END'",
    INVOKE,
    "DO E'BEGIN\\n PERFORM aws_lambda.invoke(''my-function'', ''{}''::json); END'",
  );
});

test('ordinary SQL is left alone', () => {
  for (const fixture of [
    'SELECT <|>',
    'SELECT cust<|> FROM orders',
    'SELECT o.<|> FROM orders o',
    'SELECT x::<|>',
    'SELECT x::tex<|>',
    'CREATE TABLE i<|>',
    'SELECT a FROM orders AS i<|>',
    'UPDATE orders SET total = 1 -<|>',
  ]) {
    checkCompletion(fixture, []);
  }
});

test('comments, and strings that are no SQL of ours, are left alone', () => {
  for (const fixture of [
    'SELECT 1 -- aws<|>',
    'SELECT /* aws<|> */ 1',
    'SELECT /* aws<|>',
    "SELECT 'aws<|>'",
    "SELECT 'aws_lambda.<|>'",
    'SELECT "aws<|>',
    "SELECT aws_lambda.invoke('f', 'aws<|>')",
    '\\echo aws<|>',
  ]) {
    checkCompletion(fixture, []);
  }
});
