import { readFileSync } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import { decodeScript } from '../cluster/script/decodeScript';
import { CommandFailure, EXIT } from './exitCode';

/** What is to run, and how messages name it. */
export interface Source {
  readonly text: string;
  /** The file as the user wrote it; undefined for -c and standard input. */
  readonly file: string | undefined;
}

export async function readSource(file: string | undefined, command: string | undefined): Promise<Source> {
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
  return { text: await readText(file), file: file === '-' ? undefined : file };
}

/** `-` is standard input. A byte order mark is no part of the text. */
export async function readText(file: string): Promise<string> {
  const text = decodeScript(await readBytes(file));
  if (text !== undefined) return text;
  throw new CommandFailure(
    EXIT.usage,
    `${describeFile(file)} is not in UTF-8: save it so, or convert it with iconv.`,
  );
}

async function readBytes(file: string): Promise<Buffer> {
  try {
    return file === '-' ? await buffer(process.stdin) : readFileSync(file);
  } catch (error) {
    throw new CommandFailure(EXIT.usage, `${describeFile(file)} can't be read: ${reasonOf(error)}.`);
  }
}

function describeFile(file: string): string {
  return file === '-' ? 'Standard input' : file;
}

/** Why a file can't be read or written, to stand behind a colon. */
export function reasonOf(error: unknown): string {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'ENOENT':
      return 'there is no such file';
    case 'EISDIR':
      return 'it is a folder';
    case 'EACCES':
    case 'EPERM':
      return 'you have no right to do so';
    case 'ENOSPC':
      return 'the disk is full';
    default:
      return (error as Error).message;
  }
}
