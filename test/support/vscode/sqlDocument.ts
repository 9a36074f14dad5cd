// For suites inside the extension host: documents with a cursor, and waiting for what VS Code reports.
import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';

const CURSOR = '<|>';
const DIAGNOSTICS_MS = 20_000;
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
  const { text, offset } = readFixture(fixture);
  const document = await vscode.workspace.openTextDocument({ language: 'sql', content: text });
  return show(document, document.positionAt(offset));
}

function readFixture(fixture: string): { readonly text: string; readonly offset: number } {
  const [before = '', after = ''] = fixture.split(CURSOR);
  return { text: before + after, offset: before.length };
}

/** The folder that is open. */
export function workspacePath(): string {
  return workspaceUri().fsPath;
}

function workspaceUri(): vscode.Uri {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  if (folder === undefined) throw new Error('no folder is open');
  return folder.uri;
}

/** Shows a new file of the workspace with this text; `<|>` is the cursor, at the end without one. */
export async function openInWorkspace(fixture: string): Promise<OpenedSql> {
  const { text, offset } = readFixture(fixture);
  // Each suite is a bundle of its own: what one counts, the next one does not know.
  const uri = vscode.Uri.joinPath(workspaceUri(), `written-${randomUUID()}.sql`);
  await vscode.workspace.fs.writeFile(uri, Buffer.from(text));
  const document = await vscode.workspace.openTextDocument(uri);
  return show(document, document.positionAt(offset));
}

/** Shows a file of the workspace, with the cursor in front of the first `text`. */
export async function openExample(path: string, text: string): Promise<OpenedSql> {
  const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(workspaceUri(), path));
  const offset = document.getText().indexOf(text);
  if (offset < 0) throw new Error(`${path} has no: ${text}`);
  return show(document, document.positionAt(offset));
}

async function show(document: vscode.TextDocument, position: vscode.Position): Promise<OpenedSql> {
  const editor = await vscode.window.showTextDocument(document);
  editor.selection = new vscode.Selection(position, position);
  return { editor, document, uri: document.uri, position };
}

/** The extension's diagnostics of a document, in order, once there are as many as wanted. */
export function diagnosticsOf(uri: vscode.Uri, count: number): Promise<vscode.Diagnostic[]> {
  const own = (): vscode.Diagnostic[] =>
    vscode.languages
      .getDiagnostics(uri)
      .filter(({ source }) => source === SOURCE)
      .sort((a, b) => a.range.start.compareTo(b.range.start));
  return new Promise((resolve, reject) => {
    const end = (settle: () => void): void => {
      listener.dispose();
      clearTimeout(timer);
      settle();
    };
    const look = (): void => {
      const found = own();
      if (found.length === count) end(() => resolve(found));
    };
    const giveUp = (): void => {
      const codes = own().map((problem) => `${problem.range.start.line + 1}: ${String(codeOf(problem))}`);
      end(() => reject(new Error(`want ${count} diagnostics, have ${codes.length}:\n${codes.join('\n')}`)));
    };
    const listener = vscode.languages.onDidChangeDiagnostics(look);
    const timer = setTimeout(giveUp, DIAGNOSTICS_MS);
    look();
  });
}

/** The code of a diagnostic, whether it comes with a link or not. */
export function codeOf({ code }: vscode.Diagnostic): unknown {
  return typeof code === 'object' ? code.value : code;
}
