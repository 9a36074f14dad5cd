import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  copiedPart,
  cutRow,
  DETAIL_LIMITS,
  detailedCell,
  fitInvocations,
  openedCell,
  openedPart,
  PAGE_LIMITS,
  savedCell,
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
  const [huge] = fitInvocations(invocations(['200', 'x'.repeat(50_000_000), '1', null]));
  assert.match(huge?.payload ?? '', /^\(50,000,000 characters: Copy and Open take them all\) xxx/);
  assert.ok((huge?.payload?.length ?? 0) < 101_000);
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

test('a cell by itself: JSON whole, other text by its beginning', () => {
  const text = { name: 'a', type: 'text' };
  const json = JSON.stringify(['x'.repeat(DETAIL_LIMITS.text)]);
  assert.equal(detailedCell(json, text), json);
  assert.equal(detailedCell(json, { name: 'a', type: 'jsonb' }), json);
  assert.equal(detailedCell(null, text), null);
  const long = 'x'.repeat(DETAIL_LIMITS.text + 1);
  const cut = { text: long.slice(1), length: long.length };
  assert.deepEqual(detailedCell(long, text), cut);
  const huge = `[${'1,'.repeat(DETAIL_LIMITS.json / 2)}1]`;
  const detailed = detailedCell(huge, text);
  assert.ok(detailed !== null && typeof detailed === 'object');
  assert.deepEqual([detailed.text.length, detailed.length], [DETAIL_LIMITS.text, huge.length]);
});

test('a cell as a file: the bytes of a bytea, the text of anything else', () => {
  assert.deepEqual(savedCell('\\x00ff0A', { name: 'data', type: 'bytea' }), {
    name: 'data.bin',
    content: Buffer.from([0, 255, 10]),
  });
  assert.deepEqual(savedCell('a\\000', { name: '', type: 'bytea' }), {
    name: 'result.txt',
    content: 'a\\000',
  });
  assert.deepEqual(savedCell('{}', { name: 'a/b', type: 'json' }), {
    name: 'a-b.json',
    content: '{}',
  });
});
