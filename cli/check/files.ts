import { statSync } from 'node:fs';
import { join, sep } from 'node:path';
import { globSync } from 'fast-glob';
import { CommandFailure, EXIT } from '../exitCode';

const OPTIONS = { ignore: ['**/node_modules/**'] };

/**
 * The files that the arguments name, in their order, none twice: files, folders (all *.sql in them), globs, `-`.
 * Throws `CommandFailure` where one names nothing.
 */
export function findFiles(patterns: readonly string[]): readonly string[] {
  return [...new Set(patterns.flatMap(expand))];
}

function expand(pattern: string): readonly string[] {
  if (pattern === '-') return [pattern];
  const stats = statSync(pattern, { throwIfNoEntry: false });
  if (stats && !stats.isDirectory()) return [pattern];
  const found = stats
    ? globSync('**/*.sql', { ...OPTIONS, cwd: pattern }).map((path) => join(pattern, path))
    : expandGlob(pattern);
  if (found.length > 0) return found.sort();
  throw new CommandFailure(
    EXIT.usage,
    stats ? `There is no .sql file in ${pattern}.` : `There is no file ${pattern}. Check its spelling.`,
  );
}

/** Shells expand globs themselves, except for Windows' and where they are quoted. */
function expandGlob(pattern: string): string[] {
  if (!/[*?[{]/.test(pattern)) return [];
  return globSync(pattern.split(sep).join('/'), OPTIONS).map((path) => path.split('/').join(sep));
}
