import { isAbsolute, relative, resolve, sep } from 'node:path';

/**
 * A path as services want it that show a report beside the code: from the repository's root, with slashes. `root`:
 * where the service says that is; without it the working directory is taken for the root.
 */
export function repositoryPath(path: string, root: string | undefined): string {
  if (path === '-') return 'stdin';
  const inside = relative(root ?? process.cwd(), resolve(path));
  const isInside = !isAbsolute(inside) && !inside.startsWith('..');
  return (isInside ? inside : path).split(sep).join('/');
}
