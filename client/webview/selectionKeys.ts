import { ROW_NUMBERS, type Selection } from './gridSelection';
import type { GridView } from './gridView';

/** Shift+F8 begins a range beside those that are selected, as in spreadsheets. */
export const ADDS = ({ key, shiftKey }: KeyboardEvent): boolean => key === 'F8' && shiftKey;

/** Ctrl/Cmd+A all, Shift+Space the rows, Ctrl+Space the columns, as in spreadsheets. */
export function selectByKey(
  { key, ctrlKey, metaKey, shiftKey }: KeyboardEvent,
  selection: Selection | undefined,
  { rows, columns }: GridView,
): Selection | undefined {
  const last = { row: rows - 1, column: columns.length - 1 };
  if (key.toLowerCase() === 'a' && (ctrlKey || metaKey)) return { anchor: { row: 0, column: 0 }, head: last };
  if (key !== ' ' || !selection) return undefined;
  const { anchor, head } = selection;
  if (shiftKey) return { anchor: { ...anchor, column: 0 }, head: { ...head, column: last.column } };
  if (!ctrlKey || anchor.column === ROW_NUMBERS) return undefined;
  return { anchor: { ...anchor, row: 0 }, head: { ...head, row: last.row } };
}
