import { window, type Disposable } from 'vscode';
import { toNoticeText } from '../ui/noticeText';
import { openSettings } from './connectionCommands';
import type { ConnectionStore } from './connectionStore';
import { describeProblems } from './describeProblems';

/** Tells what is wrong with the connections of the settings: once for every wording, and all that is new at once. */
export function tellProblems(store: ConnectionStore): Disposable {
  const told = new Set<string>();
  const tell = (): void => {
    const fresh = store.list(undefined).problems.filter((text) => !told.has(text));
    for (const problem of fresh) told.add(problem);
    const message = describeProblems(fresh);
    if (message === undefined) return;
    const open = 'Open Settings';
    void window
      .showWarningMessage(toNoticeText(message), open)
      .then((choice) => choice === open && openSettings());
  };
  tell();
  return store.onDidChange(tell);
}
