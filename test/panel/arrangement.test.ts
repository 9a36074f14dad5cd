import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { arrangeRows, SORT_LIMITS, type Wanted } from '../../client/panel/arrangement';
import { RowStore } from '../../cluster/rows/rowStore';
import type { Cell } from '../../core/invocation/outcome';

const folder = join('out', 'artefacts', 'rows');
const AS_THEY_CAME: Wanted = { filter: '', column: null, descending: false };

async function arrange(
  type: string,
  cells: readonly Cell[],
  wanted: Partial<Wanted>,
  limits = SORT_LIMITS,
  isStale = () => false,
) {
  const store = new RowStore({ folder, memory: 100, disk: 1_000_000 });
  await store.add(
    cells.map((cell) => [cell]),
    cells.length * 10,
  );
  const columns = [{ name: 'a', type }];
  const found = await arrangeRows(store, columns, { ...AS_THEY_CAME, ...wanted }, isStale, limits);
  await store.close();
  return found?.kind === 'arranged' ? [...found.order].map((at) => cells[at]) : found;
}
const sorted = (type: string, cells: readonly Cell[], descending = false) =>
  arrange(type, cells, { column: 0, descending });

test('a filter takes rows with the text in any cell, whatever the case', async () => {
  const cells = ['Ada', null, 'bob', '', 'CANADA'];
  assert.deepEqual(await arrange('text', cells, { filter: 'ada' }), ['Ada', 'CANADA']);
  assert.deepEqual(await arrange('text', cells, {}), cells);
});

test('numbers are sorted as numbers, to the last digit, NULL and NaN where PostgreSQL has them', async () => {
  assert.deepEqual(await sorted('integer', ['10', '9', null, '-1']), ['-1', '9', '10', null]);
  assert.deepEqual(await sorted('bigint', ['9007199254740993', '9007199254740992', '-9007199254740993']), [
    '-9007199254740993',
    '9007199254740992',
    '9007199254740993',
  ]);
  assert.deepEqual(await sorted('numeric(40,20)', ['0.10000000000000000001', '0.1', '-0.2']), [
    '-0.2',
    '0.1',
    '0.10000000000000000001',
  ]);
  const floats = ['NaN', '1e300', 'Infinity', '-Infinity', null];
  assert.deepEqual(await sorted('double precision', floats), ['-Infinity', '1e300', 'Infinity', 'NaN', null]);
  assert.deepEqual(await sorted('double precision', floats, true), [
    null,
    'NaN',
    'Infinity',
    '1e300',
    '-Infinity',
  ]);
});

test('text is sorted by code point, equal rows stay in order, arrays of numbers are text', async () => {
  assert.deepEqual(await sorted('text', ['b', 'B', 'a', 'ä']), ['B', 'a', 'b', 'ä']);
  assert.deepEqual(await sorted('integer[]', ['{10}', '{9}']), ['{10}', '{9}']);
});

test('too many to sort is refused with a sentence, and filtered they are sorted', async () => {
  const limits = { rows: 3, size: 1_000 };
  const cells = ['4', '3', '2', '1'];
  const refused = await arrange('integer', cells, { column: 0 }, limits);
  assert.ok(refused && 'kind' in refused && refused.kind === 'refused');
  assert.match(refused.reason, /ORDER BY/);
  assert.deepEqual(await arrange('integer', cells, { column: 0, filter: '3' }, limits), ['3']);
  const long = await arrange('text', ['x'.repeat(600), 'y'.repeat(600)], { column: 0 }, limits);
  assert.ok(long && 'kind' in long);
});

test('what nobody wants any more is given up', async () =>
  assert.equal(await arrange('text', ['a'], { filter: 'a' }, SORT_LIMITS, () => true), undefined));
