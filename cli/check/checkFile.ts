import type { Grades } from '../../core/configuration';
import { hostLanguageOfFile } from '../../core/host/languages';
import type { Problem } from '../../core/problems';
import type { DeclaredSchema } from '../../core/schema/model';
import { applySafeFixes, type FixedText } from '../../core/safeFixes';
import type { DecodedFile } from './encoding';
import { readPieces, type SqlPiece } from './inspection';
import { reportFile, type FileReport } from './report';
import type { SourceFile } from './sourceFiles';

export interface FileOptions {
  readonly grades: Grades;
  /** An editor's id for all files; without one the files' names tell, and it is SQL if they don't. */
  readonly language: string | undefined;
  /** Apply the safe fixes; the report is then of what is left. */
  readonly fix: boolean;
  /** What other scripts, or a database, declare. */
  readonly elsewhere: DeclaredSchema;
}

export interface CheckedFile {
  readonly report: FileReport;
  /** What the report's places count in; empty where there are none. */
  readonly text: string;
  /** Standard input as a whole, or a file that the fixes changed: what is to be written. */
  readonly output?: DecodedFile;
}

/** Writes nothing. */
export function checkFile({ path, source }: SourceFile, options: FileOptions): CheckedFile {
  const { grades, fix, elsewhere } = options;
  if (!source) return { report: { path, calls: [], problems: [], ...(fix && { fixed: [] }) }, text: '' };
  const language = options.language ?? hostLanguageOfFile(path);
  const read = (now: string): readonly SqlPiece[] => readPieces(now, language, elsewhere);
  const { text, applied } = fix ? mend(source.text, read, grades) : { text: source.text, applied: [] };
  const report = reportFile(path, text, read(text), grades);
  if (!fix) return { report, text };
  const isChanged = text !== source.text || path === '-';
  return {
    report: { ...report, fixed: applied },
    text,
    ...(isChanged && { output: { ...source, text } }),
  };
}

/** Rules that are off mend nothing. */
function mend(text: string, read: (text: string) => readonly SqlPiece[], grades: Grades): FixedText {
  const find = (now: string): readonly Problem[] => read(now).flatMap(({ problems }) => problems);
  return applySafeFixes(text, find, ({ code }) => grades.get(code) !== 'off');
}
