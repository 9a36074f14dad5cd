import { readdirSync, statSync, type Dirent } from 'node:fs';
import { join, resolve, sep } from 'node:path';
import { addIgnoreFile, findIgnoreRules, isIgnored, type IgnoreRules } from './ignoreRules';

/**
 * Paths of all files in a folder and below, each beginning with the folder as it was given, in no order. Left out:
 * what git ignores, `node_modules`, and what is hidden by a dot. Links to folders are not followed.
 */
export function walkFolder(folder: string): string[] {
  const found: string[] = [];
  visit(folder === '.' ? '' : folder, resolve(folder), findIgnoreRules(folder), found);
  return found;
}

/** `rules` hold the folder's own already. */
function visit(folder: string, absolute: string, rules: IgnoreRules | undefined, found: string[]): void {
  for (const entry of readdirSync(absolute, { withFileTypes: true })) {
    if (entry.name.startsWith('.') || entry.name === 'node_modules') continue;
    const path = absolute.endsWith(sep) ? absolute + entry.name : absolute + sep + entry.name;
    const isFolder = entry.isDirectory();
    if (isIgnored(rules, path, isFolder)) continue;
    if (isFolder) visit(join(folder, entry.name), path, addIgnoreFile(rules, path), found);
    else if (isFile(entry, path)) found.push(join(folder, entry.name));
  }
}

function isFile(entry: Dirent, path: string): boolean {
  if (!entry.isSymbolicLink()) return entry.isFile();
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}
