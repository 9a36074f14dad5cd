/** The files that are checked, as far as they concern us: most are put away after a look at their bytes. */
import {
  accessSync,
  chmodSync,
  closeSync,
  constants,
  openSync,
  readFileSync,
  readSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { SCHEMAS } from '../../core/catalog/functions';
import { CommandFailure, EXIT } from '../exitCode';
import { reasonOf } from '../source';
import { decode, encode, type DecodedFile } from './encoding';

const NAMES = new RegExp(SCHEMAS.map(({ name }) => name).join('|'), 'i');
const DECLARES = /\b(?:create|alter)\s/i;
const DECLARES_CASTS = /\bimplicit\b/i;
/** Where files are read to, one after the other; longer ones get room of their own. */
const shared = Buffer.allocUnsafe(256 * 1024);

/** What a look at a file's bytes tells. */
export interface SourceFile {
  /** `-` is standard input. */
  readonly path: string;
  /** What stands in it; undefined where it names neither schema, so that no rule has anything to say. */
  readonly source: DecodedFile | undefined;
  /** Whether it may declare something at all, and implicit casts. */
  readonly mayDeclare: boolean;
  readonly mayDeclareCasts: boolean;
}

/** Throws `CommandFailure` where the file can't be read. */
export async function readSource(path: string): Promise<SourceFile> {
  try {
    return path === '-' ? lookAt(path, await buffer(process.stdin)) : lookAt(path, readBytes(path));
  } catch (error) {
    const what = path === '-' ? 'Standard input' : path;
    throw new CommandFailure(EXIT.usage, `${what} can't be read: ${reasonOf(error)}.`);
  }
}

/** What stands in a file that has been looked at; undefined where it can't be read any more. */
export function readText(path: string): string | undefined {
  try {
    return decode(readBytes(path)).text;
  } catch {
    // Gone since it was looked at: it declares nothing then.
    return undefined;
  }
}

/** Most files are put away by their bytes, each taken for a character. */
function lookAt(path: string, bytes: Buffer): SourceFile {
  const isWide = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  const decoded = isWide ? decode(bytes) : undefined;
  const text = decoded?.text ?? bytes.toString('latin1');
  const mayDeclare = DECLARES.test(text);
  return {
    path,
    source: NAMES.test(text) || path === '-' ? (decoded ?? decode(bytes)) : undefined,
    mayDeclare,
    mayDeclareCasts: mayDeclare && DECLARES_CASTS.test(text),
  };
}

/**
 * One file after the other: for thousands of small ones that takes a fraction of what asking for many at once
 * does. The bytes count until the next file is read.
 */
function readBytes(path: string): Buffer {
  const file = openSync(path, 'r');
  try {
    let length = 0;
    // A pipe gives what it has, a piece at a time.
    for (let read = -1; read !== 0 && length < shared.length; length += read)
      read = readSync(file, shared, length, shared.length - length, null);
    const bytes = shared.subarray(0, length);
    return length < shared.length ? bytes : Buffer.concat([bytes, readFileSync(file)]);
  } finally {
    closeSync(file);
  }
}

/**
 * Puts the text in the file's place in one step, so that nobody ever reads half of it; links stay links, rights stay
 * as they are. Throws `CommandFailure` where it can't be written; the file is as it was then.
 */
export function writeSource(path: string, file: DecodedFile): void {
  const bytes = encode(file);
  if (!bytes) throw new CommandFailure(EXIT.usage, `${path} can't be written in its encoding.`);
  try {
    replaceFile(realpathSync(path), bytes);
  } catch (error) {
    throw new CommandFailure(EXIT.usage, `${path} can't be written: ${reasonOf(error)}.`);
  }
}

function replaceFile(path: string, bytes: Buffer): void {
  accessSync(path, constants.W_OK);
  const draft = join(dirname(path), `.aurora-lambda-sql-${process.pid}.tmp`);
  try {
    writeFileSync(draft, bytes, { flag: 'wx' });
    chmodSync(draft, statSync(path).mode);
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}
