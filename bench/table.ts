/** The figures as a Markdown table: p50 / p95 of each contender and, behind it, its p95 as a multiple. */
import type { Absent, Contender } from './contender';
import { ratioOf, type Figure, type Figures } from './figures';

const GROUPS = new Intl.NumberFormat('en-US');

export function formatTable(
  figures: Figures,
  contenders: readonly Contender[],
  absent: readonly Absent[],
): string {
  const titles = [...contenders, ...absent].map(({ title }) => title);
  const rows = figures.keys.map(({ row, lines }) => [
    row,
    lines === undefined ? '' : GROUPS.format(lines),
    ...contenders.map(({ id }) => formatCell(figures, figures.find(row, lines, id))),
    ...absent.map(() => 'not here'),
  ]);
  const table = align([['', 'lines', ...titles], ...rows]);
  return [...table, '', ...absent.map(({ title, reason }) => `${title} is not measured: ${reason}.`)].join(
    '\n',
  );
}

function formatCell(figures: Figures, figure: Figure | undefined): string {
  if (!figure) return '–';
  const { row, lines, contender, unit, p50, p95 } = figure;
  const amount = figure.count === 1 ? formatNumber(p50) : `${formatNumber(p50)} / ${formatNumber(p95)}`;
  const ratio = contender === 'empty' ? undefined : ratioOf(figure, figures.find(row, lines, 'empty'));
  return `${amount} ${unit}${ratio === undefined ? '' : ` (× ${formatNumber(ratio)})`}`;
}

/** Three digits are all that a measurement is good for. */
function formatNumber(value: number): string {
  return value >= 100 ? GROUPS.format(Math.round(value)) : value.toFixed(value >= 10 ? 1 : 2);
}

function align([head = [], ...rows]: readonly (readonly string[])[]): readonly string[] {
  const widths = head.map((_, column) =>
    Math.max(...[head, ...rows].map((row) => (row[column] ?? '').length)),
  );
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)];
}
