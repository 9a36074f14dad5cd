import { window, type Disposable } from 'vscode';
import { openSettings } from './connectionCommands';
import type { ConnectionStore } from './connectionStore';

/** Tells what is wrong with the connections of the settings: once for every wording. */
export function tellProblems(store: ConnectionStore): Disposable {
  const told = new Set<string>();
  const tell = (): void => {
    for (const problem of store.list(undefined).problems.filter((text) => !told.has(text))) {
      told.add(problem);
      const open = 'Open Settings';
      void window.showWarningMessage(problem, open).then((choice) => choice === open && openSettings());
    }
  };
  tell();
  return store.onDidChange(tell);
}
