/**
 * The rival, in the panel's own page: the same grid as the panel's, of the same look, with all rows in the page's
 * memory, where none has to be fetched.
 */
import { ClientSideRowModelModule, createGrid, ModuleRegistry, ScrollApiModule } from 'ag-grid-community';
import type { GridApi, ValueGetterParams } from 'ag-grid-community';
import { GRID_THEME } from '../../client/webview/gridTheme';
import { COLUMNS, sampleRow } from '../results/sample';
import type { InPage, Rival } from './inPage';

type Row = ReturnType<typeof sampleRow>;

/** As high as the panel's. */
const HEIGHT = '400px';

const ROW_NUMBER = ({ node }: ValueGetterParams<Row>): number => (node?.rowIndex ?? 0) + 1;

ModuleRegistry.registerModules([ClientSideRowModelModule, ScrollApiModule]);

function createRival(): Rival {
  let rows: Row[] = [];
  let api: GridApi<Row> | undefined;
  return {
    fill(count) {
      rows = Array.from({ length: count }, (_, at) => sampleRow(at + 1));
      const styleNonce = document.querySelector('script')?.nonce ?? '';
      const host = document.createElement('div');
      host.style.height = HEIGHT;
      document.body.replaceChildren(host);
      api = createGrid<Row>(host, {
        theme: GRID_THEME,
        styleNonce,
        rowData: rows,
        animateRows: false,
        ensureDomOrder: true,
        columnDefs: [
          { colId: 'row', headerName: '#', width: 56, pinned: 'left', valueGetter: ROW_NUMBER },
          ...COLUMNS.map(({ name }, index) => ({
            colId: String(index),
            headerName: name,
            valueGetter: ({ data }: ValueGetterParams<Row>) => data?.[index],
          })),
        ],
      });
    },
    find(text) {
      const wanted = text.toLowerCase();
      let [first, matches] = [-1, 0];
      for (const [at, row] of rows.entries()) {
        const found = row.filter((cell) => cell?.toLowerCase().includes(wanted)).length;
        if (found > 0 && first < 0) first = at;
        matches += found;
      }
      if (first >= 0) api?.ensureIndexVisible(first);
      return matches;
    },
  };
}

(globalThis as unknown as InPage).rival = createRival();
