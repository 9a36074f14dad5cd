import { existsSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { FUNCTIONS_FOLDER } from '../core/catalog/handlerFiles';
import { isInside } from './isInside';

/**
 * Where the sandbox finds handlers unless told: the folder `functions` beside the SQL file or above it, as far up as
 * the working directory; else the one in the working directory, there or not.
 */
export function findFunctionsFolder(cwd: string, file: string | undefined): string {
  const fallback = join(cwd, FUNCTIONS_FOLDER);
  if (file === undefined) return fallback;
  const beside = dirname(resolve(cwd, file));
  const within = isInside(cwd, beside);
  for (let folder = beside; ; folder = dirname(folder)) {
    if (isFolder(join(folder, FUNCTIONS_FOLDER))) return join(folder, FUNCTIONS_FOLDER);
    if (!within || folder === resolve(cwd) || folder === dirname(folder)) return fallback;
  }
}

function isFolder(path: string): boolean {
  return existsSync(path) && statSync(path).isDirectory();
}
