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
import { button, element } from './element';
import { GridFind } from './findInGrid';
import { toColumnDefs, type DrawCell } from './gridColumns';
import { describeRange, isOneCell, ROW_NUMBERS, type Place } from './gridSelection';
import { GRID_THEME, HEADER_HEIGHT, ROW_HEIGHT } from './gridTheme';
import { createGridView, NUMBERS_ID, type GridView } from './gridView';
import { Details } from './renderDetails';
import { renderFilter } from './renderFilter';
import { createRowSource, type GridRow } from './rowSource';
import { createSplitter } from './splitter';
import { TrackedSelection } from './trackSelection';

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
  const view = createGridView(host, statement, api, () => ({ columns, isArranged: source.isArranged }));
  const joined = (parts = joinParts(view, filter.element, context));
  const grow = (more: number): void => {
    if (more === rows) return;
    rows = more;
    setContentHeight(host, rows);
    parts?.outdate();
    const hadOpenBlock = source.grow(rows);
    if (source.isArranged) return;
    api.setRowCount(rows, true);
    if (hadOpenBlock) api.refreshInfiniteCache();
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

/** What stands round the rows. */
interface GridParts extends Part {
  /** Draws what is selected or found in a cell that has come into sight. */
  mark(cell: HTMLElement, place: Place): void;
  /** There are more rows. */
  outdate(): void;
  /** Rows stand elsewhere. */
  rearranged(): void;
}

function joinParts(view: GridView, filter: HTMLElement, context: Context): GridParts {
  const { host } = view;
  const listening = new AbortController();
  const { signal } = listening;
  const status = element('span', { class: 'selection-status', role: 'status' });
  const selection = new TrackedSelection(view, (range) => {
    status.textContent = describeRange(range);
    if (view.focused) details.follow(view.focused);
  });
  const box = element('div', { class: 'grid-box' });
  const splitter = createSplitter(box, "Size of the cell's value");
  splitter.hidden = true;
  const details = new Details(view, context, (isOpen) => (splitter.hidden = !isOpen));
  const find = new GridFind(view, context, (place) => details.follow(place));
  box.append(host, splitter, details.element);
  const copyAs = button(
    { class: 'quiet', title: 'Copy the selected cells as… (Ctrl+Shift+C)' },
    'Copy As…',
    () => copySelected(view, selection, 'ask', context),
  );
  const openFind = button({ class: 'quiet', title: 'Find in all rows (Ctrl+F)' }, 'Find', () => find.open());
  const bar = element('div', { class: 'grid-bar' }, filter, status, openFind, copyAs);
  host.addEventListener('dblclick', ({ target }) => openDetails(view.placeOf(target), details), { signal });
  host.addEventListener('keydown', (event) => pressInGrid(event, view, details, () => copyAs.click()), {
    signal,
  });
  host.addEventListener(
    'copy',
    (event) => {
      // Selected text is left to the browser.
      if (!view.focused || getSelection()?.isCollapsed === false) return;
      event.preventDefault();
      copySelected(view, selection, 'text', context);
    },
    { signal },
  );
  document.addEventListener('keydown', (event) => find.press(event), { signal });
  keepFocus(view, signal);
  return {
    element: element('div', { class: 'grid-place' }, bar, find.element, box),
    mark(cell, place) {
      selection.mark(cell, place);
      find.mark(cell, place);
    },
    outdate: () => find.outdate(),
    rearranged() {
      selection.clear();
      find.outdate();
    },
    dispose() {
      listening.abort();
      selection.dispose();
      find.dispose();
    },
  };
}

/** Back from a list or dialog of the editor the focus is where it was: the editor gives it to the page alone. */
function keepFocus(view: GridView, signal: AbortSignal): void {
  const { host } = view;
  let last: Place | undefined;
  host.addEventListener('focusin', ({ target }) => (last = view.placeOf(target)), { signal });
  host.addEventListener(
    'focusout',
    ({ relatedTarget }) => {
      if (relatedTarget) last = undefined; // gone on within the page
    },
    { signal },
  );
  const comeBack = (): void => {
    if (document.activeElement === document.body && last && last.row < view.rows) view.focus(last);
  };
  addEventListener('focus', comeBack, { signal });
}

/** Enter opens the cell beside the grid and goes there, Escape closes it. */
function pressInGrid(event: KeyboardEvent, view: GridView, details: Details, copyAs: () => void): void {
  const place = view.placeOf(event.target);
  if (!place) return;
  const { key, ctrlKey, metaKey, shiftKey } = event;
  if (key === 'Enter' && openDetails(place, details)) details.focus();
  else if (key === 'Escape' && details.isOpen) details.close();
  else if (key.toLowerCase() === 'c' && shiftKey && (ctrlKey || metaKey)) copyAs();
  else return;
  event.preventDefault();
  event.stopPropagation();
}

function openDetails(place: Place | undefined, details: Details): boolean {
  if (!place || place.column === ROW_NUMBERS) return false;
  details.open(place);
  return true;
}

/** The host copies: it has all rows, and the whole of a cell that is cut here. One cell is copied as it is. */
function copySelected(
  view: GridView,
  { range }: TrackedSelection,
  form: 'text' | 'ask',
  { runId, post }: Context,
): void {
  const { statement, isArranged, focused } = view;
  if (!range || !focused) return;
  const row = view.numberOf(focused);
  if (form === 'text' && isOneCell(range) && row !== undefined && focused.column !== ROW_NUMBERS)
    return post({ kind: 'copyCell', runId, statement, row, column: focused.column });
  post({ kind: 'copyRange', runId, statement, arranged: isArranged, form, ...range });
}

/** Borders and a scroll bar beneath the rows; the style sheet keeps it from growing past the panel. */
function setContentHeight(host: HTMLElement, rows: number): void {
  host.style.setProperty('--content-height', `${HEADER_HEIGHT + Math.max(1, rows) * ROW_HEIGHT + 18}px`);
}
