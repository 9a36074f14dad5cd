/** What git would leave alone: `.gitignore` files, the innermost deciding, and the repository's own `info/exclude`. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';
import ignore, { type Ignore } from 'ignore';

/** The rules that hold in a folder, and those of the folders round it. */
export interface IgnoreRules {
  /** Absolute path of the folder that the rules' patterns count from. */
  readonly base: string;
  readonly matcher: Ignore;
  readonly outer: IgnoreRules | undefined;
}

const IGNORE_FILE = '.gitignore';
/** As git is set up by default on file systems that tell cases apart. */
const OPTIONS = { ignorecase: process.platform === 'win32' || process.platform === 'darwin' };

/** The rules that hold for what lies in a folder, from its repository's root down; undefined where there are none. */
export function findIgnoreRules(folder: string): IgnoreRules | undefined {
  const start = resolve(folder);
  const root = findRepositoryRoot(start);
  if (root === undefined) return addIgnoreFile(undefined, start);
  let rules = addPatterns(undefined, root, readExcludes(root));
  for (const base of foldersDownTo(start, root)) {
    // Who names a folder that is ignored wants what is in it.
    if (isIgnored(rules, base, true)) rules = undefined;
    rules = addIgnoreFile(rules, base);
  }
  return rules;
}

/** The rules with those of the folder's own ignore file, if it has one. */
export function addIgnoreFile(outer: IgnoreRules | undefined, base: string): IgnoreRules | undefined {
  const file = join(base, IGNORE_FILE);
  const isThere = statSync(file, { throwIfNoEntry: false })?.isFile();
  return isThere ? addPatterns(outer, base, readFileSync(file, 'utf8')) : outer;
}

/**
 * `path` is absolute, and no folder between the rules and it is ignored: rules that ignore the folder it lies in have
 * been overruled for that folder by inner ones, and with it for what it holds.
 */
export function isIgnored(rules: IgnoreRules | undefined, path: string, isFolder: boolean): boolean {
  const parent = dirname(path);
  for (let scope = rules; scope; scope = scope.outer) {
    const { ignored, unignored } = ask(scope, path, isFolder);
    if (unignored) return false;
    if (ignored && !ask(scope, parent, true).ignored) return true;
  }
  return false;
}

function ask({ base, matcher }: IgnoreRules, path: string, isFolder: boolean) {
  const inside = path.slice(base.length + (base.endsWith(sep) ? 0 : 1));
  if (inside === '') return { ignored: false, unignored: false };
  const name = inside.split(sep).join('/');
  return matcher.test(isFolder ? `${name}/` : name);
}

function addPatterns(
  outer: IgnoreRules | undefined,
  base: string,
  patterns: string,
): IgnoreRules | undefined {
  return patterns === '' ? outer : { base, matcher: ignore(OPTIONS).add(patterns), outer };
}

function findRepositoryRoot(folder: string): string | undefined {
  if (existsSync(join(folder, '.git'))) return folder;
  const parent = dirname(folder);
  return parent === folder ? undefined : findRepositoryRoot(parent);
}

/** From `root` to `folder`, both included. */
function foldersDownTo(folder: string, root: string): readonly string[] {
  return folder === root ? [root] : [...foldersDownTo(dirname(folder), root), folder];
}

/** `.git` is a file in a worktree or a submodule, and says where the rest is (gitrepository-layout). */
function readExcludes(root: string): string {
  const git = join(root, '.git');
  const own = statSync(git).isDirectory() ? git : followGitFile(root, readFileSync(git, 'utf8'));
  const common = join(own, 'commondir');
  const shared = existsSync(common) ? resolve(own, readFileSync(common, 'utf8').trim()) : own;
  const file = join(shared, 'info', 'exclude');
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

function followGitFile(root: string, text: string): string {
  return resolve(root, text.replace(/^gitdir:/, '').trim());
}
