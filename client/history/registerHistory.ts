/** The history's view and commands. */
import { commands, env, window, type Disposable } from 'vscode';
import { AWAKE_CONTEXT, COMPARING_CONTEXT } from '../commandTable';
import { invokeDirectly, type DirectParts } from '../directInvocation/invokeDirectly';
import type { RegisterCommand } from '../commandRelay';
import type { ResultPanel } from '../panel/resultPanel';
import { runOn } from '../run/runCommands';
import type { RunParts } from '../run/runParts';
import { createReadOnlyTexts, type ReadOnlyTexts } from '../ui/readOnlyTexts';
import { chooseNode, chooseRuns, chooseTwo } from './chooseNodes';
import { clearHistory, pinRuns, removeRuns } from './changeHistory';
import { compareRuns, HISTORY_SCHEME, openAsText } from './compareRuns';
import { describeNode } from './describeNode';
import { createHistoryView, HISTORY_VIEW, type HistoryView } from './historyView';
import { runOf, type HistoryNode } from './nodes';
import { describeProblem, openCopy, revealRun, runAgain } from './runAgain';
import type { RunHistory } from './runHistory';
import { askForRun, createButton, escapeIcons } from './searchHistory';
import { showRun } from './showRun';

export interface HistoryParts {
  readonly registerCommand: RegisterCommand;
  readonly history: RunHistory;
  readonly panel: ResultPanel;
  readonly runs: RunParts;
  readonly direct: DirectParts;
}

/** What the commands of the history work with. */
interface Desk {
  readonly registerCommand: RegisterCommand;
  readonly history: RunHistory;
  readonly view: HistoryView;
  readonly texts: ReadOnlyTexts;
  readonly show: (node: HistoryNode) => Promise<void>;
  readonly again: (node: HistoryNode) => Promise<void>;
}

export function registerHistory(parts: HistoryParts): Disposable[] {
  const { history, panel, registerCommand } = parts;
  const view = createHistoryView(history);
  const texts = createReadOnlyTexts(HISTORY_SCHEME);
  const again = (node: HistoryNode): Promise<void> =>
    runAgain(
      {
        run: (document, span, on) => runOn(parts.runs, document, span, on),
        invokeDirectly: (request) => invokeDirectly(parts.direct, request),
      },
      runOf(node),
    );
  const reveal = (node: HistoryNode): void => void revealRun(runOf(node));
  const showParts = { history, panel, runAgain: (node: HistoryNode) => void again(node), reveal };
  const show = (node: HistoryNode): Promise<void> => showRun(showParts, node);
  const desk: Desk = { registerCommand, history, view, texts, again, show };
  void commands.executeCommand('setContext', AWAKE_CONTEXT, true);
  return [view, texts, ...registerReading(desk), ...registerComparing(desk), ...registerChanging(desk)];
}

function registerReading(desk: Desk): Disposable[] {
  const { registerCommand, history, view, texts, show, again } = desk;
  const withNode = (node: unknown, act: (node: HistoryNode) => Promise<void> | void) =>
    chooseNode(history, view, node).then((chosen) => chosen && act(chosen));
  return [
    registerCommand('showHistory', () => showView()),
    registerCommand('searchHistory', () => searchHistory(desk)),
    registerCommand('showRun', (node) => withNode(node, show)),
    registerCommand('openRunAsText', (node) => withNode(node, (one) => openAsText(history, texts, one))),
    registerCommand('runAgain', (node) => withNode(node, again)),
    registerCommand('copyRun', (node) => withNode(node, copyStatement)),
    registerCommand('insertRun', (node) => withNode(node, insertStatement)),
  ];
}

function registerComparing({ registerCommand, history, view, texts }: Desk): Disposable[] {
  let selected: HistoryNode | undefined;
  const compare = (one: HistoryNode | undefined, other: HistoryNode | undefined) =>
    one && other && compareRuns(history, texts, one, other);
  return [
    registerCommand('selectRunForCompare', async (node) => {
      selected = await chooseNode(history, view, node);
      await commands.executeCommand('setContext', COMPARING_CONTEXT, selected !== undefined);
      if (selected) tellSelected(selected);
    }),
    registerCommand('compareWithSelectedRun', async (node) =>
      compare(selected, await chooseNode(history, view, node)),
    ),
    registerCommand('compareRuns', async (_node, nodes) => {
      const two = await chooseTwo(history, view, nodes);
      await compare(two?.[0], two?.[1]);
    }),
  ];
}

function tellSelected(node: HistoryNode): void {
  const { label } = describeNode(node, Date.now());
  window.setStatusBarMessage(`Selected for comparison: ${escapeIcons(label)}`, 10_000);
}

function registerChanging({ registerCommand, history, view }: Desk): Disposable[] {
  return [
    registerCommand('pinRun', async (...given) =>
      pinRuns(history, await chooseRuns(history, view, given), true),
    ),
    registerCommand('unpinRun', async (...given) =>
      pinRuns(history, await chooseRuns(history, view, given), false),
    ),
    registerCommand('removeRun', async (...given) =>
      removeRuns(history, await chooseRuns(history, view, given)),
    ),
    registerCommand('clearHistory', () => clearHistory(history)),
  ];
}

/** The view is there from when the context says that we are. */
async function showView(): Promise<void> {
  await commands.executeCommand('setContext', AWAKE_CONTEXT, true);
  await commands.executeCommand(`${HISTORY_VIEW}.focus`);
}

async function searchHistory({ history, show, again }: Desk): Promise<void> {
  const buttons = [
    createButton('play', 'Run Again', (node) => void again(node)),
    createButton('copy', 'Copy Statement', (node) => void copyStatement(node)),
    createButton('pin', 'Pin Run', ({ run }) => void pinRuns(history, [run], true)),
  ];
  const chosen = await askForRun(history, 'Search History', buttons);
  if (chosen) await show(chosen);
}

async function copyStatement(node: HistoryNode): Promise<void> {
  await env.clipboard.writeText(runOf(node).text);
  warnOf(node);
}

async function insertStatement(node: HistoryNode): Promise<void> {
  const editor = window.activeTextEditor;
  const { text } = runOf(node);
  const inserted = await editor?.edit((edit) =>
    editor.selections.forEach((selection) => edit.replace(selection, text)),
  );
  // What is read-only takes nothing.
  if (inserted !== true) await openCopy(text);
  warnOf(node);
}

function warnOf(node: HistoryNode): void {
  const problem = describeProblem(runOf(node));
  if (problem !== undefined) void window.showWarningMessage(problem);
}
