import type { Column } from '../../core/invocation/outcome';
import { createRowFormat, type RowFormatName } from '../../cluster/export/rowFormat';
import type { RowStore } from '../../cluster/rows/rowStore';

/** The rows that are to leave the panel. */
export interface ExportRequest {
  /** What ran, usually the file's name. */
  readonly title: string;
  readonly columns: readonly Column[];
  readonly store: RowStore;
  /** Why the rows are not the whole result, in a sentence; undefined where they are. */
  readonly incomplete?: string;
}

/** A way out for rows: to a file with an extension, or to the clipboard. */
export interface ExportChoice {
  readonly label: string;
  readonly description?: string;
  readonly format: RowFormatName;
  /** Undefined: the clipboard. */
  readonly extension?: string;
}

export const EXPORT_CHOICES: readonly ExportChoice[] = [
  { label: 'CSV file', description: 'values as they are', format: 'csv', extension: 'csv' },
  {
    label: 'CSV file for spreadsheets',
    description: "text that a spreadsheet would compute (=…, +…, -…, @…) gets a ' before it",
    format: 'csvForSpreadsheets',
    extension: 'csv',
  },
  { label: 'JSON file', description: 'one array of objects', format: 'json', extension: 'json' },
  { label: 'JSON Lines file', description: 'an object a line', format: 'jsonLines', extension: 'jsonl' },
  { label: 'Copy as CSV', format: 'csv' },
  { label: 'Copy as JSON', format: 'json' },
  { label: 'Copy as Markdown table', format: 'markdown' },
  { label: 'Copy as INSERT', format: 'insert' },
];

/** So much goes to the clipboard, in UTF-16 units; of more rows, as many as fit. */
export const MOST_COPIED = 8_000_000;

/** Rows for the clipboard; `rows` of them fitted. */
export async function copyRows(
  { columns, store }: Pick<ExportRequest, 'columns' | 'store'>,
  format: RowFormatName,
  most = MOST_COPIED,
): Promise<{ readonly text: string; readonly rows: number }> {
  const { head, row, between, tail } = createRowFormat(format, columns);
  const lines: string[] = [];
  let size = head.length;
  for await (const piece of store.scan()) {
    for (const cells of piece) {
      const line = row(cells);
      size += line.length + between.length;
      if (size > most && lines.length > 0)
        return { text: head + lines.join(between) + tail, rows: lines.length };
      lines.push(line);
    }
  }
  return { text: head + lines.join(between) + tail, rows: lines.length };
}

/** A name for the file: what ran, without its extension. */
export function suggestFileName(title: string, extension: string): string {
  const stem = title.replace(/\.[^.]*$/, '').replace(/[^\p{L}\p{N}._-]+/gu, '-');
  return `${stem === '' ? 'result' : stem}.${extension}`;
}
