import { homedir } from 'node:os';
import { join } from 'node:path';

/** `~/…` with the user's home folder in place of the tilde; any other path as it is. */
export function expandHome(path: string): string {
  return /^~(?:[/\\]|$)/.test(path) ? join(homedir(), path.slice(1)) : path;
}
