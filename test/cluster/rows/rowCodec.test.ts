import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeRows, encodeRows, ownText } from '../../../cluster/rows/rowCodec';
import type { Rows } from '../../../cluster/rows/rowStream';

function roundTrip(rows: Rows): Rows {
  const { length, write } = encodeRows(rows);
  const buffer = Buffer.alloc(length);
  write(buffer, 0);
  return decodeRows(buffer);
}

test('rows come back as they went: NULL, empty text, all of Unicode, no columns, no rows', () => {
  const cases: Rows[] = [
    [],
    [[], []],
    [[null], [''], ['x']],
    [
      ['ASCII', null, ''],
      ['ü漢\u{1f600}', '\u2028\u0001', '"quoted"\n'],
    ],
    [['x'.repeat(1_000_000), 'ß'.repeat(100_000)]],
  ];
  for (const rows of cases) assert.deepEqual(roundTrip(rows), rows);
});

test('rows are found where they were put among others', () => {
  const [one, other] = [encodeRows([['a', 'é']]), encodeRows([[null, 'b']])];
  const buffer = Buffer.alloc(one.length + other.length);
  other.write(buffer, one.length);
  one.write(buffer, 0);
  assert.deepEqual(decodeRows(buffer.subarray(0, one.length)), [['a', 'é']]);
  assert.deepEqual(decodeRows(Buffer.from(buffer.subarray(one.length))), [[null, 'b']]);
});

test('a text of its own is the same text', () => {
  for (const text of ['', 'short', 'ü'.repeat(100)]) assert.equal(ownText(text), text);
});
