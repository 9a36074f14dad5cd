/** How rows are written as text, piece by piece: for files, and for the clipboard. */
import type { Cell, Column } from '../../core/invocation/outcome';
import { quoteIdentifier, quoteLiteral } from '../psql/variables';
import { formatJsonCell } from './jsonCell';

export type RowFormatName =
  'text' | 'textWithNames' | 'csv' | 'csvForSpreadsheets' | 'json' | 'jsonLines' | 'markdown' | 'insert';

/** A text is `head`, the rows with `between` between them, and `tail`. */
export interface RowFormat {
  readonly head: string;
  readonly row: (cells: readonly Cell[]) => string;
  readonly between: string;
  readonly tail: string;
}

export function createRowFormat(name: RowFormatName, columns: readonly Column[]): RowFormat {
  switch (name) {
    case 'text':
      return { ...TABBED, head: '' };
    case 'textWithNames':
      return { ...TABBED, head: `${TABBED.row(columns.map((column) => column.name))}\n` };
    case 'csv':
      return createCsv(columns, quoteCsv);
    case 'csvForSpreadsheets':
      return createCsv(columns, (cell) => quoteCsv(disarm(cell)));
    case 'json':
      return { head: '[\n', row: createJsonRow(columns), between: ',\n', tail: '\n]\n' };
    case 'jsonLines':
      return { head: '', row: createJsonRow(columns), between: '\n', tail: '\n' };
    case 'markdown':
      return createMarkdown(columns);
    case 'insert':
      return createInsert(columns);
  }
}

/** All of it at once. */
export function formatRows(
  name: RowFormatName,
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
): string {
  const { head, row, between, tail } = createRowFormat(name, columns);
  return rows.length === 0 && name !== 'json' ? head : head + rows.map(row).join(between) + tail;
}

/** As spreadsheets have it on the clipboard: fields parted by tabs, quoted where they need it, NULL an empty one. */
const TABBED: Omit<RowFormat, 'head'> = {
  row: (cells) =>
    cells
      .map((cell) => (cell !== null && /[\t\r\n"]/.test(cell) ? quoteField(cell) : (cell ?? '')))
      .join('\t'),
  between: '\n',
  tail: '',
};

/** RFC 4180. As COPY does it, NULL is nothing at all and empty text is `""`. */
function createCsv(columns: readonly Column[], format: (cell: Cell) => string): RowFormat {
  const line = (cells: readonly Cell[]): string => cells.map(format).join();
  return {
    head: `${line(columns.map(({ name }) => name))}\r\n`,
    row: line,
    between: '\r\n',
    tail: '\r\n',
  };
}

function quoteCsv(cell: Cell): string {
  if (cell === null) return '';
  return cell === '' || /[",\r\n]|^\s|\s$/.test(cell) ? quoteField(cell) : cell;
}

const quoteField = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;

/**
 * A spreadsheet takes what begins so for a formula and computes it; the apostrophe makes it text. Numbers stay.
 * Source: https://owasp.org/www-community/attacks/CSV_Injection
 */
function disarm(cell: Cell): Cell {
  if (cell === null || !/^[=+\-@\t\r\n＝＋－＠]/.test(cell)) return cell;
  return /^[+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i.test(cell) ? cell : `'${cell}`;
}

/** An object a row; of columns with the same name the second is `name (2)`, so that nothing is lost. */
function createJsonRow(columns: readonly Column[]): RowFormat['row'] {
  const names = uniqueNames(columns).map((name) => JSON.stringify(name));
  return (cells) => {
    const members = columns.map(
      (column, index) => `${names[index] ?? '""'}:${formatJsonCell(column, cells[index] ?? null)}`,
    );
    return `{${members.join()}}`;
  };
}

function uniqueNames(columns: readonly Column[]): string[] {
  const used = new Set<string>();
  return columns.map(({ name }) => {
    let unique = name;
    for (let count = 2; used.has(unique); count++) unique = `${name} (${count})`;
    used.add(unique);
    return unique;
  });
}

function createMarkdown(columns: readonly Column[]): RowFormat {
  const line = (cells: readonly Cell[]): string => `| ${cells.map(formatMarkdown).join(' | ')} |`;
  const rule = `| ${columns.map(() => '---').join(' | ')} |`;
  return {
    head: `${line(columns.map(({ name }) => name))}\n${rule}\n`,
    row: line,
    between: '\n',
    tail: '\n',
  };
}

/** One line, and nothing in it is markup. */
function formatMarkdown(cell: Cell): string {
  if (cell === null) return 'NULL';
  const escaped = cell.replace(/[\\`*_{}[\]<>|#~&!]/g, '\\$&');
  return escaped.replace(/\r\n|\r|\n/g, '<br>');
}

/** Values as literals without a type: PostgreSQL gives them the type of the column that they go into. */
function createInsert(columns: readonly Column[]): RowFormat {
  const names = columns.map(({ name }) => quoteIdentifier(name)).join(', ');
  const row = (cells: readonly Cell[]): string =>
    `  (${cells.map((cell) => (cell === null ? 'NULL' : quoteLiteral(cell))).join(', ')})`;
  return { head: `INSERT INTO table_name (${names}) VALUES\n`, row, between: ',\n', tail: ';\n' };
}
