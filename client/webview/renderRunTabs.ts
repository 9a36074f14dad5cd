import { toVisibleText } from '../../core/invocation/visibleText';
import type { Phase, RunTab, ToWebview } from '../panel/protocol';
import { button, element } from './element';
import { renderIcon } from './icon';
import { renderText } from './renderText';

/** Id of the part that shows the run in front. */
export const RUN_PANEL_ID = 'run-panel';

export type Tabs = Extract<ToWebview, { readonly kind: 'tabs' }>;

/** The runs that are kept as tabs: arrows, Home and End choose, Delete closes. */
export interface RunTabs {
  readonly element: HTMLElement;
  /** What a screen reader is to be told of the change; empty where nothing. */
  update(tabs: Tabs): string;
}

/** What the user does with the tabs. */
export interface RunTabActions {
  readonly show: (runId: number) => void;
  readonly close: (runId: number) => void;
}

/** Hidden while there is but one. */
export function renderRunTabs(actions: RunTabActions): RunTabs {
  const list = element('div', { class: 'run-tabs', role: 'tablist', 'aria-label': 'Results by editor' });
  const note = element('span', { class: 'run-tabs-note' });
  let tabs: Tabs = { kind: 'tabs', tabs: [], front: null, givenUp: null };
  const closeFront = (): void => {
    if (tabs.front !== null) actions.close(tabs.front);
  };
  const close = button({ class: 'quiet', title: 'Close these results (Delete)' }, 'Close', closeFront);
  const strip = element('nav', { class: 'run-tabs-bar', 'aria-label': 'Results' }, list, note, close);
  list.addEventListener('keydown', (event) => {
    if (event.key === 'Delete') return closeFront();
    const at = tabs.tabs.findIndex(({ runId }) => runId === tabs.front);
    const last = tabs.tabs.length - 1;
    const wanted = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: last }[event.key];
    const next = wanted === undefined ? undefined : tabs.tabs[wanted];
    if (!next) return;
    event.preventDefault();
    actions.show(next.runId);
  });
  const draw = (): void => {
    const focused = list.contains(document.activeElement);
    const drawn = tabs.tabs.map((tab) => renderTab(tab, tab.runId === tabs.front, actions));
    list.replaceChildren(...drawn);
    const front = drawn.find((tab) => tab.tabIndex === 0);
    front?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    if (focused) front?.focus();
    note.replaceChildren(...(tabs.givenUp === null ? [] : [describeGivenUp(tabs.givenUp)]));
    close.disabled = tabs.tabs.find(({ runId }) => runId === tabs.front)?.phase === 'running';
    strip.hidden = tabs.tabs.length < 2;
  };
  draw();
  return {
    element: strip,
    update(next) {
      const told = describeChange(tabs, next);
      tabs = next;
      draw();
      return told;
    },
  };
}

/** Id of a run's tab. */
export const runTabId = (runId: number): string => `run-tab-${runId}`;

const WORDS: Readonly<Record<Phase, string>> = {
  running: 'running',
  done: 'completed',
  failed: 'failed',
  cancelled: 'cancelled',
};

function renderTab(
  { runId, label, connection, phase }: RunTab,
  isFront: boolean,
  { show }: RunTabActions,
): HTMLElement {
  const name = toVisibleText(label);
  const attributes = {
    class: `run-tab phase-${phase}`,
    role: 'tab',
    id: runTabId(runId),
    'aria-controls': RUN_PANEL_ID,
    'aria-selected': String(isFront),
    'aria-label': `${name}, ${WORDS[phase]}`,
    title: `${name} on ${toVisibleText(connection)}: ${WORDS[phase]}`,
    tabindex: isFront ? 0 : -1,
  };
  const content = element('span', { class: 'run-tab-label' }, renderText(label));
  const tab = button(attributes, content, () => show(runId));
  tab.prepend(renderIcon(phase));
  return tab;
}

function describeGivenUp(title: string): HTMLElement {
  return element('span', {}, 'Closed to make room: ', renderText(title));
}

/** Runs behind the one in front that have ended, and results that were given up. */
function describeChange(before: Tabs, now: Tabs): string {
  const wasRunning = new Set(before.tabs.flatMap(({ runId, phase }) => (phase === 'running' ? [runId] : [])));
  const ended = now.tabs.filter(
    ({ runId, phase }) => runId !== now.front && phase !== 'running' && wasRunning.has(runId),
  );
  const told = ended.map(({ label, phase }) => `${label} ${WORDS[phase]}.`);
  if (now.givenUp !== null && before.givenUp !== now.givenUp)
    told.push(`The results of ${now.givenUp} were closed to make room.`);
  return toVisibleText(told.join(' '));
}
