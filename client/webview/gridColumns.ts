import type { ColDef, ICellRendererParams } from 'ag-grid-community';
import type { Column } from '../../core/invocation/outcome';
import { element } from './element';
import { NUMBERS_ID } from './gridView';
import { renderCell } from './renderCell';
import { ColumnHeader } from './renderColumnHeader';
import type { GridRow } from './rowSource';

type CellParams = ICellRendererParams<GridRow>;

/** Hears of each cell that comes into sight. */
export type DrawCell = (cell: HTMLElement, row: number, column: string) => void;

/** Not their arrays. */
const NUMERIC = /^(?:smallint|integer|bigint|numeric|real|double precision|money|oid)\b(?!.*\[\])/;

/** The columns of a grid, the row's number first; a column's id is its index. */
export function toColumnDefs(columns: readonly Column[], onDraw: DrawCell): ColDef<GridRow>[] {
  const told = ({ eGridCell, node, column }: CellParams): void => {
    if (node.rowIndex !== null && column) onDraw(eGridCell, node.rowIndex, column.getColId());
  };
  const numbers: ColDef<GridRow> = {
    colId: NUMBERS_ID,
    headerName: '#',
    width: 56,
    pinned: 'left',
    resizable: false,
    cellClass: 'row-number',
    sortable: false,
    valueGetter: ({ data }) => (data ? data.number + 1 : ''),
    cellRenderer: (params: CellParams) => {
      told(params);
      return element('span', {}, String(params.value));
    },
  };
  return [numbers, ...columns.map((column, index) => toColumnDef(column, index, told))];
}

function toColumnDef(column: Column, index: number, told: (params: CellParams) => void): ColDef<GridRow> {
  return {
    colId: String(index),
    headerName: column.name,
    context: column,
    headerComponentParams: { innerHeaderComponent: ColumnHeader },
    valueGetter: ({ data }) => data?.cells[index],
    cellRenderer: (params: CellParams) => {
      told(params);
      return renderCell(params.value as GridRow['cells'][number] | undefined);
    },
    ...(NUMERIC.test(column.type) && { headerClass: 'number', cellClass: 'number' }),
  };
}
