import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createDocument } from '../../core/analysis';
import { inlayHints } from '../../server/features/inlayHints';
import { checkInlayHints } from '../support/navigation';

test('optional parameters are named at literals, NULL, casts, parameters and expressions', () => {
  checkInlayHints(
    "SELECT aws_lambda.invoke('f', '{}'::json, «region =>»'us-west-2', «invocation_type =>»'Event', «log_type =>»NULL)",
  );
  checkInlayHints("SELECT aws_lambda.invoke('f', '{}'::json, «region =>»$1::text)");
  checkInlayHints("SELECT aws_lambda.invoke('f', '{}'::json, «region =>»:'region')");
  checkInlayHints("SELECT aws_lambda.invoke('f', '{}'::json, «region =>»lower('US-WEST-2'))");
});

test('the seats are those of the overload that PostgreSQL picks', () =>
  checkInlayHints(
    "SELECT aws_lambda.invoke(aws_commons.create_lambda_function_arn('f', «region =>»'us-west-2'), '{}'::json, «invocation_type =>»'Event')",
  ));

test('where the overloads disagree nothing is said', () => {
  checkInlayHints("SELECT aws_lambda.invoke(f(x), '{}'::json, 'us-west-2')");
  checkInlayHints("SELECT aws_lambda.nothing('f', '{}'::json, 'us-west-2')");
});

test('a named argument, a column and a variable tell their meaning themselves', () => {
  checkInlayHints("SELECT aws_lambda.invoke('f', payload => '{}'::json, region => 'us-west-2')");
  checkInlayHints(`SELECT aws_lambda.invoke('f', '{}'::json, t.region) FROM t`);
  checkInlayHints(`SELECT aws_lambda.invoke('f', '{}'::json, «region =>»t.region || '') FROM t`);
});

test('inside quotes the hint stands where the argument is written', () =>
  checkInlayHints(
    "SELECT '😀';\r\nDO 'BEGIN PERFORM aws_lambda.invoke(''f'', ''{}''::json, «region =>»''us-west-2''); END'",
  ));

test('only the range is looked at, also inside of a statement', () =>
  checkInlayHints(`SELECT aws_lambda.invoke('f', '{}'::json, 'us-west-1');
<|>SELECT aws_lambda.invoke('f', '{}'::json,
 «region =>»'us-west-2',<|>
 'Event');`));

test('half-typed calls', () => {
  checkInlayHints("SELECT aws_lambda.invoke('f', '{}'::json, , )");
  checkInlayHints("SELECT aws_lambda.invoke('f', '{}'::json, «region =>»'us-w");
});

test('at literals and NULL alone, or nowhere, where the user wants it so', () => {
  checkInlayHints(
    "SELECT aws_lambda.invoke('f', '{}'::json, «region =>»'us-west-2'::text, lower('E'), «log_type =>»NULL)",
    'literals',
  );
  checkInlayHints("SELECT aws_lambda.invoke('f', '{}'::json, 'us-west-2')", 'none');
});

test('the tooltip explains the parameter', () => {
  const text = "SELECT aws_lambda.invoke('f', '{}'::json, 'us-west-2')";
  const document = createDocument(text);
  const [hint] = inlayHints(document, { start: { line: 0, character: 0 }, end: { line: 1, character: 0 } });
  assert.ok(typeof hint?.tooltip === 'object');
  assert.match(hint.tooltip.value, /region text DEFAULT NULL[^]*The AWS Region of the function\./);
});
