import { sep } from 'node:path';

/** CommonJS modules that were loaded from a folder of the user's; Node keeps no such list of ES modules. */
export function findLoadedFiles(): string[] {
  const isOwn = (path: string): boolean => !path.includes(`${sep}node_modules${sep}`) && path !== __filename;
  return Object.keys(require.cache).filter(isOwn);
}
