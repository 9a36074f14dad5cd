import { existsSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

const NAME = 'functions';

/**
 * Where the sandbox finds handlers unless told: the folder `functions` beside the SQL file or above it, as far up as
 * the working directory; else the one in the working directory, there or not.
 */
export function findFunctionsFolder(cwd: string, file: string | undefined): string {
  const fallback = join(cwd, NAME);
  if (file === undefined) return fallback;
  const beside = dirname(resolve(cwd, file));
  const above = relative(cwd, beside);
  const within = above === '' || !above.startsWith('..');
  for (let folder = beside; ; folder = dirname(folder)) {
    if (isFolder(join(folder, NAME))) return join(folder, NAME);
    if (!within || folder === resolve(cwd) || folder === dirname(folder)) return fallback;
  }
}

function isFolder(path: string): boolean {
  return existsSync(path) && statSync(path).isDirectory();
}
