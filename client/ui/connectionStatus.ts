import { Disposable, StatusBarAlignment, ThemeColor, window, workspace, type TextDocument } from 'vscode';
import { commandId } from '../commandTable';
import { isSqlLanguage } from '../languages';
import { toStatusText, type StatusFacts } from './statusText';

export interface ConnectionStatus extends Disposable {
  /** Shows how things stand now. */
  update(): void;
}

/** The connection of the SQL file in front, and while something runs a way to stop it. */
export function createConnectionStatus(readFacts: (document: TextDocument) => StatusFacts): ConnectionStatus {
  const connection = window.createStatusBarItem('auroraLambda.connection', StatusBarAlignment.Left, 10);
  connection.name = 'Aurora Lambda: Connection';
  connection.command = commandId('selectConnection');
  const cancel = window.createStatusBarItem('auroraLambda.cancel', StatusBarAlignment.Left, 9);
  cancel.name = 'Aurora Lambda: Cancel Query';
  cancel.text = '$(debug-stop) Cancel';
  cancel.tooltip = 'Cancel the query that is running';
  cancel.command = commandId('cancelQuery');

  const update = (): void => {
    const document = window.activeTextEditor?.document;
    if (!document || !isSqlLanguage(document.languageId)) {
      connection.hide();
      return cancel.hide();
    }
    const facts = readFacts(document);
    const { text, tooltip, alert } = toStatusText(facts);
    connection.text = text;
    connection.tooltip = tooltip;
    connection.backgroundColor =
      alert === 'none' ? undefined : new ThemeColor(`statusBarItem.${alert}Background`);
    connection.show();
    if (facts.running) cancel.show();
    else cancel.hide();
  };
  const listeners = [
    window.onDidChangeActiveTextEditor(update),
    workspace.onDidOpenTextDocument(update),
    workspace.onDidGrantWorkspaceTrust(update),
    workspace.onDidChangeWorkspaceFolders(update),
  ];
  update();
  return {
    update,
    dispose() {
      Disposable.from(connection, cancel, ...listeners).dispose();
    },
  };
}
