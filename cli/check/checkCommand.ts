import { SQL_LANGUAGE_IDS } from '../../core/catalog/sqlLanguages';
import { HOST_LANGUAGE_IDS, hostLanguageOfFile } from '../../core/host/languages';
import { CommandFailure, EXIT, type ExitCode } from '../exitCode';
import { readText } from '../source';
import { createTerminal } from '../terminal';
import { findGrades } from './configuration';
import { findFiles } from './files';
import { formatGithub } from './githubFormat';
import { reportFile, type FileReport } from './report';
import { formatSarif } from './sarifFormat';
import { formatText } from './textFormat';

export type CheckFormat = 'text' | 'json' | 'sarif' | 'github';

export interface CheckOptions {
  readonly format: CheckFormat;
  /** An editor's id for the language of all files; where it is left out, their names tell, and it is SQL if they don't. */
  readonly language?: string;
}

/** Throws `CommandFailure` where a file is not there or can't be read; nothing is reported then. */
export async function check(
  patterns: readonly string[],
  { format, language }: CheckOptions,
): Promise<ExitCode> {
  const languages = [...SQL_LANGUAGE_IDS, ...HOST_LANGUAGE_IDS];
  if (language !== undefined && !languages.includes(language)) {
    const known = languages.join(', ');
    throw new CommandFailure(EXIT.usage, `The language "${language}" is not checked. Known: ${known}.`);
  }
  const texts = new Map<string, string>();
  for (const path of findFiles(patterns)) texts.set(path, await readText(path));
  const grades = findGrades(process.cwd());
  const files = [...texts].map(([path, text]) =>
    reportFile(path, text, { grades, language: language ?? hostLanguageOfFile(path) }),
  );
  const terminal = createTerminal();
  terminal.out(formatReport(format, files, texts, terminal.outStyle));
  const failed = files.some(({ problems }) => problems.some(({ severity }) => severity === 'error'));
  return failed ? EXIT.failed : EXIT.ok;
}

function formatReport(
  format: CheckFormat,
  files: readonly FileReport[],
  texts: ReadonlyMap<string, string>,
  style: Parameters<typeof formatText>[2],
): string {
  switch (format) {
    case 'text':
      return formatText(files, texts, style);
    case 'json':
      return `${JSON.stringify({ files }, undefined, 2)}\n`;
    case 'sarif':
      return formatSarif(files);
    case 'github':
      return formatGithub(files);
  }
}
