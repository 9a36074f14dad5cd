import type { Report } from '../../core/invocation/report';
import { element } from './element';
import { formatMs } from './format';
import { renderText } from './renderText';

/** The REPORT line as labelled figures. */
export function renderFigures(report: Report): HTMLElement {
  const list = element('dl', { class: 'figures' });
  const add = (label: string, ...value: (Node | string)[]): void =>
    list.append(element('div', {}, element('dt', {}, label), element('dd', {}, ...value)));
  if (report.durationMs !== null) {
    add('Duration', formatMs(report.durationMs), renderTimeline(report, report.durationMs));
  }
  if (report.billedDurationMs !== null) add('Billed', formatMs(report.billedDurationMs));
  if (report.maxMemoryUsedMb !== null || report.memorySizeMb !== null) add('Memory', ...renderMemory(report));
  if (report.initDurationMs !== null) add('Init (cold start)', formatMs(report.initDurationMs));
  add('Request', element('span', { class: 'request-id' }, renderText(report.requestId)));
  return list;
}

function renderMemory({ maxMemoryUsedMb: used, memorySizeMb: size }: Report): (Node | string)[] {
  if (used === null || size === null) return [`${used ?? size} MB`];
  const share = Math.min(1, used / size);
  const bar = element('span', { class: share > 0.9 ? 'meter meter-full' : 'meter', 'aria-hidden': 'true' });
  bar.style.setProperty('--share', String(share));
  return [`${used} of ${size} MB`, bar];
}

/** Init, then the handler, on the time that is billed; the figures say the same in words. */
function renderTimeline({ initDurationMs, billedDurationMs }: Report, durationMs: number): HTMLElement {
  const init = initDurationMs ?? 0;
  const whole = Math.max(init + durationMs, billedDurationMs ?? 0, 1e-9);
  const part = (name: string, ms: number): HTMLElement => {
    const drawn = element('span', { class: `timeline-${name}` });
    drawn.style.setProperty('--share', String(ms / whole));
    return drawn;
  };
  return element(
    'span',
    { class: 'timeline', 'aria-hidden': 'true' },
    ...(init > 0 ? [part('init', init)] : []),
    part('run', durationMs),
  );
}
