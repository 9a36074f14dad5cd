import { CodeLens, Disposable, EventEmitter, languages, Range, window, workspace } from 'vscode';
import type { CodeLensProvider, TextDocument, TextEditor } from 'vscode';
import type { Chunk } from '../../core/sql/chunk';
import { commandId, type LensTarget } from '../commandTable';
import { isSqlLanguage, SQL_SELECTOR } from '../languages';
import { readSetting, SETTINGS_SECTION } from '../readSetting';
import { covers, planLenses, planLines, type LineRange } from './lensPlan';
import type { LiveDocuments } from './liveDocuments';
import { toStatement } from './statementAt';

/** A lens that knows its statement; what the command needs is filled in for those on screen alone. */
class RunLens extends CodeLens {
  constructor(
    readonly document: TextDocument,
    readonly chunk: Chunk | undefined,
    line: number,
  ) {
    super(new Range(line, 0, line, 0));
  }
}

/** "▷ Run" above each statement, as the setting wants it. */
export function registerCodeLenses(live: LiveDocuments): Disposable {
  const changed = new EventEmitter<void>();
  const planned = new WeakMap<TextDocument, readonly LineRange[]>();

  const provider: CodeLensProvider<RunLens> = {
    onDidChangeCodeLenses: changed.event,
    provideCodeLenses(document) {
      const sql = live.read(document);
      const lines = planLines(sql, visibleLines(document));
      planned.set(document, lines);
      const places = planLenses(sql, readSetting('codeLens', document.uri), lines);
      return places.map(({ index, line }) => new RunLens(document, sql.chunks[index], line));
    },
    resolveCodeLens(lens) {
      const target = readTarget(live, lens);
      // Without a target the statement is being edited, and fresh lenses are on their way.
      const command = target ? { command: commandId('runQuery'), arguments: [target] } : { command: '' };
      lens.command = { title: '▷ Run', tooltip: 'Run this statement', ...command };
      return lens;
    },
  };

  const scrolled = window.onDidChangeTextEditorVisibleRanges(({ textEditor }) => {
    const lines = planned.get(textEditor.document);
    if (lines && !covers(lines, toLines(textEditor))) changed.fire();
  });
  const configured = workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration(`${SETTINGS_SECTION}.codeLens`)) changed.fire();
  });
  const registration = languages.registerCodeLensProvider(SQL_SELECTOR, provider);
  return Disposable.from(scrolled, configured, registration, changed);
}

function readTarget(live: LiveDocuments, { document, chunk }: RunLens): LensTarget | undefined {
  const sql = live.read(document);
  const index = sql.chunks.findIndex((candidate) => candidate === chunk);
  const statement = toStatement(sql, index);
  return statement && { uri: document.uri.toString(), offset: statement.start, sql: statement.sql };
}

function visibleLines(document: TextDocument): LineRange[] {
  if (!isSqlLanguage(document.languageId)) return [];
  return window.visibleTextEditors.filter((editor) => editor.document === document).flatMap(toLines);
}

function toLines(editor: TextEditor): LineRange[] {
  return editor.visibleRanges.map(({ start, end }) => ({ start: start.line, end: end.line + 1 }));
}
