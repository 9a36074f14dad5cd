import {
  commands,
  Disposable,
  StatusBarAlignment,
  ThemeColor,
  window,
  workspace,
  type TextDocument,
} from 'vscode';
import { themeColorId } from '../../core/catalog/connectionColors';
import { commandId, TRANSACTION_CONTEXT } from '../commandTable';
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
  // An item has one colour: a circle in the connection's own stands before it.
  const circle = window.createStatusBarItem('auroraLambda.connectionColor', StatusBarAlignment.Left, 10.5);
  circle.name = 'Aurora Lambda: Colour of the Connection';
  circle.command = commandId('selectConnection');
  circle.text = '$(circle-filled)';
  const cancel = window.createStatusBarItem('auroraLambda.cancel', StatusBarAlignment.Left, 9);
  cancel.name = 'Aurora Lambda: Cancel Query';
  cancel.text = '$(debug-stop) Cancel';
  cancel.tooltip = 'Cancel the query that is running';
  cancel.command = commandId('cancelQuery');

  let current: TextDocument | undefined;
  const update = (): void => {
    current = inFront(current);
    if (!current || !isSqlLanguage(current.languageId)) {
      void commands.executeCommand('setContext', TRANSACTION_CONTEXT, false);
      for (const item of [circle, connection, cancel]) item.hide();
      return;
    }
    const facts = readFacts(current);
    void commands.executeCommand('setContext', TRANSACTION_CONTEXT, facts.transaction !== 'none');
    const { text, tooltip, alert, color } = toStatusText(facts);
    connection.command = facts.trusted ? commandId('selectConnection') : 'workbench.trust.manage';
    connection.text = text;
    connection.tooltip = tooltip;
    connection.backgroundColor =
      alert === 'none' ? undefined : new ThemeColor(`statusBarItem.${alert}Background`);
    connection.show();
    circle.color = color && new ThemeColor(themeColorId(color));
    circle.tooltip = tooltip;
    // Whoever hears the bar hears the name alone.
    circle.accessibilityInformation = { label: color ?? '' };
    if (color) circle.show();
    else circle.hide();
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
      Disposable.from(circle, connection, cancel, ...listeners).dispose();
    },
  };
}

/** The document in front. To VS Code the output view is an editor too; who looks at it has not left the SQL file. */
function inFront(before: TextDocument | undefined): TextDocument | undefined {
  const document = window.activeTextEditor?.document;
  return document?.uri.scheme === 'output' ? before : document;
}
