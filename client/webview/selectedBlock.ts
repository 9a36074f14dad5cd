/** What is copied of a selection of several ranges. */
import type { CellBlock, Stretch } from '../panel/protocol';
import { countCells, type CellRange } from './gridSelection';

/**
 * As in spreadsheets: the ranges are copied as the one table that they make. Undefined where they make none, since
 * some of its rows would have cells that others lack.
 */
export function toBlock(ranges: readonly CellRange[]): CellBlock | undefined {
  const rows = unite(ranges.map(({ top, bottom }) => ({ start: top, end: bottom + 1 })));
  const columns = unite(ranges.map(({ left, right }) => ({ start: left, end: right + 1 })));
  return lengthOf(rows) * lengthOf(columns) === countCells(ranges) ? { rows, columns } : undefined;
}

/** In order, and none touching another. */
function unite(stretches: readonly Stretch[]): readonly Stretch[] {
  const united: Stretch[] = [];
  for (const stretch of stretches.toSorted((one, other) => one.start - other.start)) {
    const last = united.at(-1);
    if (!last || stretch.start > last.end) united.push(stretch);
    else united[united.length - 1] = { start: last.start, end: Math.max(last.end, stretch.end) };
  }
  return united;
}

const lengthOf = (stretches: readonly Stretch[]): number =>
  stretches.reduce((sum, { start, end }) => sum + end - start, 0);
