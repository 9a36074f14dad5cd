import { readFileSync } from 'node:fs';
import { CommandFailure, EXIT } from './exitCode';

/** What is to run, and how messages name it. */
export interface Source {
  readonly text: string;
  /** The file as the user wrote it; undefined for -c and standard input. */
  readonly file: string | undefined;
}

export function readSource(file: string | undefined, command: string | undefined): Source {
  if (command !== undefined && file !== undefined) {
    throw new CommandFailure(EXIT.usage, 'Give either a file or -c, not both.');
  }
  if (command !== undefined) return { text: command, file: undefined };
  if (file === undefined) {
    throw new CommandFailure(
      EXIT.usage,
      'Give a SQL file to run, -c with a statement, or - for standard input.',
    );
  }
  return { text: readText(file), file: file === '-' ? undefined : file };
}

/** `-` is standard input. A byte order mark is no part of the text. */
export function readText(file: string): string {
  try {
    return readFileSync(file === '-' ? 0 : file, 'utf8').replace(/^\ufeff/, '');
  } catch (error) {
    throw new CommandFailure(EXIT.usage, `${describeFile(file)} can't be read: ${reasonOf(error)}.`);
  }
}

function describeFile(file: string): string {
  return file === '-' ? 'Standard input' : file;
}

function reasonOf(error: unknown): string {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'ENOENT':
      return 'there is no such file';
    case 'EISDIR':
      return 'it is a folder';
    case 'EACCES':
    case 'EPERM':
      return 'you have no right to read it';
    default:
      return (error as Error).message;
  }
}
