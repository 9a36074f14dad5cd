// For suites inside the extension host: documents with a cursor, and waiting for what VS Code reports.
import * as vscode from 'vscode';

const CURSOR = '<|>';
export const SOURCE = 'aurora-lambda-sql';

/** An SQL document that was opened for a test, and where its cursor stands. */
export interface OpenedSql {
  readonly editor: vscode.TextEditor;
  readonly document: vscode.TextDocument;
  readonly uri: vscode.Uri;
  readonly position: vscode.Position;
}

/** Shows an untitled SQL document; `<|>` in the text is the cursor, at the end without one. */
export async function openSql(fixture: string): Promise<OpenedSql> {
  const [before = '', after = ''] = fixture.split(CURSOR);
  const document = await vscode.workspace.openTextDocument({ language: 'sql', content: before + after });
  return show(document, document.positionAt(before.length));
}

/** Shows a file of the workspace, with the cursor in front of the first `text`. */
export async function openExample(path: string, text: string): Promise<OpenedSql> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  if (folder === undefined) throw new Error('no folder is open');
  const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder.uri, path));
  const offset = document.getText().indexOf(text);
  if (offset < 0) throw new Error(`${path} has no: ${text}`);
  return show(document, document.positionAt(offset));
}

async function show(document: vscode.TextDocument, position: vscode.Position): Promise<OpenedSql> {
  const editor = await vscode.window.showTextDocument(document);
  editor.selection = new vscode.Selection(position, position);
  return { editor, document, uri: document.uri, position };
}

/** The extension's diagnostics of a document, in order, once there are as many as wanted. Mocha's time-out is the limit. */
export function diagnosticsOf(uri: vscode.Uri, count: number): Promise<vscode.Diagnostic[]> {
  return new Promise((resolve) => {
    const look = (): void => {
      const own = vscode.languages.getDiagnostics(uri).filter(({ source }) => source === SOURCE);
      if (own.length !== count) return;
      listener.dispose();
      resolve(own.sort((a, b) => a.range.start.compareTo(b.range.start)));
    };
    const listener = vscode.languages.onDidChangeDiagnostics(look);
    look();
  });
}

/** The code of a diagnostic, whether it comes with a link or not. */
export function codeOf({ code }: vscode.Diagnostic): unknown {
  return typeof code === 'object' ? code.value : code;
}
