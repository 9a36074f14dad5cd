import { basename } from 'node:path';
import { commands, window } from 'vscode';
import { toVisibleText } from '../../core/invocation/visibleText';
import type { ReadOnlyTexts } from '../ui/readOnlyTexts';
import { compareNodes, writeNode, type Compared } from './compareNodes';
import { describeNode } from './describeNode';
import { formatMoment } from './moment';
import type { HistoryNode } from './nodes';
import type { RunHistory } from './runHistory';

/** The scheme of documents that the history shows. */
export const HISTORY_SCHEME = 'aurora-lambda-history';

/** Side by side in VS Code's diff editor: figures, payloads and logs. The older one stands on the left. */
export async function compareRuns(
  history: RunHistory,
  texts: ReadOnlyTexts,
  one: HistoryNode,
  other: HistoryNode,
): Promise<void> {
  const isOlder = one.run.summary.id <= other.run.summary.id;
  const before = await withResults(history, isOlder ? one : other);
  const after = await withResults(history, isOlder ? other : one);
  if (!before || !after) return tellGone();
  const { left, right } = compareNodes(before, after);
  const title = `${titleOf(before.node)} ↔ ${titleOf(after.node)}`;
  const uris = [texts.add(nameOf(before.node), left), texts.add(nameOf(after.node), right)];
  await commands.executeCommand('vscode.diff', ...uris, title);
}

/** All that is kept of a run, as a text. */
export async function openAsText(
  history: RunHistory,
  texts: ReadOnlyTexts,
  node: HistoryNode,
): Promise<void> {
  const found = await withResults(history, node);
  if (!found) return tellGone();
  await window.showTextDocument(texts.add(nameOf(node), writeNode(found)));
}

async function withResults({ files }: RunHistory, node: HistoryNode): Promise<Compared | undefined> {
  const results = await files.readResults(node.run.summary.id);
  return results && { node, results };
}

/** Another window may have removed it. */
export function tellGone(): void {
  void window.showInformationMessage('That run is no longer in the history.');
}

function titleOf(node: HistoryNode): string {
  const { label } = describeNode(node, Date.now());
  return `${label} ${formatMoment(node.run.summary.startedAt).slice(-8)}`;
}

/** Ends in `.log`: figures, JSON and logs have its colours. */
function nameOf({ run }: HistoryNode): string {
  return `${toVisibleText(basename(run.summary.title))} ${formatMoment(run.summary.startedAt).replaceAll(':', '.')}.log`;
}
