import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { createDocument } from '../../core/analysis';
import { prepareLambdaRename, renameLambda } from '../../server/features/renameLambda';
import { summarize } from '../../server/workspace/summary';
import { cursor } from '../support/fixture';

function rename(fixture: string, newName: string) {
  const { text, offset } = cursor(fixture);
  const document = createDocument(text);
  const prepared = prepareLambdaRename(document, offset);
  assert.ok(prepared, 'nothing to rename');
  const changes = renameLambda(
    [{ uri: 'file:///a.sql', summary: summarize(document) }],
    prepared.identity,
    newName,
  );
  if ('refusal' in changes) return changes.refusal;
  const edits = changes.flatMap((change) => change.edits);
  return TextDocument.applyEdits(TextDocument.create('', '', 1, text), edits);
}

test('the form of each place stays', () => {
  const text = `SELECT aws_lambda.invoke('<|>ship', '{}'::json);
SELECT aws_lambda.invoke(E'ship:v1', '{}'::json);
SELECT aws_lambda.invoke('123456789012:function:ship:$LATEST', '{}'::json);
SELECT aws_lambda.invoke('arn:aws:lambda:us-west-2:123456789012:function:ship', '{}'::json);
DO 'BEGIN PERFORM aws_lambda.invoke(aws_commons.create_lambda_function_arn(''ship''), ''{}''::json); END';
SELECT aws_lambda.invoke('sh'
  'ip', '{}'::json), 'ship', aws_lambda.invoke('shipping', '{}'::json);`;
  const expected = text
    .replace('<|>', '')
    .replace(/\bship\b(?!', aws)/g, 'send')
    .replace(/'sh'\n {2}'ip'/, "'send'");
  assert.equal(rename(text, 'send'), expected);
});

test('a Region tells two functions apart where both say one', () => {
  const text = `SELECT aws_lambda.invoke('f', '{}'::json, 'us-west-2'), aws_lambda.invoke('f', '{}'::json, 'eu-west-1'),
  aws_lambda.invoke('f', '{}'::json)`;
  const start = text.indexOf("'f'") + 1;
  const fixture = `${text.slice(0, start)}<|>${text.slice(start)}`;
  assert.equal(
    rename(fixture, 'g'),
    text
      .replace("'f', '{}'::json, 'us", "'g', '{}'::json, 'us")
      .replace("'f', '{}'::json)", "'g', '{}'::json)"),
  );
});

test('a name that would be read as something else is refused', () => {
  assert.match(
    String(rename("SELECT aws_lambda.invoke('<|>ship:v1', '{}'::json)", '123456789012')),
    /a\.sql, line 1, 123456789012:v1 would not be read as the function/,
  );
  for (const name of ['', 'a b', 'a.b', "it's", 'x'.repeat(65)])
    assert.match(String(rename("SELECT aws_lambda.invoke('<|>f', '{}'::json)", name)), /at most 64/);
});

test('nothing but the name is offered', () => {
  const prepare = (fixture: string) => {
    const { text, offset } = cursor(fixture);
    return prepareLambdaRename(createDocument(text), offset)?.placeholder;
  };
  assert.equal(prepare("SELECT aws_lambda.invoke('ship:v<|>1', '{}'::json)"), undefined);
  assert.equal(prepare("SELECT aws_lambda.invoke('ship<|>:v1', '{}'::json)"), 'ship');
  assert.equal(prepare("SELECT aws_lambda.invoke('ship', '{\"ship<|>\": 1}'::json)"), undefined);
  assert.equal(prepare("SELECT 'ship<|>'"), undefined);
});
