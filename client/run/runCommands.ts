import { homedir } from 'node:os';
import { dirname } from 'node:path';
import {
  commands,
  Range,
  Selection,
  Uri,
  window,
  workspace,
  type TextDocument,
  type TextEditor,
} from 'vscode';
import { createScriptReader } from '../../cluster/script/scriptReader';
import type { Span } from '../../core/span';
import { commandId, readLensTarget, type LensTarget } from '../commandTable';
import { findMoved } from '../editor/findMoved';
import { findLensStatement } from '../editor/lensTarget';
import { findStatementAt } from '../editor/statementAt';
import { faultFrames } from '../../core/text/faultFrames';
import { isSqlLanguage } from '../languages';
import type { AgainOn } from '../history/runAgain';
import { askRows, askRowsAgain, type ChosenRows } from '../parameters/askRows';
import { sourceOf } from '../panel/runSource';
import type { StatementPlace } from '../panel/runState';
import { toNoticeText } from '../ui/noticeText';
import { requireTrust } from '../ui/trust';
import { askedValues, givenValues } from './jobValues';
import { showOnlySqlEditor } from './onlySqlEditor';
import type { RunParts } from './runParts';

/** "Run Query": what a lens stands above, what is selected, or the statement under the cursor. */
export async function runQuery(parts: RunParts, given?: unknown): Promise<void> {
  const target = readLensTarget(given);
  if (target) return runLensTarget(parts, target);
  const editor = findSqlEditor(given) ?? (await showOnlySqlEditor());
  if (!editor) return void tellNoEditor();
  const spans = findQuery(parts, editor);
  if (spans.length > 0) await run(parts, editor.document, spans);
  else tell('There is no statement here to run.');
}

/** What is selected, or the statement under the cursor; nothing where there is none. */
function findQuery({ live }: RunParts, { document, selection, selections }: TextEditor): readonly Span[] {
  const sql = live.read(document);
  const selected = selections
    .map(({ start, end }) => ({ start: document.offsetAt(start), end: document.offsetAt(end) }))
    .filter(({ start, end }) => sql.slice(start, end).trim() !== '')
    .sort((one, other) => one.start - other.start);
  const statement = findStatementAt(sql, document.offsetAt(selection.active));
  return selected.length > 0 || !statement ? selected : [statement];
}

/** "Run for Each Row of a File…": what Run Query would run, once with the values of each row. */
export async function runForEachRow(parts: RunParts, file?: unknown): Promise<void> {
  const editor = findSqlEditor(undefined);
  if (!editor) return tell('Open an SQL file to run a query from it.');
  if (!requireTrust()) return;
  const spans = findQuery(parts, editor);
  if (spans.length === 0) return tell('There is no statement here to run.');
  const { document } = editor;
  const text = document.getText();
  const rows = await askRows(document, text, spans, file instanceof Uri ? file : undefined);
  if (rows) await runText(parts, document, text, spans, { rows });
}

/** "Run File": all statements from the first to the last, as psql would. */
export async function runFile(parts: RunParts, resource?: unknown): Promise<void> {
  const document = findSqlEditor(resource)?.document;
  if (!document) return tell('Open an SQL file to run it.');
  await run(parts, document, [{ start: 0, end: parts.live.read(document).length }]);
}

/** The editor that a menu was opened on, else the one in front; undefined where it holds no SQL. */
function findSqlEditor(resource: unknown): TextEditor | undefined {
  const isOfResource = ({ document }: TextEditor): boolean => document.uri.toString() === String(resource);
  const front = window.activeTextEditor;
  const named = resource instanceof Uri && !(front && isOfResource(front));
  const editor = named ? window.visibleTextEditors.find(isOfResource) : front;
  return editor && isSqlLanguage(editor.document.languageId) ? editor : undefined;
}

/** "Commit" and "Roll Back", in the session of the SQL file in front. */
export async function endTransaction(parts: RunParts, statement: 'COMMIT' | 'ROLLBACK'): Promise<void> {
  const document = findSqlEditor(undefined)?.document;
  if (document) await runText(parts, document, `${statement};`, [{ start: 0, end: statement.length + 1 }]);
}

/** "Cancel Query": what runs on the connection of the file in front; where nothing does, whatever runs. */
export function cancelQuery({ runner, findConnection }: RunParts): void {
  const document = window.activeTextEditor?.document;
  const connection = document && findConnection(document);
  runner.cancel(connection && runner.isRunningOn(connection) ? connection : undefined);
}

