import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createDocument } from '../../core/analysis';
import { completion } from '../../server/features/completion/completion';
import { CLIENT } from '../support/features';
import { cursor } from '../support/fixture';

const HANDLERS = [
  { functionName: 'bill', path: 'bill/index.js' },
  { functionName: 'greet', path: 'greet.mjs' },
];

/** What is offered, as `label detail`; how often handlers were looked for. */
function complete(fixture: string) {
  const { text, offset } = cursor(fixture);
  let asked = 0;
  const list = () => {
    asked++;
    return HANDLERS;
  };
  const items = completion(createDocument(text), offset, CLIENT, true, list);
  return { labels: items.map(({ label, detail = '' }) => `${label} ${detail}`), items, asked };
}

test('functions with a handler come first where a function is named', () => {
  const { labels, items } = complete("SELECT aws_lambda.invoke('gr<|>', '{}'::json)");
  assert.deepEqual(labels.slice(0, 2), ['bill bill/index.js', 'greet greet.mjs']);
  assert.equal(labels.length, 4);
  assert.deepEqual(items[1]?.textEdit, {
    range: { start: { line: 0, character: 26 }, end: { line: 0, character: 28 } },
    newText: 'greet',
  });
  assert.deepEqual(
    complete("SELECT aws_commons.create_lambda_function_arn('<|>')").labels.slice(0, 2),
    labels.slice(0, 2),
  );
});

test('and as the last part of an ARN', () => {
  assert.deepEqual(
    complete("SELECT aws_lambda.invoke('arn:aws:lambda:us-west-2:123456789012:function:<|>')").labels,
    ['bill bill/index.js', 'greet greet.mjs'],
  );
});

test('the disk is left alone everywhere else', () => {
  for (const fixture of [
    "SELECT aws_lambda.invoke('f', '<|>')",
    "SELECT aws_lambda.invoke('f', '{}'::json, '<|>')",
    "SELECT aws_lambda.invoke('f:<|>', '{}'::json)",
    "SELECT aws_lambda.invoke('arn:aws:lambda:<|>', '{}'::json)",
    'SELECT aws_lambda.<|>',
    "SELECT '<|>'",
  ])
    assert.equal(complete(fixture).asked, 0, fixture);
});
