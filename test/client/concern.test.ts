import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import { test } from 'node:test';
import { changeConcernsUs, concernsUs, type Text } from '../../client/concern';

function createText(languageId: string, text: string, onRead?: () => void): Text {
  const lines = text.split('\n');
  return {
    languageId,
    lineCount: lines.length,
    getText: () => {
      onRead?.();
      return text;
    },
    lineAt: (line) => ({ text: lines[line] ?? '' }),
  };
}
const line = (start: number) => ({ start: { line: start } });

test('SQL concerns us, whatever it says; another language where it names a schema', () => {
  assert.equal(concernsUs(createText('sql', '')), true);
  assert.equal(concernsUs(createText('typescript', 'q("SELECT AWS_Lambda.invoke()")')), true);
  assert.equal(concernsUs(createText('typescript', 'q("SELECT 1")')), false);
  assert.equal(concernsUs(createText('plaintext', 'aws_lambda')), false);
});

test('a change concerns us by the lines that it leaves, and the rest is not read', () => {
  const unread = (): void => assert.fail('the whole text was read');
  const text = createText('python', 'x = 1\ny = "aws_lambda"\nz = "aws_commons"', unread);
  assert.equal(changeConcernsUs(text, [{ range: line(0), text: '1' }]), false);
  assert.equal(changeConcernsUs(text, [{ range: line(1), text: '_' }]), true);
  assert.equal(changeConcernsUs(text, [{ range: line(0), text: '1\ny' }]), true);
  assert.equal(changeConcernsUs(text, [{ range: line(2), text: 'a\nb\nc\nd' }]), true);
});

test('what VS Code loads with every such file is a small part of the extension', () => {
  const main = (JSON.parse(readFileSync('package.json', 'utf8')) as { main: string }).main;
  assert.ok(statSync(main).size * 10 < statSync('dist/client.js').size);
});
