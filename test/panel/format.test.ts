import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeEnd } from '../../client/webview/describeEnd';
import { formatCount, formatMs, formatSqlLine } from '../../client/webview/format';
import type { RunView } from '../../client/panel/protocol';

test('times', () => {
  const times = {
    0: '0 ms',
    0.04: '0 ms',
    0.44: '0.4 ms',
    12.34: '12.3 ms',
    99.96: '100 ms',
    350: '350 ms',
    1000: '1 s',
    1254: '1.25 s',
    59_999: '60 s',
    123_400: '2 min 3 s',
  };
  for (const [ms, text] of Object.entries(times)) assert.equal(formatMs(Number(ms)), text);
});

test('counts', () => {
  assert.equal(formatCount(0, 'row'), '0 rows');
  assert.equal(formatCount(1, 'row'), '1 row');
  assert.equal(formatCount(1_234_567, 'row'), '1,234,567 rows');
});

test('the first words of a statement, without the comments before it', () => {
  assert.equal(formatSqlLine('-- one\n/* two\n */ SELECT 1,\n\t 2'), 'SELECT 1, 2');
  assert.equal(formatSqlLine('-- nothing else'), '-- nothing else');
  assert.equal(formatSqlLine('x'.repeat(1_000_000)).length, 300);
  assert.equal(formatSqlLine(`${'/**/ '.repeat(20_000)}SELECT 1`), 'SELECT 1');
});

test('what a screen reader says at the end', () => {
  const run = { phase: 'done', ms: 152, statements: [] } as unknown as RunView;
  const statement = { result: { rowCount: 3 } } as unknown as RunView['statements'][number];
  const failed = { failure: { message: 'syntax error' } } as unknown as RunView['statements'][number];
  assert.equal(
    describeEnd({ ...run, statements: [statement] }),
    'Run completed after 152 ms: 1 statement, 3 rows.',
  );
  assert.equal(
    describeEnd({ ...run, statements: [statement, statement] }),
    'Run completed after 152 ms: 2 statements.',
  );
  assert.equal(
    describeEnd({ ...run, phase: 'failed', statements: [statement, failed] }),
    'Run failed after 152 ms: syntax error',
  );
  assert.equal(describeEnd({ ...run, phase: 'cancelled' }), 'Run cancelled after 152 ms.');
});
