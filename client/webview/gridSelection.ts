import { formatCount } from './format';

/** A cell by its place on screen: rows as they are arranged, from 0. */
export interface Place {
  readonly row: number;
  /** Index of the column; `ROW_NUMBERS` for the row's number. */
  readonly column: number;
}

/** The column of row numbers: who selects a number selects its row. */
export const ROW_NUMBERS = -1;

/** From where a range was begun to where it has been extended. */
export interface Selection {
  readonly anchor: Place;
  readonly head: Place;
}

/** Cells that are selected together, by their places on screen; ends included. */
export interface CellRange {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

/** The cells between the two ends: whole rows where one of them is a row's number. */
export function rangeOf({ anchor, head }: Selection, columns: number): CellRange {
  const whole = anchor.column === ROW_NUMBERS || head.column === ROW_NUMBERS;
  return {
    top: Math.min(anchor.row, head.row),
    bottom: Math.max(anchor.row, head.row),
    left: whole ? 0 : Math.min(anchor.column, head.column),
    right: whole ? columns - 1 : Math.max(anchor.column, head.column),
  };
}

export const isOneCell = ({ top, bottom, left, right }: CellRange): boolean =>
  top === bottom && left === right;

/** A row's number is selected with all of its row. */
export function hasPlace(range: CellRange, { row, column }: Place, columns: number): boolean {
  if (row < range.top || row > range.bottom) return false;
  if (column === ROW_NUMBERS) return range.left === 0 && range.right === columns - 1;
  return column >= range.left && column <= range.right;
}

/** What is left of the ranges without the cells of one. */
export function withoutRange(ranges: readonly CellRange[], gone: CellRange): readonly CellRange[] {
  return ranges.flatMap((range) => {
    const top = Math.max(range.top, gone.top);
    const bottom = Math.min(range.bottom, gone.bottom);
    if (top > bottom || range.left > gone.right || range.right < gone.left) return range;
    const beside = { top, bottom };
    return [
      { ...range, bottom: top - 1 },
      { ...range, top: bottom + 1 },
      { ...range, ...beside, right: gone.left - 1 },
      { ...range, ...beside, left: gone.right + 1 },
    ].filter((part) => part.top <= part.bottom && part.left <= part.right);
  });
}

/** How many cells there are; one that lies in several ranges counts once. */
export function countCells(ranges: readonly CellRange[]): number {
  const apart = ranges.flatMap((range, at) => {
    return ranges
      .slice(0, at)
      .reduce((parts, before) => withoutRange(parts, before), [range] as readonly CellRange[]);
  });
  return apart.reduce(
    (sum, { top, bottom, left, right }) => sum + (bottom - top + 1) * (right - left + 1),
    0,
  );
}

/** What is told of the selection; `adding`: keys add to it. */
export function describeSelection(ranges: readonly CellRange[], adding: boolean): string {
  const selected = describeRanges(ranges);
  if (!adding) return selected;
  return `${selected || 'Adding to the selection'} (Shift+F8 adds one more, Escape ends)`;
}

/** How much is selected; nothing for a single cell. */
function describeRanges(ranges: readonly CellRange[]): string {
  const [range] = ranges;
  if (!range || (ranges.length === 1 && isOneCell(range))) return '';
  if (ranges.length > 1)
    return `${formatCount(ranges.length, 'range')}, ${formatCount(countCells(ranges), 'cell')} selected`;
  const rows = formatCount(range.bottom - range.top + 1, 'row');
  return `${rows} × ${formatCount(range.right - range.left + 1, 'column')} selected`;
}
