import { readdirSync, statSync, type Dirent } from 'node:fs';
import { join, resolve, sep } from 'node:path';
import {
  addIgnoreFile,
  findIgnoreRules,
  isIgnored,
  type IgnoreRules,
} from '../../server/workspace/ignoreRules';

/**
 * Paths of all files in a folder and below, each beginning with the folder as it was given, in no order. Left out:
 * what git ignores, `node_modules`, and what is hidden by a dot. Links to folders are not followed.
 */
export function walkFolder(folder: string): string[] {
  const found: string[] = [];
  visit(join(folder, sep), withSeparator(resolve(folder)), findIgnoreRules(folder), found);
  return found;
}

/** Both paths end with a separator; `rules` hold the folder's own already. */
function visit(folder: string, absolute: string, rules: IgnoreRules | undefined, found: string[]): void {
  const shown = folder === `.${sep}` ? '' : folder;
  for (const entry of readdirSync(absolute, { withFileTypes: true })) {
    const { name } = entry;
    if (name.startsWith('.') || name === 'node_modules') continue;
    const path = absolute + name;
    const isFolder = entry.isDirectory();
    if (isIgnored(rules, path, isFolder)) continue;
    if (isFolder) visit(shown + name + sep, path + sep, addIgnoreFile(rules, path), found);
    else if (isFile(entry, path)) found.push(shown + name);
  }
}

function withSeparator(folder: string): string {
  return folder.endsWith(sep) ? folder : folder + sep;
}

function isFile(entry: Dirent, path: string): boolean {
  if (!entry.isSymbolicLink()) return entry.isFile();
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}
