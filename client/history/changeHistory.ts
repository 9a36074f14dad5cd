import { window } from 'vscode';
import { formatCount } from '../../core/text/readable';
import { HISTORY_LIMITS } from './entry';
import type { KeptRun } from './historyFiles';
import type { RunHistory } from './runHistory';

/** Pinned runs stay whatever comes; so there are only so many. */
export async function pinRuns(
  { files, changed }: RunHistory,
  runs: readonly KeptRun[],
  isPinned: boolean,
): Promise<void> {
  const ids = new Set(runs.map(({ summary }) => summary.id));
  // As they are now: what the view showed may be old.
  const listed = await files.list();
  const others = listed.filter((run) => ids.has(run.summary.id) && run.isPinned !== isPinned);
  const pinned = listed.filter((run) => run.isPinned).length;
  if (isPinned && pinned + others.length > HISTORY_LIMITS.pinned) {
    void window.showWarningMessage(`Only ${HISTORY_LIMITS.pinned} runs can be pinned. Unpin one first.`);
    return;
  }
  for (const { summary } of others) await files.setPinned(summary.id, isPinned);
  changed();
}

/** Of what is pinned the user is asked. */
export async function removeRuns({ files, changed }: RunHistory, runs: readonly KeptRun[]): Promise<void> {
  const pinned = runs.filter(({ isPinned }) => isPinned).length;
  const remove = 'Remove';
  const message = `Remove ${formatCount(pinned, 'pinned run')} from the history?`;
  if (pinned > 0 && (await window.showWarningMessage(message, { modal: true }, remove)) !== remove) return;
  await files.remove(runs.map(({ summary }) => summary.id));
  changed();
}

export async function clearHistory({ files, changed }: RunHistory): Promise<void> {
  const hasPinned = (await files.list()).some(({ isPinned }) => isPinned);
  const all = 'Clear All';
  const unpinned = 'Clear All but Pinned';
  const choice = await window.showWarningMessage(
    'Clear the history of this workspace?',
    {
      modal: true,
      detail: 'The runs and what came back from them are deleted. Files and databases are not touched.',
    },
    ...(hasPinned ? [unpinned, all] : [all]),
  );
  if (choice === undefined) return;
  await files.clear(choice === all ? 'all' : 'unpinned');
  changed();
}
