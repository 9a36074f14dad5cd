import type { Report } from '../../core/invocation/report';
import { element } from './element';
import { formatMs } from './format';
import { renderText } from './renderText';

/** The figures of an invocation, which may learn what the whole statement took. */
export interface ShownFigures {
  readonly element: HTMLElement;
  /** Milliseconds, of a statement that made this invocation alone. */
  setStatementMs(ms: number): void;
}

/** The REPORT line as labelled figures. */
export function renderFigures(report: Report): ShownFigures {
  const list = element('dl', { class: 'figures' });
  const draw = (statementMs: number): void => {
    const shown: HTMLElement[] = [];
    const add = (label: string, ...value: (Node | string)[]): void =>
      void shown.push(element('div', {}, element('dt', {}, label), element('dd', {}, ...value)));
    const { durationMs, billedDurationMs, initDurationMs } = report;
    if (durationMs !== null)
      add('Duration', formatMs(durationMs), renderTimeline(report, durationMs, statementMs));
    if (billedDurationMs !== null) add('Billed', formatMs(billedDurationMs));
    if (report.maxMemoryUsedMb !== null || report.memorySizeMb !== null)
      add('Memory', ...renderMemory(report));
    if (initDurationMs !== null) add('Init (cold start)', formatMs(initDurationMs));
    if (durationMs !== null) {
      const way = describeWay(statementMs, (initDurationMs ?? 0) + durationMs);
      if (way !== undefined) add('Statement', element('span', { title: OUTSIDE }, way));
    }
    add('Request', element('span', { class: 'request-id' }, renderText(report.requestId)));
    list.replaceChildren(...shown);
  };
  draw(0);
  return { element: list, setStatementMs: draw };
}

/** What a statement takes beside its functions. */
export const OUTSIDE =
  "Outside the function: the network there and back, waiting for a place to run, and the database's own work";

/**
 * The time of a statement as it was seen from here, beside what its functions took of it: the rest is the network,
 * waiting for a place to run, and the database's own work. Undefined where the two can't be set side by side.
 */
export function describeWay(statementMs: number, functionMs: number): string | undefined {
  if (statementMs < functionMs || functionMs === 0) return undefined;
  return `${formatMs(statementMs)}, ${formatMs(statementMs - functionMs)} outside`;
}

function renderMemory({ maxMemoryUsedMb: used, memorySizeMb: size }: Report): (Node | string)[] {
  if (used === null || size === null) return [`${used ?? size} MB`];
  const share = Math.min(1, used / size);
  const bar = element('span', { class: share > 0.9 ? 'meter meter-full' : 'meter', 'aria-hidden': 'true' });
  bar.style.setProperty('--share', String(share));
  return [`${used} of ${size} MB`, bar];
}

/** Init, the handler, and what the statement took beside; the figures say the same in words. */
function renderTimeline(
  { initDurationMs, billedDurationMs }: Report,
  durationMs: number,
  statementMs: number,
): HTMLElement {
  const init = initDurationMs ?? 0;
  const own = init + durationMs;
  const way = Math.max(0, statementMs - own);
  const whole = way > 0 ? own + way : Math.max(own, billedDurationMs ?? 0, 1e-9);
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
    ...(way > 0 ? [part('way', way)] : []),
  );
}
