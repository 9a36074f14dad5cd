import type { Cell } from '../invocation/outcome';

export interface CsvRow {
  /** Of the file, from 1: where the row begins. */
  readonly line: number;
  readonly cells: readonly Cell[];
}

export type CsvReading =
  | { readonly kind: 'read'; readonly rows: readonly CsvRow[] }
  /** In this row, from 1, a quote is not closed, or something stands behind one. */
  | { readonly kind: 'unreadable'; readonly row: number };

/** A value, quoted or bare, and what ends it. */
const VALUE = /(?:"((?:[^"]|"")*)"|([^,\r\n"]*))(,|\r?\n|$)/y;

/** RFC 4180, with NULL as in PostgreSQL's COPY: nothing at all, where `""` is an empty text. Blank lines are no rows. */
export function readCsv(text: string): CsvReading {
  const rows: CsvRow[] = [];
  let cells: Cell[] = [];
  let line = 1;
  let lines = 0;
  for (let at = 0; at < text.length || cells.length > 0; at = VALUE.lastIndex) {
    VALUE.lastIndex = at;
    const [whole, quoted, bare = '', end] = VALUE.exec(text) ?? [];
    if (whole === undefined || end === undefined) return { kind: 'unreadable', row: rows.length + 1 };
    lines += whole.split('\n').length - 1;
    cells.push(quoted === undefined ? bare || null : quoted.replaceAll('""', '"'));
    if (end === ',') continue;
    if (cells.length > 1 || cells[0] !== null) rows.push({ line, cells });
    cells = [];
    line += lines;
    lines = 0;
  }
  return { kind: 'read', rows };
}
