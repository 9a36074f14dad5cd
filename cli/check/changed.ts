/** The files of a git repository that differ from where a branch began. */
import { realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import { CommandFailure, EXIT } from '../exitCode';
import { askGit, demandGit, findCommit, listByGit } from './git';

/** Where a branch began, if the user does not say: the default branch, here or at its origin. */
const DEFAULT_BASES = [
  'refs/remotes/origin/HEAD',
  'refs/remotes/origin/main',
  'refs/remotes/origin/master',
  '@{upstream}',
  'refs/heads/main',
  'refs/heads/master',
];

/**
 * Absolute paths of the files that were added or changed since `base` and the working tree's branch parted, committed
 * or not, and of those that git does not know yet. Without `base` it is the default branch; where there is none, the
 * last commit. Throws `CommandFailure` outside of a repository and where git does not know `base`.
 */
export function findChangedFiles(base: string | undefined): ReadonlySet<string> {
  const root = demandGit('rev-parse', '--show-toplevel').trimEnd();
  const since = base === undefined ? findDefaultBase() : findGivenBase(base);
  const tracked =
    since === undefined
      ? listByGit('-C', root, 'ls-files', '-z')
      : listByGit('-C', root, 'diff', '--name-only', '--no-renames', '--diff-filter=d', '-z', since, '--');
  const untracked = listByGit('-C', root, 'ls-files', '--others', '--exclude-standard', '-z');
  return new Set([...tracked, ...untracked].map((path) => resolve(root, path)));
}

/** Whether a file that an argument named is one of those; links are followed, as git stores no path twice. */
export function isChanged(changed: ReadonlySet<string>, path: string): boolean {
  return path === '-' || changed.has(resolve(path)) || changed.has(realpathSync.native(path));
}

/** Undefined in a repository without a commit: all is new there. */
function findDefaultBase(): string | undefined {
  if (findCommit('HEAD') === undefined) return undefined;
  const base = DEFAULT_BASES.find((name) => findCommit(name) !== undefined);
  return base === undefined ? 'HEAD' : findFork(base);
}

function findGivenBase(base: string): string {
  if (findCommit(base) !== undefined) return findFork(base);
  throw new CommandFailure(
    EXIT.usage,
    `git knows no commit "${base}" here. If it is a branch, fetch it first: CI often clones the newest commit alone.`,
  );
}

/** Histories without a common beginning are compared as they are. */
function findFork(base: string): string {
  return askGit('merge-base', base, 'HEAD')?.trim() ?? findCommit(base) ?? 'HEAD';
}
