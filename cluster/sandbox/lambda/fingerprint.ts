import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Folders that tools fill; a change there does not make a handler new. */
const IGNORED = new Set(['node_modules', '__pycache__', '.git', '.venv', 'venv']);
/** A folder of functions has far fewer; with more, only the first count. */
const MAX_FILES = 2000;

/** A text that changes when any of the files does. */
export function fingerprint(files: readonly string[]): string {
  return files.map(describeFile).join('\n');
}

/** All files of the folder and the folders in it. */
export function listFiles(folder: string): string[] {
  const files: string[] = [];
  const folders = [folder];
  for (let next = folders.pop(); next !== undefined && files.length < MAX_FILES; next = folders.pop()) {
    for (const entry of readEntries(next)) {
      if (IGNORED.has(entry.name)) continue;
      if (entry.isDirectory()) folders.push(join(next, entry.name));
      else files.push(join(next, entry.name));
    }
  }
  return files;
}

function readEntries(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

/** Time alone is not enough: an edit may fall into the same tick, or bring an old file back. */
function describeFile(path: string): string {
  const stats = statSync(path, { bigint: true, throwIfNoEntry: false });
  return stats ? `${path} ${stats.mtimeNs} ${stats.ctimeNs} ${stats.size} ${stats.ino}` : `${path} -`;
}
