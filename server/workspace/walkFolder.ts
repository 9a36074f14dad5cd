/** The files below a folder that may hold SQL. */
import type { Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, relative, sep } from 'node:path';
import { languageOfFile } from '../../core/workspace/fileLanguage';
import { addIgnoreFile, findIgnoreRules, isIgnored, type IgnoreRules } from './ignoreRules';

interface Folder {
  readonly path: string;
  readonly rules: IgnoreRules | undefined;
}

/** Never read, whatever they hold: other people's code, and the history of one's own. */
const SKIPPED = new Set(['node_modules', 'bower_components', '.git', '.svn', '.hg', 'CVS']);

/**
 * Paths, each once. Links are followed where they lead out of the folder, and each place is read once, so that
 * circles end. What can't be read is passed over.
 */
export async function* walkFolder(root: string, isStopped: () => boolean): AsyncGenerator<string, void> {
  const outside = new Set<string>();
  const base = (await realpathIfThere(root)) ?? root;
  const waiting: Folder[] = [{ path: root, rules: orNone(() => findIgnoreRules(root)) }];
  for (let folder = waiting.pop(); folder && !isStopped(); folder = waiting.pop()) {
    const { path: parent, rules } = folder;
    for (const entry of await readFolder(parent)) {
      const path = join(parent, entry.name);
      const kind = entry.isSymbolicLink() ? await readLink(path, base, outside) : kindOf(entry);
      if (kind === undefined || isLeftOut(rules, path, kind === 'folder')) continue;
      if (kind === 'folder') waiting.push({ path, rules: rulesIn(rules, path) });
      else if (languageOfFile(entry.name) !== undefined) yield path;
    }
  }
}

/** Whether a walk through the folder comes by a file of this path, links aside. */
export function isWalked(root: string, path: string): boolean {
  if (!isBelow(root, path) || languageOfFile(path) === undefined) return false;
  let rules = orNone(() => findIgnoreRules(root));
  let at = root;
  for (const name of relative(root, dirname(path)).split(sep).filter(Boolean)) {
    at = join(at, name);
    if (isLeftOut(rules, at, true)) return false;
    rules = rulesIn(rules, at);
  }
  return !isLeftOut(rules, path, false);
}

function isLeftOut(rules: IgnoreRules | undefined, path: string, isFolder: boolean): boolean {
  return (isFolder && SKIPPED.has(basename(path))) || isIgnored(rules, path, isFolder);
}

function rulesIn(outer: IgnoreRules | undefined, folder: string): IgnoreRules | undefined {
  return orNone(() => addIgnoreFile(outer, folder)) ?? outer;
}

/** Rules that can't be read leave nothing out. */
function orNone(read: () => IgnoreRules | undefined): IgnoreRules | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
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
  try {
    return kindOf(await stat(target));
  } catch {
    return undefined;
  }
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
