import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createDocument } from '../../core/analysis';
import type { Grades } from '../../core/configuration';
import { FIX_ALL_KIND } from '../../server/start/capabilities';
import { codeActions } from '../../server/features/codeActions';
import { checkAction, checkActions } from '../support/features';

const WRONG_CASE = "SELECT aws_lambda.invoke('f', '{}'::json, NULL, 'ev<|>ent')";

test('a problem under the cursor offers its fixes; the only one is preferred', () => {
  checkActions(WRONG_CASE, ["Change to 'Event' *"], ['quickfix']);
  checkAction(WRONG_CASE, "Change to 'Event'", "SELECT aws_lambda.invoke('f', '{}'::json, NULL, 'Event')");
});

test('where several fixes are possible none is preferred', () =>
  checkActions("SELECT aws_lambda.in<|>voke('f', '{}')", ['Cast payload to json', 'Cast payload to jsonb']));

test('elsewhere there is nothing to do', () => {
  checkActions("SEL<|>ECT aws_lambda.invoke('f', '{}'::json, NULL, 'event')", []);
  checkActions('SELECT <|>1', []);
});

test('inside quotes the edit is written with them doubled', () =>
  checkAction(
    "DO 'BEGIN PERFORM aws_lambda.invoke(''f'', ''{}''::json, NULL, ''<|>event''); END'",
    "Change to 'Event'",
    "DO 'BEGIN PERFORM aws_lambda.invoke(''f'', ''{}''::json, NULL, ''Event''); END'",
  ));

test('all that has exactly one fix, and a safe one, is mended at once, wherever the cursor is', () => {
  const before = `<|>-- here
SELECT aws_lambda.invoke('f', '{}'::json, NULL, 'event');
SELECT aws_lambda.invoke('f', '{}');
SELECT aws_lambda.invoke('f', '{}'::json, 'us-wst-2', 'dryrun');`;
  const after = `-- here
SELECT aws_lambda.invoke('f', '{}'::json, NULL, 'Event');
SELECT aws_lambda.invoke('f', '{}');
SELECT aws_lambda.invoke('f', '{}'::json, 'us-wst-2', 'DryRun');`;
  checkAction(before, 'Fix all problems of Lambda calls that have one safe fix', after, [FIX_ALL_KIND]);
  checkActions(before, ['Fix all problems of Lambda calls that have one safe fix'], ['source']);
});

test('only the kinds that are asked for are given', () => {
  checkActions(WRONG_CASE, ["Change to 'Event' *"], ['quickfix']);
  checkActions(WRONG_CASE, [], ['refactor.extract']);
  checkActions("SELECT aws_lambda.invoke<|>('f', '{}'::json)", ['Wrap for Babelfish'], ['refactor.extract']);
  checkActions("SELECT aws_lambda.invoke('f', '{}'<|>)", [], [FIX_ALL_KIND]);
});

test('a rule that is turned off has nothing to mend', () => {
  const document = createDocument(WRONG_CASE.replace('<|>', ''));
  const at = { start: { line: 0, character: 52 }, end: { line: 0, character: 52 } };
  const off = new Map([['enum-value', 'off']] as const);
  const titles = (...grades: [Grades?]) =>
    codeActions(document, at, ['quickfix', FIX_ALL_KIND], ...grades).map(({ title }) => title);
  assert.equal(titles().length, 2);
  assert.deepEqual(titles(off), []);
});
