import type { GridApi } from 'ag-grid-community';
import type { Column } from '../../core/invocation/outcome';
import { ROW_NUMBERS, type Place } from './gridSelection';
import type { GridRow } from './rowSource';

/** The grid on screen, to the parts round it. */
export interface GridView {
  readonly host: HTMLElement;
  readonly statement: number;
  readonly columns: readonly Column[];
  /** How many rows there are to scroll through. */
  readonly rows: number;
  /** They are filtered or sorted. */
  readonly isArranged: boolean;
  /** The cells that are drawn. */
  cells(): Iterable<readonly [HTMLElement, Place]>;
  placeOf(target: EventTarget | null): Place | undefined;
  /** The column whose name it is, or a part of that. */
  columnOf(target: EventTarget | null): number | undefined;
  /** The number of the row that stands there, from 0; undefined while it is on the way. */
  numberOf(place: Place): number | undefined;
  readonly focused: Place | undefined;
  /** Scrolls it into sight. */
  show(place: Place): void;
  /** Scrolls it into sight and gives it the focus. */
  focus(place: Place): void;
}

/** Id of the column of row numbers; the others are named by their index. */
export const NUMBERS_ID = 'row';

const idOf = (column: number): string => (column === ROW_NUMBERS ? NUMBERS_ID : String(column));
const columnOf = (id: string): number => (id === NUMBERS_ID ? ROW_NUMBERS : Number(id));

/** What changes while the grid lives. */
export interface GridState {
  readonly columns: readonly Column[];
  readonly isArranged: boolean;
}

export function createGridView(
  host: HTMLElement,
  statement: number,
  api: GridApi<GridRow>,
  state: () => GridState,
): GridView {
  const placeOfCell = (cell: Element): Place | undefined => {
    const row = cell.closest('[row-index]')?.getAttribute('row-index') ?? undefined;
    const id = cell.getAttribute('col-id');
    return row === undefined || id === null ? undefined : { row: Number(row), column: columnOf(id) };
  };
  const show = ({ row, column }: Place): void => {
    api.ensureIndexVisible(row);
    if (column !== ROW_NUMBERS) api.ensureColumnVisible(idOf(column));
  };
  return {
    host,
    statement,
    get columns() {
      return state().columns;
    },
    get rows() {
      return api.getDisplayedRowCount();
    },
    get isArranged() {
      return state().isArranged;
    },
    *cells() {
      for (const cell of host.querySelectorAll<HTMLElement>('.ag-cell')) {
        const place = placeOfCell(cell);
        if (place) yield [cell, place];
      }
    },
    placeOf(target) {
      const cell = target instanceof Element ? target.closest('.ag-cell') : null;
      return cell ? placeOfCell(cell) : undefined;
    },
    columnOf(target) {
      const header = target instanceof Element ? target.closest('.ag-header-cell') : null;
      const id = header?.getAttribute('col-id') ?? null;
      return id === null ? undefined : columnOf(id);
    },
    numberOf: ({ row }) => api.getDisplayedRowAtIndex(row)?.data?.number,
    get focused() {
      const cell = api.getFocusedCell();
      return cell ? { row: cell.rowIndex, column: columnOf(cell.column.getColId()) } : undefined;
    },
    show,
    focus(place) {
      show(place);
      api.setFocusedCell(place.row, idOf(place.column));
    },
  };
}
