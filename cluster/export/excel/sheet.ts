import type { Column } from '../../../core/invocation/outcome';
import type { Rows } from '../../rows/rowStream';
import { createCellFormat, MOST_CHARACTERS, toTextElement } from './cell';
import { MAIN, STYLES } from './parts';

/**
 * The most rows of a sheet, its header among them. Its 16,384 columns are more than PostgreSQL gives (1,664).
 * Source: https://support.microsoft.com/office/1672b34d-7043-467e-8e27-269d656771c3
 */
export const SHEET_ROWS = 1_048_576;

/** Rows that are taken piece by piece by one sheet after the other. */
export interface RowSupply {
  /** The next rows, at most so many and at least one; undefined where there are no more. */
  take(most: number): Promise<Rows | undefined>;
  hasMore(): Promise<boolean>;
}

export function createRowSupply(pieces: AsyncIterable<Rows>): RowSupply {
  const iterator = pieces[Symbol.asyncIterator]();
  let left: Rows = [];
  const hasMore = async (): Promise<boolean> => {
    while (left.length === 0) {
      const next = await iterator.next();
      if (next.done === true) return false;
      left = next.value;
    }
    return true;
  };
  return {
    hasMore,
    async take(most) {
      if (!(await hasMore())) return undefined;
      const taken = left.length > most ? left.slice(0, most) : left;
      left = left.slice(taken.length);
      return taken;
    },
  };
}

/** What a sheet tells while it is written. */
export interface SheetEvents {
  /** So many rows more have been written. */
  readonly onRows: (rows: number) => void;
  /** A cell was too long and lost its end. */
  readonly onCut: () => void;
}

/** The XML of a sheet, part by part: a header and as many rows as it has room for. */
export async function* writeSheet(
  columns: readonly Column[],
  supply: RowSupply,
  { onRows, onCut }: SheetEvents,
  mostRows = SHEET_ROWS,
): AsyncGenerator<string> {
  const letters = columns.map((_, index) => toLetters(index));
  const formats = columns.map((column) => createCellFormat(column, onCut));
  yield head(columns, letters);
  let row = 1;
  for (;;) {
    const rows = row < mostRows ? await supply.take(mostRows - row) : undefined;
    if (!rows) break;
    const lines = rows.map((cells) => {
      row++;
      const formatted = formats.map((format, index) =>
        format(`${letters[index]}${row}`, cells[index] ?? null),
      );
      return `<row r="${row}">${formatted.join('')}</row>`;
    });
    yield lines.join('');
    onRows(rows.length);
  }
  yield '</sheetData></worksheet>';
}

/** The frozen header; names are cut where they are too long, which PostgreSQL's never are. */
function head(columns: readonly Column[], letters: readonly string[]): string {
  const widths = columns.map((column, index) => {
    return `<col min="${index + 1}" max="${index + 1}" width="${widthOf(column)}" customWidth="1"/>`;
  });
  const names = columns.map(({ name }, index) => {
    const text = toTextElement(name.slice(0, MOST_CHARACTERS));
    return `<c r="${letters[index]}1" s="${STYLES.header}" t="inlineStr"><is>${text}</is></c>`;
  });
  return [
    `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="${MAIN}">`,
    '<sheetViews><sheetView workbookViewId="0">',
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>',
    columns.length > 0 ? `<cols>${widths.join('')}</cols>` : '',
    `<sheetData><row r="1">${names.join('')}</row>`,
  ].join('');
}

/** In characters. A date that does not fit is shown as `####`. */
function widthOf({ name, type }: Column): number {
  const content = /^(?:date|boolean|smallint|integer)$/.test(type) ? 12 : 24;
  return Math.min(60, Math.max(content, name.length + 2));
}

/** A, B … Z, AA … of the column with this index. */
function toLetters(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : toLetters(Math.floor(index / 26) - 1) + letter;
}
