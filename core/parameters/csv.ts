import type { Cell } from '../../core/invocation/outcome';

export type CsvReading =
  | { readonly kind: 'read'; readonly rows: readonly (readonly Cell[])[] }
  /** In this row, from 1, a quote is not closed, or something stands behind one. */
  | { readonly kind: 'unreadable'; readonly row: number };

/** A value, quoted or bare, and what ends it. */
const VALUE = /(?:"((?:[^"]|"")*)"|([^,\r\n"]*))(,|\r?\n|$)/y;

/** RFC 4180, with NULL as in PostgreSQL's COPY: nothing at all, where `""` is an empty text. Blank lines are no rows. */
export function readCsv(text: string): CsvReading {
  const rows: Cell[][] = [];
  let row: Cell[] = [];
  for (let at = 0; at < text.length || row.length > 0; at = VALUE.lastIndex) {
    VALUE.lastIndex = at;
    const [, quoted, bare = '', end] = VALUE.exec(text) ?? [];
    if (end === undefined) return { kind: 'unreadable', row: rows.length + 1 };
    row.push(quoted === undefined ? bare || null : quoted.replaceAll('""', '"'));
    if (end === ',') continue;
    if (row.length > 1 || row[0] !== null) rows.push(row);
    row = [];
  }
  return { kind: 'read', rows };
}
