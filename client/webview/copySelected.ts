import type { CopyForm } from '../panel/protocol';
import type { Context } from './context';
import { isOneCell, type CellRange } from './gridSelection';
import type { GridView } from './gridView';
import { toBlock } from './selectedBlock';

const NO_TABLE = 'Not copied: select the same columns in every row.';

/**
 * The host copies: it has all rows, and the whole of a cell that is cut here. One cell is copied as it is. Gives why
 * nothing is copied, where that is so.
 */
export function copySelected(
  view: GridView,
  ranges: readonly CellRange[],
  form: CopyForm,
  { runId, post }: Context,
): string | undefined {
  const [first] = ranges;
  if (!first) return undefined;
  const block = toBlock(ranges);
  if (!block) return NO_TABLE;
  const { statement, isArranged } = view;
  const row = view.numberOf({ row: first.top, column: first.left });
  if (
    form === 'text' &&
    ranges.length === 1 &&
    isOneCell(first) &&
    row !== undefined &&
    view.columns.length > 1
  )
    post({ kind: 'copyCell', runId, statement, row, column: first.left });
  else post({ kind: 'copyRange', runId, statement, arranged: isArranged, form, ...block });
  return undefined;
}
