import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createDocument } from '../../core/analysis';
import { documentHighlights, findTarget } from '../../server/features/references';
import { checkReferences } from '../support/navigation';

test('a Lambda function is found by its name, whatever account, Region or qualifier is written', () =>
  checkReferences(`SELECT aws_lambda.invoke('«sh<|>ip»', '{}'::json);
SELECT aws_lambda.invoke('arn:aws:lambda:us-west-2:123456789012:function:«ship»:v1', '{}'::json);
SELECT aws_lambda.invoke('Ship', '{}'::json), 'ship';
DO 'BEGIN PERFORM aws_lambda.invoke(aws_commons.create_lambda_function_arn(''«ship»''), ''{}''::json); END';`));

test('a psql variable is found where it is set and used, in commands too', () =>
  checkReferences(`\\set ‹a› 1
\\set b :«a» ':a' x:«a»
\\echo :"«a»" :{?«a»} :ab
SELECT :'«a<|>»', ':a', :a_b FROM :"«a»";
SELECT 2 AS ‹a› \\gset
DO $$ BEGIN PERFORM :'a'; END $$;
\\! echo :a
\\unset ‹a›
`));

test('the cursor may stand where the variable is set', () =>
  checkReferences("\\prompt 'A :a' ‹a<|>›\nSELECT :«a»;"));

test('highlights tell setting from using', () => {
  const document = createDocument("\\set a 1\nSELECT :a, aws_lambda.invoke('f', '{}'::json);");
  assert.deepEqual(
    documentHighlights(document, 5).map(({ kind }) => kind),
    [3, 2],
  );
  const onName = document.text.indexOf("f'") + 1;
  assert.deepEqual(
    documentHighlights(document, onName).map(({ kind }) => kind),
    [1],
  );
});

test('there is nothing to look for elsewhere', () => {
  assert.equal(findTarget(createDocument(''), 0), undefined);
  assert.equal(findTarget(createDocument("SELECT '{}', a:b"), 9), undefined);
});
