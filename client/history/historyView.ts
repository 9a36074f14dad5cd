import {
  EventEmitter,
  MarkdownString,
  RelativePattern,
  ThemeColor,
  ThemeIcon,
  TreeItem,
  TreeItemCollapsibleState,
  Uri,
  window,
  workspace,
  type Disposable,
  type TreeDataProvider,
} from 'vscode';
import { commandId } from '../commandTable';
import type { RunEnd } from './entry';
import { describeNode, endOf } from './describeNode';
import { childrenOf, nodeId, toRunNodes, type HistoryNode } from './nodes';
import type { RunHistory } from './runHistory';

/** Id of the view in package.json. */
export const HISTORY_VIEW = 'auroraLambda.history';

export interface HistoryView extends Disposable {
  /** None while the view is not seen: a command must not mean what nobody sees. */
  readonly selection: readonly HistoryNode[];
}

/** How often ages are told anew while they are seen. */
const AGES_MS = 60_000;

/** The tree of runs. It is read when it is first seen, and again when something changes while it is. */
export function createHistoryView(history: RunHistory): HistoryView {
  const changes = new EventEmitter<void>();
  const provider: TreeDataProvider<HistoryNode> = {
    onDidChangeTreeData: changes.event,
    getChildren: async (node) => (node ? childrenOf(node) : toRunNodes(await history.files.list())),
    getTreeItem: toItem,
  };
  const view = window.createTreeView(HISTORY_VIEW, {
    treeDataProvider: provider,
    canSelectMany: true,
    showCollapseAll: true,
  });
  const refresh = (): void => {
    if (view.visible) changes.fire();
  };
  const ages = setInterval(refresh, AGES_MS);
  const listeners: Disposable[] = [history.onDidChange(refresh), view, changes];
  let isWatched = false;
  const seen = view.onDidChangeVisibility(() => {
    refresh();
    if (!isWatched) listeners.push(watchOthers(history, refresh));
    isWatched = true;
  });
  return {
    get selection() {
      return view.visible ? view.selection : [];
    },
    dispose() {
      clearInterval(ages);
      seen.dispose();
      for (const one of listeners) one.dispose();
    },
  };
}

/** What other windows write into the same folder. */
function watchOthers({ files }: RunHistory, heard: () => void): Disposable {
  const watcher = workspace.createFileSystemWatcher(new RelativePattern(Uri.file(files.folder), '*.json'));
  watcher.onDidCreate(heard);
  watcher.onDidDelete(heard);
  return watcher;
}

/** Text as it is: VS Code draws the line breaks of plain tooltips as signs. */
function toPlainMarkdown(text: string): MarkdownString {
  return new MarkdownString('', false).appendText(text);
}

const ICONS: Readonly<Record<RunEnd, readonly [icon: string, color: string]>> = {
  done: ['pass', 'testing.iconPassed'],
  failed: ['error', 'testing.iconFailed'],
  cancelled: ['circle-slash', 'testing.iconSkipped'],
};

function toItem(node: HistoryNode): TreeItem {
  const { label, description, tooltip, spoken } = describeNode(node, Date.now());
  const state =
    childrenOf(node).length > 0 ? TreeItemCollapsibleState.Collapsed : TreeItemCollapsibleState.None;
  const item = new TreeItem(label, state);
  const [icon, color] = ICONS[endOf(node)];
  const isPinned = node.kind === 'run' && node.run.isPinned;
  item.id = nodeId(node);
  item.description = description;
  item.tooltip = toPlainMarkdown(tooltip);
  item.accessibilityInformation = { label: spoken };
  item.iconPath = new ThemeIcon(isPinned ? 'pinned' : icon, new ThemeColor(color));
  item.contextValue = isPinned ? 'run pinned' : node.kind;
  item.command = { command: commandId('showRun'), title: 'Show', arguments: [node] };
  return item;
}
