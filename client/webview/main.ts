import './styles/index.css';
import { assertNever } from '../../core/assertNever';
import { toVisibleText } from '../../core/invocation/visibleText';
import type { FromWebview, RunView, ToWebview } from '../panel/protocol';
import type { Context } from './context';
import { describeEnd } from './describeEnd';
import { element } from './element';
import { createKept, type StateApi } from './kept';
import { createPages } from './pages';
import { renderEmpty } from './renderEmpty';
import { focusedJson } from './renderPayload';
import { renderRun } from './renderRun';
import type { ShownRun } from './renderRun';
import { renderRunTabs, RUN_PANEL_ID, runTabId } from './renderRunTabs';
import type { Tabs } from './renderRunTabs';

declare function acquireVsCodeApi(): StateApi & { postMessage(message: FromWebview): void };

const api = acquireVsCodeApi();
const kept = createKept(api);
const post = (message: FromWebview): void => api.postMessage(message);
const nonce = document.currentScript?.nonce ?? '';
const pages = createPages(post);
const place = element('div', { class: 'run-place', id: RUN_PANEL_ID }, renderEmpty());
const tabs = renderRunTabs({
  show: (runId) => post({ kind: 'showRun', runId }),
  close: (runId) => post({ kind: 'closeRun', runId }),
});
const announcer = element('div', { class: 'announcer', role: 'status', 'aria-live': 'polite' });
let shown: { readonly runId: number; readonly part: ShownRun } | undefined;

function show(run: RunView | null): void {
  shown?.part.dispose();
  shown = undefined;
  if (!run) return place.replaceChildren(renderEmpty());
  const { runId } = run;
  const context: Context = { runId, post, pages, nonce, kept };
  const part = renderRun(run, kept.choice(runId), (choice) => kept.keepChoice(choice), context);
  shown = { runId, part };
  place.replaceChildren(part.element);
  announcer.textContent = '';
}

function showTabs(message: Tabs): void {
  const told = tabs.update(message);
  if (told) announcer.textContent = told;
  kept.keepRuns(message.tabs.map(({ runId }) => runId));
  if (message.front !== null && message.tabs.length > 1) {
    place.setAttribute('role', 'tabpanel');
    place.setAttribute('aria-labelledby', runTabId(message.front));
  } else {
    place.removeAttribute('role');
    place.removeAttribute('aria-labelledby');
  }
}

function take(message: ToWebview): void {
  switch (message.kind) {
    case 'run':
      return show(message.run);
    case 'tabs':
      return showTabs(message);
    case 'rows':
    case 'arranged':
    case 'found':
    case 'match':
    case 'cell':
    case 'figures':
    case 'invocations':
      return pages.settle(message);
    case 'statement':
    case 'progress':
    case 'notice':
    case 'output':
    case 'outputTail':
    case 'cancelling':
    case 'beside':
    case 'finished': {
      if (shown?.runId !== message.runId) return;
      const run = shown.part.take(message);
      if (message.kind === 'finished') announcer.textContent = toVisibleText(describeEnd(run));
      return;
    }
    default:
      return assertNever(message);
  }
}

const report = (error: unknown): void =>
  post({ kind: 'fault', message: error instanceof Error ? (error.stack ?? error.message) : String(error) });

addEventListener('error', (event) => report(event.error ?? event.message));
addEventListener('unhandledrejection', (event) => report(event.reason));
addEventListener('message', (event: MessageEvent<ToWebview>) => take(event.data));
document.addEventListener('copy', (event) => {
  const text = getSelection()?.isCollapsed === false ? undefined : focusedJson();
  if (text === undefined) return;
  event.preventDefault();
  post({ kind: 'copyText', text });
});
document.body.append(element('main', { class: 'panel' }, tabs.element, place), announcer);
post({ kind: 'ready' });
