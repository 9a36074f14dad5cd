/** Rows as psql's aligned format prints them. */
import type { Cell, Column } from '../../core/invocation/outcome';
import { visibleBlock } from '../terminal';
import { displayWidth } from '../displayWidth';

/** psql sets numbers to the right (column_type_alignment in src/bin/psql). */
const NUMERIC = /^(?:smallint|integer|bigint|numeric(?:\(.*\))?|real|double precision|oid|xid8?|cid|money)$/;
const TAB_WIDTH = 8;

interface TableColumn {
  readonly header: string;
  readonly right: boolean;
  readonly width: number;
}

/** Which part of a table the rows are: a long one is printed in several, each as wide as it needs. */
export interface TablePart {
  readonly isFirst: boolean;
  /** How many rows the whole has, on its last part. */
  readonly total?: number;
}

export function formatRows(
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
  { isFirst, total }: TablePart = { isFirst: true, total: rows.length },
): string {
  const cells = rows.map((row) => columns.map((_, index) => toLines(row[index] ?? '')));
  const shapes = columns.map((column, index) =>
    shapeColumn(
      column,
      cells.map((row) => row[index] ?? []),
    ),
  );
  const head = columns.length === 0 ? ['--'] : [formatHeader(shapes), formatRule(shapes)];
  const lines = isFirst ? head : [];
  for (const row of cells) lines.push(...formatRow(shapes, row));
  if (total !== undefined) lines.push(`(${total} ${total === 1 ? 'row' : 'rows'})`);
  return lines.map((line) => `${line}\n`).join('');
}

/** A line break is shown as one; nothing in the text may move the cursor or colour the screen. */
export function toLines(text: string): readonly string[] {
  return visibleBlock(text).split('\n').map(expandTabs);
}

function expandTabs(line: string): string {
  if (!line.includes('\t')) return line;
  return line
    .split('\t')
    .reduce((before, part) => before + ' '.repeat(TAB_WIDTH - (displayWidth(before) % TAB_WIDTH)) + part);
}

function shapeColumn({ name, type }: Column, cells: readonly (readonly string[])[]): TableColumn {
  const header = toLines(name).join(' ');
  let width = displayWidth(header);
  for (const lines of cells) for (const line of lines) width = Math.max(width, displayWidth(line));
  return { header, right: NUMERIC.test(type), width };
}

function formatHeader(columns: readonly TableColumn[]): string {
  return columns
    .map(({ header, width }) => {
      const room = width - displayWidth(header);
      const left = Math.floor(room / 2);
      return ` ${' '.repeat(left)}${header}${' '.repeat(room - left)} `;
    })
    .join('|');
}

function formatRule(columns: readonly TableColumn[]): string {
  return columns.map(({ width }) => '-'.repeat(width + 2)).join('+');
}

/** As many lines as its highest cell; `+` says that a cell goes on. */
function formatRow(columns: readonly TableColumn[], cells: readonly (readonly string[])[]): string[] {
  const height = Math.max(1, ...cells.map((lines) => lines.length));
  return Array.from({ length: height }, (_, line) =>
    columns
      .map((column, index) => formatCell(column, cells[index] ?? [], line, index === columns.length - 1))
      .join('|'),
  );
}

function formatCell(
  { right, width }: TableColumn,
  lines: readonly string[],
  line: number,
  isLast: boolean,
): string {
  const text = lines[line];
  // The last column is not filled up.
  if (text === undefined) return isLast ? ' ' : ' '.repeat(width + 2);
  const more = line < lines.length - 1;
  const room = ' '.repeat(width - displayWidth(text));
  const filled = right ? room + text : isLast && !more ? text : text + room;
  return ` ${filled}${more ? '+' : isLast ? '' : ' '}`;
}
