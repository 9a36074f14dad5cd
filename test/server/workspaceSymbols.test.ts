import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createDocument } from '../../core/analysis';
import { workspaceSymbols } from '../../server/features/workspaceSymbols';
import { summarize } from '../../server/workspace/summary';

const call = (name: string): string => `SELECT aws_lambda.invoke('${name}', '{}'::json);\n`;
const file = (path: string, text: string) => ({ uri: path, summary: summarize(createDocument(text)) });

function find(query: string, ...files: readonly ReturnType<typeof file>[]): string[] {
  return workspaceSymbols(files, query, (uri) => uri).map(
    (symbol) => `${symbol.name} ${symbol.containerName}`,
  );
}

test('beginnings come before parts, parts before single characters', () => {
  const files = [file('a', call('re-ship') + call('s-h-i-p') + call('ship-it') + call('mail'))];
  assert.deepEqual(find('ship', ...files), ['ship-it a', 're-ship a', 's-h-i-p a']);
  assert.deepEqual(find('', ...files), ['mail a', 're-ship a', 's-h-i-p a', 'ship-it a']);
});

test('a function once a file, at its first place', () => {
  const two = file('a', `\n${call('f')}${call('f')}`);
  assert.deepEqual(find('f', two, file('b', call('f'))), ['f a', 'f b']);
  assert.equal(workspaceSymbols([two], 'f', String)[0]?.location.range.start.line, 1);
});

test('so many and no more', () => {
  const text = Array.from({ length: 600 }, (_, index) => call(`f${index}`)).join('');
  assert.equal(find('f', file('a', text)).length, 500);
});
