/** Which entries of the history a command means: what it was given, what is selected in the view, or what is asked for. */
import type { KeptRun } from './historyFiles';
import type { HistoryView } from './historyView';
import type { HistoryNode } from './nodes';
import type { RunHistory } from './runHistory';
import { askForRun } from './searchHistory';

export async function chooseNode(
  history: RunHistory,
  view: HistoryView,
  given: unknown,
): Promise<HistoryNode | undefined> {
  return readNode(given) ?? view.selection[0] ?? (await askForRun(history, 'Choose a Run'));
}

/** All runs that are selected, where the one that the command was given is among them; never for a part of one. */
export async function chooseRuns(
  history: RunHistory,
  view: HistoryView,
  [node, nodes]: readonly unknown[],
): Promise<readonly KeptRun[]> {
  const several = readNodes(nodes);
  const chosen = several.length > 0 || readNode(node) ? several : view.selection;
  if (chosen.length > 0) return chosen.flatMap(({ kind, run }) => (kind === 'run' ? run : []));
  const one = await chooseNode(history, view, node);
  return one ? [one.run] : [];
}

/** The two that are selected; where there are not two, the user is asked. */
export async function chooseTwo(
  history: RunHistory,
  view: HistoryView,
  nodes: unknown,
): Promise<readonly [HistoryNode, HistoryNode] | undefined> {
  const given = readNodes(nodes);
  const [one, other] = given.length > 0 ? given : view.selection;
  if (one && other) return [one, other];
  const first = one ?? (await askForRun(history, 'Compare (1 of 2)'));
  const second = first && (await askForRun(history, 'Compare (2 of 2)'));
  return second && [first, second];
}

/** Undefined for what is no entry: a user's keybinding may give anything. */
function readNode(value: unknown): HistoryNode | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { kind, run } = value as Partial<HistoryNode>;
  const isNode = (kind === 'run' || kind === 'statement' || kind === 'invocation') && run !== undefined;
  return isNode ? (value as HistoryNode) : undefined;
}

function readNodes(value: unknown): readonly HistoryNode[] {
  return Array.isArray(value) ? value.flatMap((one) => readNode(one) ?? []) : [];
}
