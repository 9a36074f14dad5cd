import type { Recorded } from '../page/inPage';
import { summarize } from '../statistics';
import { count } from './print';
import type { Measured } from './scroll';

const HEAD = ['', 'frames p50 / p95 / longest', 'over 50 ms', 'cells there', 'cells missing'];
/** A frame that takes longer is seen. */
const LONG_MS = 50;

/** A line for the panel and one for its rival, way by way; times in ms. */
export function printScrolling(rows: number, measured: readonly Measured[]): void {
  const lines = measured.flatMap(({ way, ours, rival }) => [
    [way, ...toCells(ours)],
    ['  all rows in the page', ...toCells(rival)],
  ]);
  const widths = HEAD.map((_, column) =>
    Math.max(...[HEAD, ...lines].map((line) => line[column]?.length ?? 0)),
  );
  process.stdout.write(`${count(rows)} rows × 10 columns, times in ms\n\n`);
  for (const line of [HEAD, widths.map((width) => '-'.repeat(width)), ...lines]) {
    process.stdout.write(`| ${line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |\n`);
  }
}

/** `cells there`: from the last input, p50 / p95 of several; `cells missing`: of the time from first to last frame. */
function toCells(recorded: readonly Recorded[]): string[] {
  const frames = recorded.flatMap((one) => one.frames);
  const { p50 = 0, p95 = 0 } = summarize(frames) ?? {};
  const long = frames.filter((ms) => ms > LONG_MS).length;
  const filled = summarize(recorded.map((one) => one.filled));
  const all = frames.reduce((sum, ms) => sum + ms, 0);
  const unfilled = recorded.reduce((sum, one) => sum + one.unfilled, 0);
  return [
    `${p50.toFixed(0)} / ${p95.toFixed(0)} / ${Math.max(0, ...frames).toFixed(0)}`,
    `${long} of ${frames.length}`,
    recorded.length === 1
      ? (filled?.p50 ?? 0).toFixed(0)
      : `${(filled?.p50 ?? 0).toFixed(0)} / ${(filled?.p95 ?? 0).toFixed(0)}`,
    `${((unfilled / Math.max(1, all)) * 100).toFixed(0)} %`,
  ];
}
