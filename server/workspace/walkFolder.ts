/** The files below a folder that may hold SQL. */
import { existsSync, type Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { languageOfFile } from '../../core/workspace/fileLanguage';
import { isIgnored, readIgnoreRules, readRulesAbove, type IgnoreRules } from './ignoreRules';

interface Folder {
  readonly path: string;
  readonly rules: IgnoreRules;
}

/**
 * Paths, each once. Links are followed where they lead out of the folder, and each place is read once, so that
 * circles end. What can't be read is passed over.
 */
export async function* walkFolder(root: string, isStopped: () => boolean): AsyncGenerator<string, void> {
  const outside = new Set<string>();
  const base = (await realpathIfThere(root)) ?? root;
  const rules = await readRulesAbove(root, hasHistory);
  const waiting: Folder[] = [{ path: root, rules }];
  for (let folder = waiting.pop(); folder && !isStopped(); folder = waiting.pop()) {
    const entries = await readFolder(folder.path);
    const hasRules = entries.some(({ name }) => name === '.gitignore');
    const here = hasRules ? await readIgnoreRules(folder.path, folder.rules) : folder.rules;
    for (const entry of entries) {
      const path = join(folder.path, entry.name);
      const kind = entry.isSymbolicLink() ? await readLink(path, base, outside) : kindOf(entry);
      if (kind === undefined || isIgnored(here, path, entry.name, kind === 'folder')) continue;
      if (kind === 'folder') waiting.push({ path, rules: here });
      else if (languageOfFile(entry.name) !== undefined) yield path;
    }
  }
}

/** Whether a walk through the folder comes by a file of this path, links aside. */
export async function isWalked(root: string, path: string): Promise<boolean> {
  if (!isBelow(root, path) || languageOfFile(path) === undefined) return false;
  const names = relative(root, path).split(sep);
  let rules = await readRulesAbove(root, hasHistory);
  let at = root;
  for (const [index, name] of names.entries()) {
    rules = await readIgnoreRules(at, rules);
    at = join(at, name);
    if (isIgnored(rules, at, name, index < names.length - 1)) return false;
  }
  return true;
}

function hasHistory(folder: string): boolean {
  return existsSync(join(folder, '.git'));
}

type Kind = 'file' | 'folder' | undefined;

function kindOf(entry: Pick<Dirent, 'isFile' | 'isDirectory'>): Kind {
  if (entry.isDirectory()) return 'folder';
  return entry.isFile() ? 'file' : undefined;
}

/** What a link leads to; undefined for a place that is read by another way. */
async function readLink(path: string, base: string, outside: Set<string>): Promise<Kind> {
  const target = await realpathIfThere(path);
  if (target === undefined || target === base || isBelow(base, target) || isBelow(target, base))
    return undefined;
  if (outside.has(target)) return undefined;
  outside.add(target);
  return kindOf(await stat(target));
}

/** Whether `path` lies in the folder. */
export function isBelow(folder: string, path: string): boolean {
  return path.startsWith(folder) && /^[\\/]/.test(path.slice(folder.replace(/[\\/]$/, '').length));
}

async function realpathIfThere(path: string): Promise<string | undefined> {
  try {
    return await realpath(path);
  } catch {
    return undefined;
  }
}

async function readFolder(path: string): Promise<readonly Dirent[]> {
  try {
    return await readdir(path, { withFileTypes: true });
  } catch {
    return [];
  }
}
