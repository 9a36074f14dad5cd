import { window } from 'vscode';
import type { ResultPanel } from '../panel/resultPanel';
import type { RunSource } from '../panel/runRequest';
import { tellGone } from './compareRuns';
import { formatMoment } from './moment';
import type { HistoryNode } from './nodes';
import { toEvents } from './replay';
import type { RunHistory } from './runHistory';

/** Its tab in the panel: a run of the history takes the place of the last one. */
const HISTORY_SOURCE: RunSource = { key: 'history', place: 'History' };

export interface ShowParts {
  readonly history: RunHistory;
  readonly panel: ResultPanel;
  readonly runAgain: (node: HistoryNode) => void;
  readonly reveal: (node: HistoryNode) => void;
}

/** What is kept of a run, in the panel as it was. Nothing is run. */
export async function showRun(
  { history, panel, runAgain, reveal }: ShowParts,
  node: HistoryNode,
): Promise<void> {
  const { summary } = node.run;
  const results = await history.files.readResults(summary.id);
  if (!results) return tellGone();
  const sink = panel.beginRun({
    source: HISTORY_SOURCE,
    title: `${summary.title} (history, ${formatMoment(summary.startedAt)})`,
    connection: summary.connection,
    rowLimit: 0,
    cancel: () => undefined,
    runAgain: () => runAgain({ kind: 'run', run: node.run }),
    reveal: () => reveal(node),
  });
  for (const event of toEvents({ summary, results })) await sink.onEvent(event);
  if (summary.isStruck)
    window.setStatusBarMessage('Secrets are struck out of what the history keeps.', 10_000);
}
