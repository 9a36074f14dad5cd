import type { IDatasource, IGetRowsParams } from 'ag-grid-community';
import type { PageCell } from '../panel/protocol';
import type { Context } from './context';
import type { Wanted } from './pages';

/** A row on screen; `number` is its own, from 0, however the rows are arranged. */
export interface GridRow {
  readonly number: number;
  readonly cells: readonly PageCell[];
}

/** Where the grid gets its rows from, block by block, filtered and sorted by the host. */
export interface RowSource {
  readonly datasource: IDatasource;
  /** Rows are filtered or sorted: those that come meanwhile are not among them. */
  readonly isArranged: boolean;
  /** There are more rows now. True: a block that the grid has ended where they ended, and has room for more. */
  grow(rows: number): boolean;
  /** What rows must contain from the next block on. */
  filter(text: string): void;
}

/** `onArranged` hears how many of the rows are shown, and why not as wanted. */
export function createRowSource(
  { statement, rows: first }: { readonly statement: number; readonly rows: number },
  { runId, pages }: Context,
  onArranged: (shown: number, rows: number, refused: string | undefined) => void,
): RowSource {
  let rows = first;
  let shown = first;
  let hasOpenBlock = false;
  let filter = '';
  let current = AS_THEY_CAME;
  let arranging: Promise<unknown> = Promise.resolve();

  /** The host arranges them once, before the first block of the new arrangement. */
  const arrange = (wanted: Wanted): Promise<unknown> => {
    if (isSame(wanted, current)) return arranging;
    current = wanted;
    if (isSame(wanted, AS_THEY_CAME)) {
      shown = rows;
      onArranged(shown, rows, undefined);
      return (arranging = Promise.resolve());
    }
    arranging = pages.arrange(runId, statement, wanted).then((arranged) => {
      shown = arranged.rows;
      onArranged(shown, rows, arranged.refused);
    });
    return arranging;
  };

  const getRows = async (params: IGetRowsParams): Promise<void> => {
    const [sort] = params.sortModel;
    const column = sort ? Number(sort.colId) : null;
    const wanted = { filter, column, descending: sort?.sort === 'desc' };
    await arrange(wanted);
    const end = Math.min(params.endRow, shown);
    hasOpenBlock ||= end < params.endRow;
    const arranged = !isSame(wanted, AS_THEY_CAME);
    const page = await pages.rows(runId, statement, params.startRow, end, arranged);
    const block = page.rows.map((cells, at): GridRow => {
      return { number: page.numbers?.[at] ?? params.startRow + at, cells };
    });
    params.successCallback(block, shown);
  };
  return {
    datasource: { rowCount: rows, getRows: (params) => void getRows(params) },
    get isArranged() {
      return !isSame(current, AS_THEY_CAME);
    },
    grow(more) {
      const hadOpenBlock = hasOpenBlock;
      rows = more;
      if (isSame(current, AS_THEY_CAME)) shown = more;
      hasOpenBlock = false;
      return hadOpenBlock;
    },
    filter: (text) => (filter = text),
  };
}

const AS_THEY_CAME: Wanted = { filter: '', column: null, descending: false };

const isSame = (one: Wanted, other: Wanted): boolean =>
  one.filter === other.filter && one.column === other.column && one.descending === other.descending;
