import { relative, resolve, sep } from 'node:path';
import { isInside } from '../isInside';

/**
 * A path as services want it that show a report beside the code: from the repository's root, with slashes. `root`:
 * where the service says that is; without it the working directory is taken for the root.
 */
export function repositoryPath(path: string, root: string | undefined): string {
  if (path === '-') return 'stdin';
  const folder = root ?? process.cwd();
  const shown = isInside(folder, resolve(path)) ? relative(folder, resolve(path)) : path;
  return shown.split(sep).join('/');
}
