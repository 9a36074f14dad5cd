/** Sessions end with the document they belong to; an open transaction is not ended unasked. */
import { basename } from 'node:path';
import { Uri, window, workspace, type Disposable } from 'vscode';
import { toNoticeText } from '../ui/noticeText';
import type { Runner } from './runner';
import type { Connection, Sessions } from './sessions';

export interface OrphanedSessions extends Disposable {
  /** Closes the sessions whose documents have been closed and in which nothing runs. */
  check(): Promise<void>;
}

export function watchOrphanedSessions(sessions: Sessions, runner: Runner): OrphanedSessions {
  const asked = new Set<string>();
  const isOrphan = (connection: Connection): boolean =>
    connection.owner !== undefined && !isOpen(connection.owner) && !runner.isRunningOn(connection);
  const settle = async (connection: Connection): Promise<void> => {
    if (asked.has(connection.key)) return;
    asked.add(connection.key);
    if (sessions.find(connection)?.transaction === 'open' && (await wantsCommit(connection)))
      await commit(sessions, connection);
    asked.delete(connection.key);
    // It may have been opened again while the question stood there.
    if (isOrphan(connection)) await sessions.close(({ key }) => key === connection.key);
  };
  const check = async (): Promise<void> => {
    await Promise.all(sessions.connections.filter(isOrphan).map(settle));
  };
  // A document whose language changes is closed and opened again in one go.
  const closed = workspace.onDidCloseTextDocument(() => setTimeout(() => void check()));
  return { check, dispose: () => void closed.dispose() };
}

const COMMIT = { text: 'COMMIT', protocol: 'simple', rowLimit: 0, beyondLimit: 'discard' } as const;

function isOpen(uri: string): boolean {
  return workspace.textDocuments.some((document) => document.uri.toString() === uri);
}

async function wantsCommit({ label, owner }: Connection): Promise<boolean> {
  const commitIt = { title: 'Commit' };
  const rollBack = { title: 'Roll Back', isCloseAffordance: true };
  const file = basename(Uri.parse(owner ?? '').path);
  const message = `${file} was closed with an open transaction on ${label}. Commit what it did?`;
  const detail = 'Otherwise it is rolled back. Functions that were invoked have run either way.';
  return (await window.showWarningMessage(message, { modal: true, detail }, commitIt, rollBack)) === commitIt;
}

async function commit(sessions: Sessions, connection: Connection): Promise<void> {
  const answer = await sessions.find(connection)?.run(COMMIT, () => undefined);
  if (answer?.kind !== 'failed') return;
  const why = `The transaction on ${connection.label} was not committed: ${answer.failure.message}`;
  void window.showErrorMessage(toNoticeText(why));
}
