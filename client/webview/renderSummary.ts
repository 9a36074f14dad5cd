import { LAMBDA_PRICE } from '../../core/catalog/lambdaPrice';
import { formatDollars } from '../../core/invocation/cost';
import type { DurationBar, InvocationSummary } from '../../core/invocation/summary';
import { element } from './element';
import { formatCount, formatMs } from './format';
import type { Figures } from './pages';
import { describeWay } from './renderFigures';

const SVG = 'http://www.w3.org/2000/svg';
/** In the units of the drawing, which is stretched to its place. */
const CHART = { height: 40, bar: 10, gap: 2 };

/** Many invocations at a glance: figures, a bar for each or for a few, and the same as a table. */
export function renderSummary({ summary, bars }: Figures, statementMs: number | null): HTMLElement {
  const place = element('section', { class: 'summary', 'aria-label': 'All invocations' });
  place.append(renderTotals(summary, statementMs));
  if (summary.durations === undefined) return place;
  place.append(renderChart(bars, summary), renderTable(bars));
  return place;
}

function renderTotals(
  { count, refused, coldStarts, durations, functionMs, cost, reported }: InvocationSummary,
  statementMs: number | null,
): HTMLElement {
  const list = element('dl', { class: 'figures' });
  const add = (label: string, value: string): void =>
    list.append(element('div', {}, element('dt', {}, label), element('dd', {}, value)));
  add('Invocations', count.toLocaleString('en'));
  if (refused > 0) add('Refused', refused.toLocaleString('en'));
  if (!durations) return list;
  add('Median', formatMs(durations.median));
  add('95 of 100 within', formatMs(durations.p95));
  add('Longest', formatMs(durations.longest));
  add('Cold starts', coldStarts.toLocaleString('en'));
  add('All functions', formatMs(functionMs));
  const way = statementMs === null || reported < count ? undefined : describeWay(statementMs, functionMs);
  if (way !== undefined) add('Statement', way);
  if (cost !== undefined) add(`Estimated cost, ${LAMBDA_PRICE.basis}`, formatDollars(cost));
  if (reported < count) add('Without a REPORT', (count - reported).toLocaleString('en'));
  return list;
}

function renderChart(bars: readonly DurationBar[], { count, durations }: InvocationSummary): SVGSVGElement {
  const longest = durations?.longest ?? 0;
  const width = bars.length * (CHART.bar + CHART.gap);
  const chart = document.createElementNS(SVG, 'svg');
  chart.setAttribute('class', 'chart');
  chart.setAttribute('viewBox', `0 0 ${width} ${CHART.height}`);
  chart.setAttribute('preserveAspectRatio', 'none');
  chart.setAttribute('role', 'img');
  const label = `Durations of ${formatCount(count, 'invocation')}, the longest ${formatMs(longest)}`;
  chart.setAttribute('aria-label', `${label}. The table below has the figures.`);
  for (const [index, bar] of bars.entries()) chart.append(renderBar(bar, index, longest));
  return chart;
}

function renderBar(bar: DurationBar, index: number, longest: number): SVGRectElement {
  const height = Math.max(1, ((bar.durationMs ?? 0) / Math.max(1e-9, longest)) * CHART.height);
  const drawn = document.createElementNS(SVG, 'rect');
  drawn.setAttribute('class', `bar ${bar.refused ? 'bar-refused' : bar.cold ? 'bar-cold' : 'bar-warm'}`);
  drawn.setAttribute('x', String(index * (CHART.bar + CHART.gap)));
  drawn.setAttribute('y', String(CHART.height - height));
  drawn.setAttribute('width', String(CHART.bar));
  drawn.setAttribute('height', String(height));
  const title = document.createElementNS(SVG, 'title');
  title.textContent = `${describeRange(bar)}: ${describeBar(bar)}`;
  drawn.append(title);
  return drawn;
}

const describeRange = ({ first, last }: DurationBar): string =>
  first === last ? String(first) : `${first} to ${last}`;

function describeBar({ durationMs, cold, refused, first, last }: DurationBar): string {
  const time = durationMs === null ? 'no REPORT' : formatMs(durationMs);
  const longest = first === last || durationMs === null ? time : `${time} at most`;
  return [longest, cold && 'cold start', refused && 'refused'].filter((fact) => fact !== false).join(', ');
}

function renderTable(bars: readonly DurationBar[]): HTMLElement {
  const body = element('tbody');
  for (const bar of bars) {
    const number = element('th', { scope: 'row' }, describeRange(bar));
    body.append(element('tr', {}, number, element('td', {}, describeBar(bar))));
  }
  const heads = ['Invocation', 'Duration'].map((name) => element('th', { scope: 'col' }, name));
  const table = element('table', {}, element('thead', {}, element('tr', {}, ...heads)), body);
  return element(
    'details',
    { class: 'summary-table' },
    element('summary', {}, 'Durations as a table'),
    table,
  );
}
