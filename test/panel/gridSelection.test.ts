import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  countCells,
  describeSelection,
  hasPlace,
  withoutRange,
  type CellRange,
} from '../../client/webview/gridSelection';
import { toBlock } from '../../client/webview/selectedBlock';
import { createRandom } from '../support/random';

const SIDE = 5;
const ALL = Array.from({ length: SIDE * SIDE }, (_, at) => ({
  row: Math.floor(at / SIDE),
  column: at % SIDE,
}));
const range = (top: number, bottom: number, left: number, right: number): CellRange => {
  return { top, bottom, left, right };
};
/** The cells that lie in one of the ranges, one by one. */
const cellsOf = (ranges: readonly CellRange[]): string[] =>
  ALL.filter((place) => ranges.some((one) => hasPlace(one, place, SIDE))).map(
    ({ row, column }) => `${row},${column}`,
  );

test('a range is taken out of others, cell by cell', () => {
  const random = createRandom(7);
  const one = (): CellRange => {
    const [top, bottom] = [random.integer(SIDE), random.integer(SIDE)].sort();
    const [left, right] = [random.integer(SIDE), random.integer(SIDE)].sort();
    return range(top ?? 0, bottom ?? 0, left ?? 0, right ?? 0);
  };
  for (let turn = 0; turn < 2_000; turn++) {
    const ranges = Array.from({ length: 1 + random.integer(4) }, one);
    const gone = one();
    const wanted = cellsOf(ranges).filter((cell) => !cellsOf([gone]).includes(cell));
    assert.deepEqual(cellsOf(withoutRange(ranges, gone)), wanted);
    assert.equal(countCells(ranges), cellsOf(ranges).length);
    assertBlock(ranges);
  }
});

/** It is a table where each row that has a selected cell has the same of them. */
function assertBlock(ranges: readonly CellRange[]): void {
  const selected = cellsOf(ranges);
  const block = toBlock(ranges);
  const rows = [...new Set(selected.map((cell) => cell.split(',')[0]))];
  const shapes = rows.map((row) =>
    selected.flatMap((cell) => (cell.split(',')[0] === row ? cell.split(',')[1] : [])).join(),
  );
  assert.equal(block !== undefined, new Set(shapes).size === 1, JSON.stringify(ranges));
  if (!block) return;
  const list = (stretches: typeof block.rows): number[] =>
    stretches.flatMap(({ start, end }) => Array.from({ length: end - start }, (_, at) => start + at));
  const taken = list(block.rows).flatMap((row) => list(block.columns).map((column) => `${row},${column}`));
  assert.deepEqual(taken, selected);
}

test('the block of ranges is in order, and what touches is one', () => {
  assert.deepEqual(toBlock([range(7, 9, 1, 1), range(2, 3, 1, 1), range(4, 4, 1, 1)]), {
    rows: [
      { start: 2, end: 5 },
      { start: 7, end: 10 },
    ],
    columns: [{ start: 1, end: 2 }],
  });
  assert.equal(toBlock([range(0, 0, 0, 0), range(1, 1, 1, 1)]), undefined);
});

test('what is selected is told in words', () => {
  assert.equal(describeSelection([], false), '');
  assert.equal(describeSelection([range(1, 1, 1, 1)], false), '');
  assert.equal(describeSelection([range(0, 1_499, 1, 1)], false), '1,500 rows × 1 column selected');
  assert.equal(
    describeSelection([range(0, 1, 0, 1), range(1, 1, 1, 2)], false),
    '2 ranges, 5 cells selected',
  );
  assert.match(describeSelection([range(1, 1, 1, 1)], true), /^Adding to the selection .*Escape ends/);
});