async function runLensTarget(parts: RunParts, target: LensTarget): Promise<void> {
  const document = await workspace.openTextDocument(Uri.parse(target.uri));
  const statement = findLensStatement(parts.live.read(document), target);
  if (statement) await run(parts, document, [statement]);
  else tell('The statement has just changed. Click Run once more.');
}

/** Runs parts of the document as it stands now. */
function run(parts: RunParts, document: TextDocument, spans: readonly Span[]): Promise<void> {
  return runText(parts, document, document.getText(), spans);
}

/** Runs a part of the document as it stands now as it ran before, whatever connection is selected for it. */
export async function runOn(
  parts: RunParts,
  document: TextDocument,
  span: Span,
  { label, rows: before }: AgainOn,
): Promise<void> {
  if (!requireTrust()) return;
  const text = document.getText();
  if (!before) return runText(parts, document, text, [span], { label });
  const rows = await askRowsAgain(document, text, [span], before);
  if (rows) await runText(parts, document, text, [span], { label, rows });
}

/** What a run takes from elsewhere than its document. */
interface RunChoice {
  readonly rows?: ChosenRows;
  /** Of the connection. */
  readonly label?: string;
}

/** Runs parts of what was the document's text; "run again" means the same text, whatever was typed since. */
async function runText(
  parts: RunParts,
  document: TextDocument,
  text: string,
  spans: readonly Span[],
  choice: RunChoice = {},
): Promise<void> {
  if (!requireTrust()) return;
  const { rows, label } = choice;
  const target = await parts.findTarget(document, label);
  if (!target) return;
  if (parts.runner.isRunningOn(target.connection)) return parts.tellBusy(target.connection);
  parts.squiggles.clear(document);
  const job = {
    ...target,
    ...(rows ? givenValues(parts, target, document, rows) : askedValues(parts, target, document)),
    source: sourceOf(document),
    text,
    spans,
    reveal: (place: StatementPlace) => void reveal(document, place),
    readScript: createScriptReader(folderOf(document), findOpenText),
    ...(document.uri.scheme === 'file' && { path: document.uri.fsPath }),
    runAgain: () => void runText(parts, document, text, spans, choice),
  };
  try {
    const result = await parts.runner.run(job);
    parts.log.info('run ended', { result, connection: target.connection.label });
  } catch (error) {
    parts.log.error('run failed', faultFrames(error));
    void window.showErrorMessage('The run ended with a fault of this extension. The log says where.');
  }
}

async function tellNoEditor(): Promise<void> {
  const open = 'New SQL Editor';
  const message = 'Open an SQL file, put the cursor into a statement, and run the query from there.';
  if ((await window.showInformationMessage(message, open)) === open)
    await commands.executeCommand('workbench.action.files.newUntitledFile', { languageId: 'sql' });
}

function tell(message: string): void {
  void window.showInformationMessage(message);
}

/** For a selection that is of no connection any more. */
export async function tellMissing(name: string): Promise<void> {
  const select = 'Select Connection';
  const message = `There is no connection "${toNoticeText(name)}" in the settings. Select one to run SQL on.`;
  if ((await window.showErrorMessage(message, select)) === select) {
    await commands.executeCommand(commandId('selectConnection'));
  }
}

/** Where psql would have been started: files that a script includes are looked for from there. */
function folderOf({ uri }: TextDocument): string {
  const folder = workspace.getWorkspaceFolder(uri) ?? workspace.workspaceFolders?.[0];
  if (folder?.uri.scheme === 'file') return folder.uri.fsPath;
  return uri.scheme === 'file' ? dirname(uri.fsPath) : homedir();
}

/** As it stands in the editor, saved or not. */
function findOpenText(path: string): string | undefined {
  const isOfPath = ({ uri }: TextDocument): boolean => uri.scheme === 'file' && uri.fsPath === path;
  return workspace.textDocuments.find(isOfPath)?.getText();
}

async function reveal(script: TextDocument, { start, sql, path }: StatementPlace): Promise<void> {
  const document = path === undefined ? script : await workspace.openTextDocument(Uri.file(path));
  const place = findMoved(document.getText(), start, sql);
  const from = document.positionAt(place.start);
  const editor = await window.showTextDocument(document);
  editor.selection = new Selection(from, from);
  editor.revealRange(new Range(from, document.positionAt(place.end)));
}
