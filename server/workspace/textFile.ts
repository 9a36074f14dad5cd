/** Files as far as they concern us: most are put away after a look at their bytes. */
import { open } from 'node:fs/promises';
import { SCHEMAS } from '../../core/catalog/functions';

/** Longer files are dumps and bundles, which no person edits. */
const MAX_BYTES = 3 * 1024 * 1024;
const NAMES = SCHEMAS.map(({ name }) => name).join('|');
/** What makes a file of another language worth reading. */
export const NAMES_US = new RegExp(NAMES, 'i');
/** A script may also create what the calls of other files read, or include other scripts. */
export const CONCERNS_SCRIPTS = new RegExp(`${NAMES}|create|\\\\i`, 'i');
export const ANYTHING = /^/;

export interface ReadFile {
  /** Changes when the file does. */
  readonly stamp: string;
  /** Undefined where the file holds nothing for us, or is too long. */
  readonly text: string | undefined;
}

/**
 * The text if it `concerns` us. Undefined for what is no file, or can't be read. `knownStamp`: a file that still has it
 * is not read.
 */
export async function readTextFile(
  path: string,
  concerns: RegExp,
  knownStamp?: string,
): Promise<ReadFile | 'same' | undefined> {
  try {
    const file = await open(path);
    try {
      const { size, mtimeMs } = await file.stat();
      const stamp = `${size} ${mtimeMs}`;
      if (stamp === knownStamp) return 'same';
      const isShort = size <= MAX_BYTES;
      return { stamp, text: isShort ? toText(await file.readFile(), concerns) : undefined };
    } finally {
      await file.close();
    }
  } catch {
    return undefined;
  }
}

function toText(bytes: Buffer, concerns: RegExp): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) {
    const text = new TextDecoder('utf-16le').decode(bytes);
    return concerns.test(text) ? text : undefined;
  }
  if (bytes.includes(0) || !concerns.test(bytes.toString('latin1'))) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // Not UTF-8: then each byte is a character, as editors guess too.
    return bytes.toString('latin1');
  }
}
