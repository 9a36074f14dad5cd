import type { Grades } from '../../core/configuration';
import { hostLanguageOfFile } from '../../core/host/languages';
import type { Problem } from '../../core/problems';
import { applySafeFixes, type FixedText } from '../../core/safeFixes';
import type { DecodedFile } from './encoding';
import { readPieces } from './inspection';
import { reportFile, type FileReport } from './report';
import { readSource } from './sourceFiles';

export interface FileOptions {
  readonly grades: Grades;
  /** An editor's id for all files; without one the files' names tell, and it is SQL if they don't. */
  readonly language: string | undefined;
  /** Apply the safe fixes; the report is then of what is left. */
  readonly fix: boolean;
}

export interface CheckedFile {
  readonly report: FileReport;
  /** What the report's places count in; empty where there are none. */
  readonly text: string;
  /** Standard input as a whole, or a file that the fixes changed: what is to be written. */
  readonly output?: DecodedFile;
}

/** Throws `CommandFailure` where the file can't be read. Writes nothing. */
export async function checkFile(path: string, options: FileOptions): Promise<CheckedFile> {
  const { grades, fix } = options;
  const source = await readSource(path);
  if (!source) return { report: { path, calls: [], problems: [], ...(fix && { fixed: [] }) }, text: '' };
  const language = options.language ?? hostLanguageOfFile(path);
  const { text, applied } = fix ? mend(source.text, language, grades) : { text: source.text, applied: [] };
  const report = reportFile(path, text, readPieces(text, language), grades);
  if (!fix) return { report, text };
  const isChanged = text !== source.text || path === '-';
  return {
    report: { ...report, fixed: applied },
    text,
    ...(isChanged && { output: { ...source, text } }),
  };
}

/** Rules that are off mend nothing. */
function mend(text: string, language: string | undefined, grades: Grades): FixedText {
  const find = (now: string): readonly Problem[] =>
    readPieces(now, language).flatMap(({ problems }) => problems);
  return applySafeFixes(text, find, ({ code }) => grades.get(code) !== 'off');
}
