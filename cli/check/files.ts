import { statSync } from 'node:fs';
import { resolve, sep } from 'node:path';
import picomatch from 'picomatch';
import { languageOfFile } from '../../core/workspace/fileLanguage';
import { CommandFailure, EXIT } from '../exitCode';
import { reasonOf } from '../source';
import { walkFolder } from './walk';

/**
 * The files that the arguments name, in their order, none twice, however it is spelt: files, whatever they are called;
 * folders, with all SQL files and sources in them; globs; `-`. Throws `CommandFailure` where one names nothing or can't
 * be read.
 */
export function findFiles(patterns: readonly string[]): readonly string[] {
  const found = new Map<string, string>();
  for (const path of patterns.flatMap(expandReadable)) {
    const file = path === '-' ? path : resolve(path);
    if (!found.has(file)) found.set(file, path);
  }
  return [...found.values()];
}

function expandReadable(pattern: string): readonly string[] {
  try {
    return expand(pattern);
  } catch (error) {
    const { syscall, path = pattern } = error as NodeJS.ErrnoException;
    if (syscall === undefined) throw error;
    throw new CommandFailure(EXIT.usage, `${path} can't be read: ${reasonOf(error)}.`);
  }
}

function expand(pattern: string): readonly string[] {
  if (pattern === '-') return [pattern];
  const stats = statSync(pattern, { throwIfNoEntry: false });
  if (stats && !stats.isDirectory()) return [pattern];
  const found = stats ? walkFolder(pattern).filter(holdsSql) : expandGlob(pattern);
  if (found.length > 0) return found.sort();
  throw new CommandFailure(
    EXIT.usage,
    stats
      ? `There is no SQL file and no source to check in ${pattern}. What git ignores is left out.`
      : `There is no file ${pattern}. Check its spelling.`,
  );
}

/** By its name. */
function holdsSql(path: string): boolean {
  return languageOfFile(path) !== undefined;
}

/** Shells expand globs themselves, except for Windows' and where they are quoted. */
function expandGlob(pattern: string): string[] {
  const glob = pattern
    .split(sep)
    .join('/')
    .replace(/^\.\/+/, '')
    .replace(/(?<=.)\/{2,}/g, '/');
  const { isGlob, base } = picomatch.scan(glob);
  if (!isGlob) return [];
  const folder = base === '' ? '.' : base;
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return [];
  const matches = picomatch(glob);
  // `src/**` means the sources in there; `src/**/*.txt` says itself what is wanted.
  const saysEnding = /\.[^/]+$/.test(glob);
  return walkFolder(folder).filter(
    (path) => (saysEnding || holdsSql(path)) && matches(path.split(sep).join('/')),
  );
}
