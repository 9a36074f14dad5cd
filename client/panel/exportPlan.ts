import type { Column } from '../../core/invocation/outcome';
import { MOST_CHARACTERS } from '../../cluster/export/excel/cell';
import { SHEET_ROWS } from '../../cluster/export/excel/sheet';
import type { FileFormatName, Written } from '../../cluster/export/exportRows';
import { createRowFormat, type RowFormatName } from '../../cluster/export/rowFormat';
import type { RowStore } from '../../cluster/rows/rowStore';
import type { Rows } from '../../cluster/rows/rowStream';

/** The rows that are to leave the panel. */
export interface ExportRequest {
  /** What ran, usually the file's name. */
  readonly title: string;
  readonly columns: readonly Column[];
  readonly store: RowStore;
  /** Why the rows are not the whole result, in a sentence; undefined where they are. */
  readonly incomplete?: string;
}

/** Cells that go to the clipboard. */
export interface CopyRequest {
  readonly columns: readonly Column[];
  readonly pieces: AsyncIterable<Rows>;
  /** How many rows the pieces have. */
  readonly rows: number;
}

/** A way for rows to the clipboard. */
export interface CopyChoice {
  readonly label: string;
  readonly description?: string;
  readonly format: RowFormatName;
}

export const COPY_CHOICES: readonly CopyChoice[] = [
  { label: 'Text with column names', description: 'for spreadsheets', format: 'textWithNames' },
  { label: 'CSV', format: 'csv' },
  { label: 'JSON', description: 'one array of objects', format: 'json' },
  { label: 'Markdown table', format: 'markdown' },
  { label: 'INSERT', description: 'a statement, the table to be named', format: 'insert' },
];

/** A way out for rows: to a file with an extension, or to the clipboard. */
export type ExportChoice =
  | (Omit<CopyChoice, 'format'> & { readonly format: FileFormatName; readonly extension: string })
  | (CopyChoice & { readonly extension?: undefined });

export const EXPORT_CHOICES: readonly ExportChoice[] = [
  { label: 'CSV file', description: 'values as they are', format: 'csv', extension: 'csv' },
  {
    label: 'CSV file for spreadsheets',
    description: "text that a spreadsheet would compute (=…, +…, -…, @…) gets a ' before it",
    format: 'csvForSpreadsheets',
    extension: 'csv',
  },
  {
    label: 'Excel file',
    description: 'numbers that Excel has no room for, and timestamps, as text',
    format: 'excel',
    extension: 'xlsx',
  },
  { label: 'JSON file', description: 'one array of objects', format: 'json', extension: 'json' },
  { label: 'JSON Lines file', description: 'an object a line', format: 'jsonLines', extension: 'jsonl' },
  ...COPY_CHOICES.map(({ label, ...choice }) => ({ label: `Copy as ${label}`, ...choice })),
];

/** So much goes to the clipboard, in UTF-16 units; of more rows, as many as fit. */
export const MOST_COPIED = 8_000_000;

/** Rows for the clipboard; `rows` of them fitted. */
export async function copyRows(
  { columns, pieces }: CopyRequest,
  format: RowFormatName,
  most = MOST_COPIED,
): Promise<{ readonly text: string; readonly rows: number }> {
  const { head, row, between, tail } = createRowFormat(format, columns);
  const lines: string[] = [];
  let size = head.length;
  const finish = (): { readonly text: string; readonly rows: number } => {
    return { text: head + lines.join(between) + tail, rows: lines.length };
  };
  for await (const piece of pieces) {
    for (const cells of piece) {
      const line = row(cells);
      size += line.length + between.length;
      if (size > most && lines.length > 0) return finish();
      lines.push(line);
    }
  }
  return finish();
}

/** What is told where not all rows fitted; undefined where they did. */
export function describeCopied(copied: number, rows: number): string | undefined {
  if (copied === rows) return undefined;
  return `Copied the first ${formatRowCount(copied)} of ${formatRowCount(rows)} rows: more is too much for the clipboard. Export them to a file instead.`;
}

/** What is told of an export that went well. */
export function describeExported({ rows, sheets, cut }: Written): string {
  const told = [`Exported ${formatRowCount(rows)} ${rows === 1 ? 'row' : 'rows'}.`];
  if (sheets > 1)
    told.push(
      `They take ${sheets} sheets: one has room for ${formatRowCount(SHEET_ROWS)} rows, names included.`,
    );
  if (cut > 0) {
    const cells = cut === 1 ? '1 cell is' : `${formatRowCount(cut)} cells are`;
    told.push(
      `${cells} cut: Excel takes ${formatRowCount(MOST_CHARACTERS)} characters a cell. A CSV or JSON file has them whole.`,
    );
  }
  return told.join(' ');
}

export const formatRowCount = (rows: number): string => rows.toLocaleString('en');

/** A name for the file: what ran, without its extension. */
export function suggestFileName(title: string, extension: string): string {
  const stem = title.replace(/\.[^.]*$/, '').replace(/[^\p{L}\p{N}._-]+/gu, '-');
  return `${stem === '' ? 'result' : stem}.${extension}`;
}
