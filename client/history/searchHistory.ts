import { ThemeIcon, window, type QuickInputButton, type QuickPickItem } from 'vscode';
import { describeNode, endOf } from './describeNode';
import { formatSqlLine } from '../../core/text/readable';
import { toVisibleText } from '../../core/invocation/visibleText';
import type { KeptRun } from './historyFiles';
import type { HistoryNode } from './nodes';
import { readSetting } from '../readSetting';
import type { RunHistory } from './runHistory';
import { searchRuns } from './searchRuns';

interface RunItem extends QuickPickItem {
  readonly node: HistoryNode;
}

/** What can be done with a run of the list besides taking it. */
export interface RunButton extends QuickInputButton {
  readonly act: (node: HistoryNode) => void;
}

const ICONS = { done: '$(pass)', failed: '$(error)', cancelled: '$(circle-slash)' };

/** Asks for a run; where there is none, the user is told why. */
export async function askForRun(
  { files }: RunHistory,
  title: string,
  buttons: readonly RunButton[] = [],
): Promise<HistoryNode | undefined> {
  const runs = await files.list();
  if (runs.length > 0) return pickRun(runs, title, buttons);
  void window.showInformationMessage(
    readSetting('history.enabled', undefined)
      ? 'The history is empty: what you run will be here.'
      : 'The history is empty, and the setting auroraLambda.history.enabled is off.',
  );
  return undefined;
}

/** A list of runs that words narrow down. Resolves with the run that is taken, or nothing. */
function pickRun(
  runs: readonly KeptRun[],
  title: string,
  buttons: readonly RunButton[],
): Promise<HistoryNode | undefined> {
  const pick = window.createQuickPick<RunItem>();
  pick.title = title;
  pick.placeholder = 'Words of the statement, a function, an error, a connection';
  const show = (): void => {
    pick.items = searchRuns(runs, pick.value).map((run) => toItem({ kind: 'run', run }, buttons));
  };
  show();
  return new Promise((resolve) => {
    pick.onDidChangeValue(show);
    pick.onDidTriggerItemButton(({ item, button }) => {
      pick.hide();
      buttons.find((one) => one === button)?.act(item.node);
    });
    pick.onDidAccept(() => {
      resolve(pick.selectedItems[0]?.node);
      pick.hide();
    });
    pick.onDidHide(() => {
      resolve(undefined);
      pick.dispose();
    });
    pick.show();
  });
}

export function createButton(icon: string, tooltip: string, act: RunButton['act']): RunButton {
  return { iconPath: new ThemeIcon(icon), tooltip, act };
}

/** It is always shown: which runs there are to see is decided by `searchRuns`. */
function toItem(node: HistoryNode, buttons: readonly RunButton[]): RunItem {
  const { label, description } = describeNode(node, Date.now());
  return {
    label: `${ICONS[endOf(node)]} ${escapeIcons(label)}`,
    description: escapeIcons(description),
    detail: escapeIcons(toVisibleText(formatSqlLine(node.run.summary.text))),
    alwaysShow: true,
    buttons: [...buttons],
    node,
  };
}

/** In lists and in the status bar `$(name)` is drawn as an icon. */
export const escapeIcons = (text: string): string => text.replaceAll('$(', '\\$(');
