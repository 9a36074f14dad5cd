import type { Phase, RunView } from '../panel/protocol';
import type { Context, Part } from './context';
import { button, element } from './element';
import { formatCount, formatMs } from './format';
import { renderIcon } from './icon';
import { renderText } from './renderText';

const WORDS: Readonly<Record<Phase, string>> = {
  running: 'Running',
  done: 'Completed',
  failed: 'Failed',
  cancelled: 'Cancelled',
};
const TICK_MS = 100;

/** The line at the top: what ran, where, how it went, and the one thing to do about it. */
export interface Header extends Part {
  update(run: RunView): void;
}

/** The header of a run; it keeps its buttons while the run goes on, so that the focus stays on them. */
export function renderHeader(first: RunView, { runId, post }: Context): Header {
  const state = element('span', { class: 'run-state' });
  const facts = element('span', { class: 'run-facts' });
  const progress = element('div', {
    class: 'progress',
    role: 'progressbar',
    'aria-label': 'Run in progress',
  });
  const cancel = button({ class: 'secondary' }, 'Cancel', () => post({ kind: 'cancel', runId }));
  const again = button({ class: 'secondary' }, 'Run Again', () => post({ kind: 'runAgain', runId }));
  const header = element(
    'header',
    { class: 'run-header' },
    state,
    element('h1', {}, renderText(first.title)),
    element('span', { class: 'connection' }, renderText(first.connection)),
    facts,
    element('span', { class: 'spacer' }),
    cancel,
    again,
    progress,
  );

  let shown = first;
  const tick = (): void => {
    const ms = shown.ms ?? Math.max(0, Date.now() - shown.startedAt);
    const count = describeCount(shown);
    facts.textContent = count === undefined ? formatMs(ms) : `${count}, ${formatMs(ms)}`;
  };
  const timer = setInterval(() => {
    if (shown.phase === 'running') tick();
  }, TICK_MS);
  const update = (run: RunView): void => {
    shown = run;
    const running = run.phase === 'running';
    const word = running && run.cancelling ? 'Cancelling' : WORDS[run.phase];
    const color = run.color === undefined ? '' : ` color-${run.color}`;
    header.className = `run-header phase-${run.phase}${color}`;
    state.replaceChildren(renderIcon(run.phase), element('span', {}, word));
    const focused = document.activeElement === cancel && !running;
    cancel.hidden = !running;
    cancel.disabled = run.cancelling;
    cancel.textContent = run.cancelling ? 'Cancelling…' : 'Cancel';
    again.hidden = running;
    progress.hidden = !running;
    if (focused) again.focus();
    // While it runs the timer draws: a run with each row of a file changes thousands of times.
    if (!running) tick();
  };
  update(first);
  tick();
  return { element: header, update, dispose: () => clearInterval(timer) };
}

/** How far a run with each row of a file has come; of others, how many statements they have. */
function describeCount({ runs, statements }: RunView): string | undefined {
  if (runs === undefined)
    return statements.length > 1 ? formatCount(statements.length, 'statement') : undefined;
  const begun = new Set(statements.map(({ row }) => row?.line)).size;
  return `${begun.toLocaleString('en')} of ${formatCount(runs, 'row')}`;
}
