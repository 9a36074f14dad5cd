import {
  CellStyleModule,
  ColumnAutoSizeModule,
  createGrid,
  InfiniteRowModelModule,
  ModuleRegistry,
  RowApiModule,
} from 'ag-grid-community';
import type { CellKeyDownEvent, ColDef, GridApi, GridOptions } from 'ag-grid-community';
import type { Column } from '../../core/invocation/outcome';
import type { PageCell } from '../panel/protocol';
import type { Context, Part } from './context';
import { element } from './element';
import { GRID_THEME, HEADER_HEIGHT, ROW_HEIGHT } from './gridTheme';
import { renderCell } from './renderCell';
import { ColumnHeader } from './renderColumnHeader';
import { renderFilter } from './renderFilter';
import { createRowSource, type GridRow } from './rowSource';

// The infinite model fetches a block of rows when it is scrolled to: a million rows cost what is looked at.
ModuleRegistry.registerModules([InfiniteRowModelModule, CellStyleModule, ColumnAutoSizeModule, RowApiModule]);

const BLOCK = 100;
const NUMERIC = /^(?:smallint|integer|bigint|numeric|real|double precision|money|oid)\b/;
/** The column of row numbers; the others are named by their index. */
const NUMBERS = 'row';

/** What is the same in every grid. */
const GRID_OPTIONS: GridOptions<GridRow> = {
  theme: GRID_THEME,
  rowModelType: 'infinite',
  cacheBlockSize: BLOCK,
  maxBlocksInCache: 50,
  defaultColDef: {
    sortable: true,
    sortingOrder: ['asc', 'desc', null],
    suppressMovable: true,
    minWidth: 60,
    maxWidth: 2_000,
  },
  autoSizeStrategy: { type: 'fitCellContents', defaultMaxWidth: 420 },
  suppressColumnMoveAnimation: true,
  animateRows: false,
  // Arrows move inside the grid; Tab goes on to what stands after it, however many cells there are.
  tabToNextCell: () => false,
  tabToNextHeader: () => false,
  ensureDomOrder: true,
};

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
  const filter = renderFilter((text) => {
    source.filter(text);
    api.purgeInfiniteCache();
  });
  const source = createRowSource(first, context, (...arranged) => filter.tell(...arranged));
  const openCell = (column: string, row: GridRow | undefined): void => {
    if (row && column !== NUMBERS)
      post({ kind: 'openCell', runId, statement, row: row.number, column: Number(column) });
  };
  const api = createGrid<GridRow>(host, {
    ...GRID_OPTIONS,
    styleNonce: nonce,
    datasource: source.datasource,
    infiniteInitialRowCount: rows,
    columnDefs: [NUMBER_COLUMN, ...columns.map(toColumn)],
    onCellDoubleClicked: (event) => openCell(event.column.getColId(), event.data),
    onCellKeyDown: (event) => {
      if ('column' in event && isEnter(event)) openCell(event.column.getColId(), event.data);
    },
  });
  host.querySelector('[role="grid"]')?.setAttribute('aria-label', `Rows of statement ${statement + 1}`);
  host.addEventListener('copy', (event) => copyFocused(api, event, statement, context));
  const grow = (more: number): void => {
    if (more === rows) return;
    rows = more;
    setContentHeight(host, rows);
    const hadOpenBlock = source.grow(rows);
    if (source.isArranged) return;
    api.setRowCount(rows, true);
    if (hadOpenBlock) api.refreshInfiniteCache();
  };
  return {
    element: element('div', { class: 'grid-place' }, filter.element, host),
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

/** Borders and a scroll bar beneath the rows; the style sheet keeps it from growing past the panel. */
function setContentHeight(host: HTMLElement, rows: number): void {
  host.style.setProperty('--content-height', `${HEADER_HEIGHT + Math.max(1, rows) * ROW_HEIGHT + 18}px`);
}

const NUMBER_COLUMN: ColDef<GridRow> = {
  colId: NUMBERS,
  headerName: '#',
  width: 56,
  pinned: 'left',
  resizable: false,
  cellClass: 'row-number',
  sortable: false,
  valueGetter: ({ data }) => (data ? data.number + 1 : ''),
};

function toColumn(column: Column, index: number): ColDef<GridRow> {
  return {
    colId: String(index),
    headerName: column.name,
    context: column,
    headerComponentParams: { innerHeaderComponent: ColumnHeader },
    valueGetter: ({ data }) => data?.cells[index],
    cellRenderer: ({ value }: { value: PageCell | undefined }) => renderCell(value),
    ...(NUMERIC.test(column.type) && { headerClass: 'number', cellClass: 'number' }),
  };
}

const isEnter = (event: CellKeyDownEvent<GridRow>): boolean =>
  event.event instanceof KeyboardEvent && event.event.key === 'Enter';

/** The host copies: it has the whole of a cell that is cut here. Selected text is left to the browser. */
function copyFocused(
  api: GridApi<GridRow>,
  event: ClipboardEvent,
  statement: number,
  { runId, post }: Context,
): void {
  const focused = api.getFocusedCell();
  if (!focused || getSelection()?.isCollapsed === false) return;
  event.preventDefault();
  const column = focused.column.getColId();
  const row = api.getDisplayedRowAtIndex(focused.rowIndex)?.data;
  if (!row) return;
  const place = { runId, statement, row: row.number };
  post(
    column === NUMBERS
      ? { kind: 'copyRow', ...place }
      : { kind: 'copyCell', ...place, column: Number(column) },
  );
}
