import { createHash } from 'node:crypto';
import { realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

const PRODUCT = 'aurora-lambda-sql';
/** Enough that two workspaces never meet, short enough for Windows. */
const NAME_LENGTH = 16;

/** Where the embedded cluster of a workspace keeps its data: a folder of its own in the user's cache. */
export function sandboxHome(workspaceDir: string): string {
  const name = createHash('sha256').update(readRealPath(workspaceDir)).digest('hex').slice(0, NAME_LENGTH);
  return join(cacheFolder(), PRODUCT, 'sandbox', name);
}

function readRealPath(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    // A workspace may be opened before its folder exists.
    return resolve(path);
  }
}

function cacheFolder(): string {
  const { LOCALAPPDATA, XDG_CACHE_HOME } = process.env;
  if (process.platform === 'win32') return LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local');
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches');
  return XDG_CACHE_HOME ?? join(homedir(), '.cache');
}
