import {
  CellStyleModule,
  ColumnAutoSizeModule,
  createGrid,
  InfiniteRowModelModule,
  ModuleRegistry,
  RowApiModule,
  ScrollApiModule,
} from 'ag-grid-community';
import type { GridOptions } from 'ag-grid-community';
import type { Column } from '../../core/invocation/outcome';
import type { Context, Part } from './context';
import { element } from './element';
import { toColumnDefs, type DrawCell } from './gridColumns';
import { joinParts, type GridParts } from './gridParts';
import { ROW_NUMBERS } from './gridSelection';
import { GRID_THEME, HEADER_HEIGHT, ROW_HEIGHT } from './gridTheme';
import { createGridView, NUMBERS_ID } from './gridView';
import { renderFilter } from './renderFilter';
import { createRowSource, type GridRow } from './rowSource';

// The infinite model fetches a block of rows when it is scrolled to: a million rows cost what is looked at.
ModuleRegistry.registerModules([
  InfiniteRowModelModule,
  CellStyleModule,
  ColumnAutoSizeModule,
  RowApiModule,
  ScrollApiModule,
]);

const BLOCK = 100;

/** What is the same in every grid. */
const GRID_OPTIONS: GridOptions<GridRow> = {
  theme: GRID_THEME,
  rowModelType: 'infinite',
  cacheBlockSize: BLOCK,
  maxBlocksInCache: 50,
  // Blocks that are only scrolled past are not fetched: drawing each twice is what would make scrolling jerk.
  blockLoadDebounceMillis: 25,
  rowBuffer: 5,
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

/** The rows of a result, with what finds, filters and copies them above, and a cell by itself beside. */
export function renderGrid(first: GridContent, context: Context): Grid {
  const { statement } = first;
  const host = element('div', { class: 'grid' });
  let { columns, rows } = first;
  // The grid draws its first cells before there is anything round it.
  let parts: GridParts | undefined;
  setContentHeight(host, rows);
  const filter = renderFilter((text) => {
    source.filter(text);
    api.purgeInfiniteCache();
  });
  const source = createRowSource(first, context, (...arranged) => {
    filter.tell(...arranged);
    parts?.rearranged();
  });
  const drawCell: DrawCell = (cell, row, id) =>
    parts?.mark(cell, { row, column: id === NUMBERS_ID ? ROW_NUMBERS : Number(id) });
  const api = createGrid<GridRow>(host, {
    ...GRID_OPTIONS,
    styleNonce: context.nonce,
    datasource: source.datasource,
    infiniteInitialRowCount: rows,
    columnDefs: toColumnDefs(columns, drawCell),
  });
  host.querySelector('[role="grid"]')?.setAttribute('aria-label', `Rows of statement ${statement + 1}`);
  host.querySelector('[role="grid"]')?.setAttribute('aria-multiselectable', 'true');
  const view = createGridView(host, statement, api, () => ({ columns, isArranged: source.isArranged }));
  const joined = (parts = joinParts(view, filter.element, context));
  const grow = (more: number): void => {
    if (more === rows) return;
    rows = more;
    setContentHeight(host, rows);
    const hadOpenBlock = source.grow(rows);
    if (!source.isArranged) api.setRowCount(rows, true);
    if (!source.isArranged && hadOpenBlock) api.refreshInfiniteCache();
    parts?.grown();
  };
  return {
    element: joined.element,
    dispose() {
      joined.dispose();
      api.destroy();
    },
    update(content) {
      grow(content.rows);
      if (content.columns.every(({ type }, index) => type === columns[index]?.type)) return;
      columns = content.columns;
      api.setGridOption('columnDefs', toColumnDefs(columns, drawCell));
      api.refreshHeader();
    },
  };
}

/** Borders and a scroll bar beneath the rows; the style sheet keeps it from growing past the panel. */
function setContentHeight(host: HTMLElement, rows: number): void {
  host.style.setProperty('--content-height', `${HEADER_HEIGHT + Math.max(1, rows) * ROW_HEIGHT + 18}px`);
}
