/** Which file a run takes its rows from, and whether what it would do is what was meant. */
import { basename } from 'node:path';
import { Uri, window, workspace, type TextDocument } from 'vscode';
import { toParameterSet, type ParameterSet } from '../../cluster/script/parameterSets';
import { matchColumns } from '../../core/parameters/matchColumns';
import { parseParameterRows, type RowsReading } from '../../core/parameters/parameterRows';
import { toVisibleText } from '../../core/invocation/visibleText';
import type { Span } from '../../core/span';
import { describeRows } from './rowsQuestion';
import { findWanted } from './wantedValues';

export interface ChosenRows {
  /** As messages name it. */
  readonly file: string;
  readonly sets: readonly ParameterSet[];
  readonly stopsAtFailure: boolean;
  /** The psql variables that the rows give. */
  readonly variables: ReadonlySet<string>;
}

/** More are a job for the command line, which keeps no results. */
const MOST_ROWS = 10_000;
const MOST_BYTES = 16 * 1024 * 1024;

const STOP = 'Run, Stop at the First Error';
const GO_ON = 'Run All, Errors or Not';

/** Undefined where the user gives up, or has been told why nothing runs. */
export async function askRows(
  document: TextDocument,
  text: string,
  spans: readonly Span[],
  given: Uri | undefined,
): Promise<ChosenRows | undefined> {
  const uri = given ?? (await askFile(document));
  if (!uri) return undefined;
  const file = basename(uri.path);
  const reading = await readRows(uri, file);
  if (reading.kind === 'unreadable') {
    // In a dialog: a notification would make links of what a file says.
    const detail = toVisibleText(reading.problem);
    void window.showErrorMessage('No rows were read, and nothing ran.', { modal: true, detail });
    return undefined;
  }
  const { columns, rows } = reading;
  const matches = matchColumns(columns, findWanted(text, spans));
  const { message, detail } = describeRows(file, rows, matches);
  const choice = await window.showWarningMessage(message, { modal: true, detail }, STOP, GO_ON);
  if (choice === undefined) return undefined;
  const targets = new Map(matches.matches.map(({ column, target }) => [column, target]));
  const variables = matches.matches.filter(({ isUsed }) => isUsed).map(({ target }) => target);
  const isUsed = new Set(variables);
  return {
    file,
    sets: rows.map((row) => {
      const used = new Map([...row.values].filter(([column]) => isUsed.has(targets.get(column) ?? column)));
      const set = toParameterSet({ ...row, values: used }, file, (column) => targets.get(column) ?? column);
      return { ...set, parameters: set.parameters ?? [] };
    }),
    stopsAtFailure: choice === STOP,
    variables: isUsed,
  };
}

async function askFile({ uri }: TextDocument): Promise<Uri | undefined> {
  const folder = workspace.getWorkspaceFolder(uri)?.uri ?? workspace.workspaceFolders?.[0]?.uri;
  const beside = uri.scheme === 'file' ? Uri.joinPath(uri, '..') : folder;
  const chosen = await window.showOpenDialog({
    title: 'Run for Each Row of a File',
    openLabel: 'Read Rows',
    filters: { 'CSV, JSON, JSON Lines': ['csv', 'json', 'jsonl', 'ndjson'] },
    ...(beside && { defaultUri: beside }),
  });
  return chosen?.[0];
}

/** As it stands in an editor, saved or not. */
async function readRows(uri: Uri, file: string): Promise<RowsReading> {
  const open = workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  const read = open ? { text: open.getText() } : await readFile(uri, file);
  if ('problem' in read) return { kind: 'unreadable', problem: read.problem };
  const reading = parseParameterRows(read.text, file);
  if (reading.kind === 'unreadable' || reading.rows.length <= MOST_ROWS) return reading;
  const count = reading.rows.length.toLocaleString('en-US');
  const most = MOST_ROWS.toLocaleString('en-US');
  const problem = `${file} has ${count} rows, and at most ${most} run in the editor. The command line takes any number: aurora-lambda-sql run --params.`;
  return { kind: 'unreadable', problem };
}

async function readFile(uri: Uri, file: string): Promise<{ text: string } | { problem: string }> {
  try {
    const { size } = await workspace.fs.stat(uri);
    if (size > MOST_BYTES)
      return {
        problem: `${file} is larger than 16 MB: run it on the command line, aurora-lambda-sql run --params.`,
      };
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(await workspace.fs.readFile(uri)) };
  } catch (error) {
    const reason = error instanceof TypeError ? 'it is not UTF-8' : (error as Error).message;
    return { problem: `${file} can't be read: ${reason}.` };
  }
}
