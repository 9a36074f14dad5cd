/** Rows as psql's expanded display prints them: a line a column (print_aligned_vertical in src/fe_utils/print.c). */
import type { Cell, Column } from '../../core/invocation/outcome';
import { displayWidth } from '../displayWidth';
import { toLines, type TablePart } from './rowTable';

/** The widest line of the names, and of the values of these rows. */
interface Widths {
  readonly name: number;
  readonly value: number;
}

/** `before`: how many rows of the same result have been printed. */
export function formatExpanded(
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
  { total }: Pick<TablePart, 'total'> = { total: rows.length },
  before = 0,
): string {
  const count = before + rows.length;
  if (columns.length === 0 || (count === 0 && total !== undefined))
    return total === undefined ? '' : `(${total} ${total === 1 ? 'row' : 'rows'})\n`;
  const names = columns.map(({ name }) => toLines(name));
  const cells = rows.map((row) => columns.map((_, index) => toLines(row[index] ?? '')));
  const widths = { name: widest(names), value: cells.reduce((most, row) => Math.max(most, widest(row)), 0) };
  const lines: string[] = [];
  for (const [index, row] of cells.entries()) {
    lines.push(formatRule(before + index + 1, widths));
    for (const [at, cell] of row.entries()) lines.push(...formatField(names[at] ?? [], cell, widths));
  }
  return lines.map((line) => `${line}\n`).join('');
}

function widest(texts: readonly (readonly string[])[]): number {
  return texts.flat().reduce((most, line) => Math.max(most, displayWidth(line)), 0);
}

/** The cross stands between name and value where the label leaves room. */
function formatRule(record: number, { name, value }: Widths): string {
  const label = `-[ RECORD ${record} ]`;
  const behind = label.length <= name + 1 ? `${label.padEnd(name + 1, '-')}+` : label;
  return behind.padEnd(name + 3 + value, '-');
}

/** `+` says that the name, or the value, goes on in the next line. */
function formatField(name: readonly string[], value: readonly string[], widths: Widths): string[] {
  return Array.from({ length: Math.max(name.length, value.length) }, (_, line) => {
    const nameText = name[line] ?? '';
    const nameRoom = ' '.repeat(widths.name - displayWidth(nameText));
    const head = `${nameText}${nameRoom}${line < name.length - 1 ? '+' : ' '}|`;
    const text = value[line];
    if (text === undefined) return head;
    const valueRoom = ' '.repeat(widths.value - displayWidth(text));
    return `${head} ${text}${line < value.length - 1 ? `${valueRoom}+` : ''}`;
  });
}
