/** Reads the files that `\i` names. */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { expandHome } from '../profile/homePath';
import { decodeScript } from './decodeScript';
import type { ReadScript } from './options';

/** In the system's words, as psql has them. */
const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'No such file or directory',
  ENOTDIR: 'Not a directory',
  EACCES: 'Permission denied',
  EPERM: 'Operation not permitted',
  ELOOP: 'Too many levels of symbolic links',
  ENAMETOOLONG: 'File name too long',
};

/**
 * Names count from `folder`. `findOpen` gives the text of a file that is open in an editor, which goes before what is
 * on disk.
 */
export function createScriptReader(
  folder: string,
  findOpen: (path: string) => string | undefined = () => undefined,
): ReadScript {
  return async (name) => {
    const path = resolve(folder, expandHome(name));
    try {
      const text = findOpen(path) ?? decodeScript(await readFile(path));
      if (text === undefined) return { kind: 'failed', message: `${name}: The file is not in UTF-8` };
      return { kind: 'read', path, text: text.replace(/^\ufeff/, '') };
    } catch (error) {
      const { code = '', message } = error as NodeJS.ErrnoException;
      if (code === 'EISDIR')
        return { kind: 'failed', message: 'could not read from input file: Is a directory' };
      return { kind: 'failed', message: `${name}: ${REASONS[code] ?? message}` };
    }
  };
}
