import {
  CellStyleModule,
  ColumnAutoSizeModule,
  createGrid,
  InfiniteRowModelModule,
  ModuleRegistry,
} from 'ag-grid-community';
import type { CellKeyDownEvent, ColDef, GridApi, IDatasource } from 'ag-grid-community';
import type { Column } from '../../core/invocation/outcome';
import type { PageCell } from '../panel/protocol';
import type { Context, Part } from './context';
import { element } from './element';
import { GRID_THEME, HEADER_HEIGHT, ROW_HEIGHT } from './gridTheme';
import { renderCell } from './renderCell';
import { ColumnHeader } from './renderColumnHeader';

// The infinite model fetches a block of rows when it is scrolled to: a million rows cost what is looked at.
ModuleRegistry.registerModules([InfiniteRowModelModule, CellStyleModule, ColumnAutoSizeModule]);

type Row = readonly PageCell[];
const BLOCK = 100;
const NUMERIC = /^(?:smallint|integer|bigint|numeric|real|double precision|money|oid)\b/;
/** The column of row numbers; the others are named by their index. */
const NUMBERS = 'row';

/** What the grid shows: `rows` of them, fetched page by page. */
export interface GridContent {
  readonly statement: number;
  readonly columns: readonly Column[];
  readonly rows: number;
}

/** A grid whose rows may become more. */
export interface Grid extends Part {
  /** Takes in that there are more rows, or that the server has named the columns' types. */
  update(content: GridContent): void;
}

/** The rows of a result. Enter opens a cell, the copy command copies it, on the row's number the whole row. */
export function renderGrid(first: GridContent, context: Context): Grid {
  const { statement } = first;
  const { runId, post, nonce } = context;
  const host = element('div', { class: 'grid' });
  let { columns, rows } = first;
  setContentHeight(host, rows);
  const source = createSource(first, context);
  const openCell = (column: string, row: number | null): void => {
    if (row !== null && column !== NUMBERS)
      post({ kind: 'openCell', runId, statement, row, column: Number(column) });
  };
  const api = createGrid<Row>(host, {
    theme: GRID_THEME,
    styleNonce: nonce,
    rowModelType: 'infinite',
    datasource: source.datasource,
    cacheBlockSize: BLOCK,
    maxBlocksInCache: 50,
    infiniteInitialRowCount: rows,
    columnDefs: [NUMBER_COLUMN, ...columns.map(toColumn)],
    defaultColDef: { sortable: false, suppressMovable: true, minWidth: 60, maxWidth: 2_000 },
    autoSizeStrategy: { type: 'fitCellContents', defaultMaxWidth: 420 },
    suppressColumnMoveAnimation: true,
    animateRows: false,
    // Arrows move inside the grid; Tab goes on to what stands after it, however many cells there are.
    tabToNextCell: () => false,
    tabToNextHeader: () => false,
    ensureDomOrder: true,
    onCellDoubleClicked: (event) => openCell(event.column.getColId(), event.rowIndex),
    onCellKeyDown: (event) => {
      if ('column' in event && isEnter(event)) openCell(event.column.getColId(), event.rowIndex);
    },
  });
  host.querySelector('[role="grid"]')?.setAttribute('aria-label', `Rows of statement ${statement + 1}`);
  host.addEventListener('copy', (event) => copyFocused(api, event, statement, context));
  const grow = (more: number): void => {
    if (more === rows) return;
    rows = more;
    setContentHeight(host, rows);
    const hadOpenBlock = source.grow(rows);
    api.setRowCount(rows, true);
    if (hadOpenBlock) api.refreshInfiniteCache();
  };
  return {
    element: host,
    dispose: () => api.destroy(),
    update(content) {
      grow(content.rows);
      if (content.columns.every(({ type }, index) => type === columns[index]?.type)) return;
      columns = content.columns;
      api.setGridOption('columnDefs', [NUMBER_COLUMN, ...columns.map(toColumn)]);
      api.refreshHeader();
    },
  };
}

/** Where the grid gets its rows from, block by block. */
interface Source {
  readonly datasource: IDatasource;
  /** There are more rows now. True: a block that the grid has ended where they ended, and has room for more. */
  grow(rows: number): boolean;
}

function createSource({ statement, rows: first }: GridContent, { runId, pages }: Context): Source {
  let rows = first;
  let hasOpenBlock = false;
  return {
    datasource: {
      rowCount: rows,
      getRows: (params) => {
        const { startRow, endRow } = params;
        const end = Math.min(endRow, rows);
        hasOpenBlock ||= end < endRow;
        void pages
          .rows(runId, statement, startRow, end)
          .then((page) => params.successCallback([...page], rows));
      },
    },
    grow(more) {
      const hadOpenBlock = hasOpenBlock;
      rows = more;
      hasOpenBlock = false;
      return hadOpenBlock;
    },
  };
}

/** Borders and a scroll bar beneath the rows; the style sheet keeps it from growing past the panel. */
function setContentHeight(host: HTMLElement, rows: number): void {
  host.style.setProperty('--content-height', `${HEADER_HEIGHT + Math.max(1, rows) * ROW_HEIGHT + 18}px`);
}

const NUMBER_COLUMN: ColDef<Row> = {
  colId: NUMBERS,
  headerName: '#',
  width: 56,
  pinned: 'left',
  resizable: false,
  cellClass: 'row-number',
  valueGetter: ({ node }) => (node?.rowIndex ?? 0) + 1,
};

function toColumn(column: Column, index: number): ColDef<Row> {
  return {
    colId: String(index),
    headerName: column.name,
    context: column,
    headerComponentParams: { innerHeaderComponent: ColumnHeader },
    valueGetter: ({ data }) => data?.[index],
    cellRenderer: ({ value }: { value: PageCell | undefined }) => renderCell(value),
    ...(NUMERIC.test(column.type) && { headerClass: 'number', cellClass: 'number' }),
  };
}

const isEnter = (event: CellKeyDownEvent<Row>): boolean =>
  event.event instanceof KeyboardEvent && event.event.key === 'Enter';

/** The host copies: it has the whole of a cell that is cut here. Selected text is left to the browser. */
function copyFocused(
  api: GridApi<Row>,
  event: ClipboardEvent,
  statement: number,
  { runId, post }: Context,
): void {
  const focused = api.getFocusedCell();
  if (!focused || getSelection()?.isCollapsed === false) return;
  event.preventDefault();
  const column = focused.column.getColId();
  const place = { runId, statement, row: focused.rowIndex };
  post(
    column === NUMBERS
      ? { kind: 'copyRow', ...place }
      : { kind: 'copyCell', ...place, column: Number(column) },
  );
}
