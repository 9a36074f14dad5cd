import { isAbsolute, relative, sep } from 'node:path';

/** Whether a path is the folder or lies below it; `..data` is an ordinary name. */
export function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
