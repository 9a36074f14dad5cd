import { ProgressLocation, window } from 'vscode';
import { toNoticeText } from '../ui/noticeText';
import type { Runner } from './runner';
import type { Connection } from './sessions';

/** Tells that a query runs on the connection already. */
export type TellBusy = (connection: Connection) => void;

/** What it shows goes when that query has ended: a button that stayed would cancel another one. */
export function createTellBusy(runner: Runner): TellBusy {
  const told = new Set<string>();
  return (connection) => {
    const { key, label } = connection;
    if (told.has(key)) return;
    told.add(key);
    const title = `A query is still running on ${toNoticeText(label)}. Wait for it, or cancel it.`;
    const options = { location: ProgressLocation.Notification, title, cancellable: true };
    void window.withProgress(options, async (_progress, token) => {
      token.onCancellationRequested(() => runner.cancel(connection));
      await runner.untilEnded(connection);
      told.delete(key);
    });
  };
}
