import type { WebviewViewProvider } from 'vscode';
import type { RegisterCommand } from './commandRelay';

/** Id of the view in package.json. It lives in the bottom panel: it never covers the SQL that it is about. */
export const RESULTS_VIEW = 'auroraLambda.results';

/** What is registered with VS Code before the extension is loaded, and stays so: how it takes that over. */
export interface Entry {
  readonly registerCommand: RegisterCommand;
  /** Who draws the results' view when it is opened. */
  readonly provideResults: (provider: WebviewViewProvider) => void;
}
