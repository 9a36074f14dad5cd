import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  copiedPart,
  copiedRow,
  cutRow,
  fitInvocations,
  openedCell,
  openedPart,
  PAGE_LIMITS,
} from '../../client/panel/pages';
import { findInvocationTexts } from '../../core/invocation/invocations';
import { base64, invocationRow, LOG, OUT_COLUMNS } from '../support/panelRuns';

const invocations = (...rows: (string | null)[][]): ReturnType<typeof findInvocationTexts> =>
  findInvocationTexts(OUT_COLUMNS, rows);

test('a row as it is shown: NULL and empty text as they are, a long cell by its beginning', () => {
  const long = 'x'.repeat(PAGE_LIMITS.cell + 1);
  assert.deepEqual(cutRow(['0', null, '', long, long.slice(1)]), [
    '0',
    null,
    '',
    { text: 'x'.repeat(PAGE_LIMITS.cell), length: long.length },
    long.slice(1),
  ]);
});

test('invocations: as many as fit, at least one', () => {
  const many = invocations(...Array.from({ length: 60 }, (_, n) => invocationRow({ n })));
  assert.equal(fitInvocations(many).length, 60);
  const big = invocations(
    ...Array<string[]>(4).fill(['200', JSON.stringify('x'.repeat(5_000_000)), '1', '']),
  );
  assert.equal(fitInvocations(big).length, 1);
  assert.deepEqual(fitInvocations([]), []);
});

test('a cell for an editor: JSON indented, the rest as it is', () => {
  const json = { name: 'a', type: 'jsonb' };
  assert.deepEqual(openedCell('{"n":9007199254740993}', json), {
    text: '{\n  "n": 9007199254740993\n}',
    language: 'json',
  });
  assert.deepEqual(openedCell('{"n":1}', { name: 'a', type: 'text' }), {
    text: '{"n":1}',
    language: 'plaintext',
  });
  assert.deepEqual(openedCell(null, json), { text: '', language: 'plaintext' });
});

test('payload and log taken out of an invocation', () => {
  const [plain, notJson, noBase64] = invocations(
    invocationRow('{"n":1.0}'),
    invocationRow('not json', null),
    ['200', null, null, 'not base64!'],
  );
  assert.ok(plain && notJson && noBase64);
  assert.deepEqual(openedPart(plain, 'payload'), { text: '{\n  "n": 1.0\n}', language: 'json' });
  assert.equal(copiedPart(plain, 'payload'), '{"n":1.0}');
  assert.deepEqual(openedPart(plain, 'log'), { text: LOG, language: 'log' });
  assert.equal(copiedPart(plain, 'log'), LOG);
  assert.deepEqual(openedPart(notJson, 'payload'), { text: 'not json', language: 'plaintext' });
  assert.equal(copiedPart(notJson, 'log'), '');
  assert.equal(copiedPart(noBase64, 'log'), 'not base64!');
  assert.equal(copiedPart(noBase64, 'payload'), '');
  assert.equal(base64('a'), 'YQ==');
});

test('a row for a spreadsheet', () =>
  assert.equal(
    copiedRow(['1', null, '', 'a b', 'tab\there', 'say "hi"', 'two\nlines']),
    '1\t\t\ta b\t"tab\there"\t"say ""hi"""\t"two\nlines"',
  ));
