/** Which file a run takes its rows from, and whether what it would do is what was meant. */
import { basename } from 'node:path';
import { Uri, window, workspace, type TextDocument } from 'vscode';
import { toParameterSet, type ParameterSet } from '../../cluster/script/parameterSets';
import { SECRET_NAME } from '../../core/catalog/secrets';
import { matchColumns, type ColumnMatches, type Wanted } from '../../core/parameters/matchColumns';
import { parseParameterRows, type ParameterRow, type RowsReading } from '../../core/parameters/parameterRows';
import { toVisibleText } from '../../core/invocation/visibleText';
import type { Span } from '../../core/span';
import { describeRows } from './rowsQuestion';
import { digestOf, type RowsSource } from './rowsSource';
import { findWanted } from './wantedValues';

export interface ChosenRows {
  /** As messages name it. */
  readonly file: string;
  /** For the history. */
  readonly source: RowsSource;
  /** By the line of each row: the values of columns whose names say that they are secret. */
  readonly secrets: ReadonlyMap<number, readonly string[]>;
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
  return uri && askToRun(uri, findWanted(text, spans));
}

/** For a run that was made before: with the rows that its file has now, of which the user is told what has changed. */
export async function askRowsAgain(
  document: TextDocument,
  text: string,
  spans: readonly Span[],
  before: RowsSource,
): Promise<ChosenRows | undefined> {
  const uri = Uri.parse(before.uri);
  const wanted = findWanted(text, spans);
  if (await isThere(uri)) return askToRun(uri, wanted, before);
  const choose = 'Choose a File…';
  const detail = toVisibleText(
    `It ran with the rows of ${before.file}, which is there no more: ${uri.fsPath}`,
  );
  const choice = await window.showWarningMessage('Run with which rows?', { modal: true, detail }, choose);
  const other = choice === choose ? await askFile(document) : undefined;
  return other && askToRun(other, wanted, before);
}

async function askToRun(uri: Uri, wanted: Wanted, before?: RowsSource): Promise<ChosenRows | undefined> {
  const file = basename(uri.path);
  const reading = await readRows(uri, file);
  if (reading.kind === 'unreadable') {
    // In a dialog: a notification would make links of what a file says.
    const detail = toVisibleText(reading.problem);
    void window.showErrorMessage('No rows were read, and nothing ran.', { modal: true, detail });
    return undefined;
  }
  const { columns, rows, digest } = reading;
  const matches = matchColumns(columns, wanted);
  const { message, detail } = describeRows(
    file,
    rows,
    matches,
    before && { ...before, isSame: before.digest === digest },
  );
  const choice = await window.showWarningMessage(message, { modal: true, detail }, STOP, GO_ON);
  if (choice === undefined) return undefined;
  const stopsAtFailure = choice === STOP;
  return {
    ...toSets(file, rows, matches),
    file,
    source: { uri: uri.toString(), file, digest, count: rows.length, stopsAtFailure },
    stopsAtFailure,
  };
}

/** What each row gives, of the columns that are used. */
function toSets(
  file: string,
  rows: readonly ParameterRow[],
  { matches }: ColumnMatches,
): Pick<ChosenRows, 'sets' | 'variables' | 'secrets'> {
  const used = matches.filter(({ isUsed }) => isUsed);
  const targets = new Map(used.map(({ column, target }) => [column, target]));
  const secret = used.filter(({ column, target }) => SECRET_NAME.test(column) || SECRET_NAME.test(target));
  return {
    variables: new Set(targets.values()),
    sets: rows.map((row) => {
      const values = new Map([...row.values].filter(([column]) => targets.has(column)));
      const set = toParameterSet({ ...row, values }, file, (column) => targets.get(column) ?? column);
      return { ...set, parameters: set.parameters ?? [] };
    }),
    secrets: new Map(
      rows.map(({ line, values }) => [line, secret.flatMap(({ column }) => values.get(column) ?? [])]),
    ),
  };
}

async function isThere(uri: Uri): Promise<boolean> {
  if (workspace.textDocuments.some((document) => document.uri.toString() === uri.toString())) return true;
  try {
    await workspace.fs.stat(uri);
    return true;
  } catch {
    return false; // whatever the reason, it can't be read
  }
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

type FileReading = (Extract<RowsReading, { kind: 'read' }> & { readonly digest: string }) | Unreadable;
type Unreadable = Extract<RowsReading, { kind: 'unreadable' }>;

/** As it stands in an editor, saved or not. */
async function readRows(uri: Uri, file: string): Promise<FileReading> {
  const open = workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  const read = open ? { text: open.getText() } : await readFile(uri, file);
  if ('problem' in read) return { kind: 'unreadable', problem: read.problem };
  const reading = parseParameterRows(read.text, file);
  if (reading.kind === 'unreadable') return reading;
  if (reading.rows.length <= MOST_ROWS) return { ...reading, digest: digestOf(read.text) };
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
