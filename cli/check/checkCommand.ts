import { existsSync } from 'node:fs';
import { SQL_LANGUAGE_IDS } from '../../core/catalog/sqlLanguages';
import { HOST_LANGUAGE_IDS } from '../../core/host/languages';
import type { DeclaredSchema } from '../../core/schema/model';
import { CommandFailure, EXIT, type ExitCode } from '../exitCode';
import { createTerminal } from '../terminal';
import { compareWithBaseline, createBaseline, readBaseline, writeBaseline } from './baseline';
import { findChangedFiles, isChanged } from './changed';
import { checkFile, type CheckedFile } from './checkFile';
import { findGrades } from './configuration';
import { count } from './count';
import { declaredInFiles } from './declarations';
import { encode } from './encoding';
import { findFiles } from './files';
import { formatReport, type CheckFormat } from './formats';
import { findCommit } from './git';
import type { FileReport } from './report';
import { readSource, writeSource, type SourceFile } from './sourceFiles';

export interface CheckOptions {
  readonly format: CheckFormat;
  /** An editor's id for all files; without one the files' names tell, and it is SQL if they don't. */
  readonly language?: string;
  readonly fix?: boolean;
  /** Check only what differs from this commit, or from the default branch. */
  readonly changed?: string | true;
  /** A file of known problems. */
  readonly baseline?: string;
  /** Make the problems of this run the known ones. */
  readonly writeBaseline?: boolean;
  /** The connection whose database says which tables, types and routines there are, in place of the checked files. */
  readonly connection?: string;
}

/** Throws `CommandFailure` where a file is not there or can't be read; nothing is reported and changed then. */
export async function check(patterns: readonly string[], options: CheckOptions): Promise<ExitCode> {
  checkOptions(options);
  const paths = selectFiles(patterns, options);
  const grades = findGrades(process.cwd());
  const { language, fix = false, connection } = options;
  const database = connection === undefined ? undefined : await readDatabase(connection);
  const sources = await readAll(paths);
  const elsewhere = database ?? declaredInFiles(sources);
  const checked = sources.map((source) => checkFile(source, { grades, language, fix, elsewhere }));
  write(checked);
  const remarks: string[] = [];
  const files = withoutKnown(
    checked.map(({ report }) => report),
    options,
    remarks,
  );
  print(files, checked, options, remarks);
  return files.some(({ problems }) => problems.some(({ severity }) => severity === 'error'))
    ? EXIT.failed
    : EXIT.ok;
}

function checkOptions({ language, baseline, writeBaseline }: CheckOptions): void {
  const languages = [...SQL_LANGUAGE_IDS, ...HOST_LANGUAGE_IDS];
  if (language !== undefined && !languages.includes(language)) {
    const known = languages.join(', ');
    throw new CommandFailure(EXIT.usage, `The language "${language}" is not checked. Known: ${known}.`);
  }
  if (writeBaseline && baseline === undefined)
    throw new CommandFailure(EXIT.usage, 'Say with --baseline which file --write-baseline writes.');
}

/** `--changed src` names a folder if git knows no commit of that name, as for git itself. */
function selectFiles(patterns: readonly string[], { changed }: CheckOptions): readonly string[] {
  if (changed === undefined) {
    if (patterns.length > 0) return findFiles(patterns);
    throw new CommandFailure(
      EXIT.usage,
      'Name the files or folders to check, or - for standard input; --changed takes those that git says changed.',
    );
  }
  const isPath = changed !== true && existsSync(changed) && findCommit(changed) === undefined;
  const base = changed === true || isPath ? undefined : changed;
  const named = isPath ? [changed, ...patterns] : patterns;
  const files = findChangedFiles(base);
  return findFiles(named.length > 0 ? named : ['.']).filter((path) => isChanged(files, path));
}

async function readDatabase(connection: string): Promise<DeclaredSchema> {
  // Loaded when it is needed: it takes longer than all else.
  const { declaredInDatabase } = await import('./databaseDeclarations');
  return declaredInDatabase(connection);
}

async function readAll(paths: readonly string[]): Promise<readonly SourceFile[]> {
  const sources: SourceFile[] = [];
  for (const path of paths) sources.push(await readSource(path));
  return sources;
}

/** The problems that are not in the baseline; what there is to say about it goes to the remarks. */
function withoutKnown(
  files: readonly FileReport[],
  { baseline: file, writeBaseline: isWritten }: CheckOptions,
  remarks: string[],
): readonly FileReport[] {
  if (file === undefined) return files;
  if (isWritten) {
    const baseline = createBaseline(file, files, existsSync(file) ? readBaseline(file) : undefined);
    writeBaseline(file, baseline);
    remarks.push(`${file} holds the problems of these files now.`);
  }
  const { files: left, known, gone } = compareWithBaseline(file, readBaseline(file), files);
  if (known > 0) remarks.push(`${count(known, 'known problem')} of ${file} not shown.`);
  if (gone > 0)
    remarks.push(
      `${gone === 1 ? '1 entry' : `${gone} entries`} of ${file} no longer occur${gone === 1 ? 's' : ''}: --write-baseline takes ${gone === 1 ? 'it' : 'them'} out.`,
    );
  return left;
}

/** Fixed files; fixed standard input goes to standard output. */
function write(checked: readonly CheckedFile[]): void {
  for (const { report, output } of checked) {
    if (!output) continue;
    if (report.path === '-') process.stdout.write(encode(output) ?? output.text);
    else writeSource(report.path, output);
  }
}

/** The report to standard output, unless that has the fixed text; remarks with it where a person reads it. */
function print(
  files: readonly FileReport[],
  checked: readonly CheckedFile[],
  { format }: CheckOptions,
  remarks: readonly string[],
): void {
  const terminal = createTerminal();
  const isTaken = checked.some(({ report, output }) => report.path === '-' && output);
  const texts = new Map(checked.map(({ report, text }) => [report.path, text]));
  const report = formatReport(format, files, texts, isTaken ? terminal.errStyle : terminal.outStyle);
  const said = remarks.map((remark) => `${remark}\n`).join('');
  if (isTaken) terminal.err(report);
  else terminal.out(report);
  if (format === 'text' && !isTaken) terminal.out(said);
  else terminal.err(said);
}
