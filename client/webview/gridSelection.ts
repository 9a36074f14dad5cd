import type { CellRange } from '../panel/protocol';
import { formatCount } from './format';

/** A cell by its place on screen: rows as they are arranged, from 0. */
export interface Place {
  readonly row: number;
  /** Index of the column; `ROW_NUMBERS` for the row's number. */
  readonly column: number;
}

/** The column of row numbers: who selects a number selects its row. */
export const ROW_NUMBERS = -1;

/** From where the selection was begun to where it has been extended. */
export interface Selection {
  readonly anchor: Place;
  readonly head: Place;
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

/** How much is selected; nothing for a single cell. */
export function describeRange(range: CellRange): string {
  if (isOneCell(range)) return '';
  const rows = formatCount(range.bottom - range.top + 1, 'row');
  return `${rows} × ${formatCount(range.right - range.left + 1, 'column')} selected`;
}
