import { spawnSync } from 'node:child_process';
import { CommandFailure, EXIT } from '../exitCode';

/** What git prints, or undefined where it refuses. Throws `CommandFailure` where there is no git. */
export function askGit(...args: readonly string[]): string | undefined {
  const { error, status, stdout } = spawnSync('git', args, { encoding: 'utf8', maxBuffer: 1 << 30 });
  if (error)
    throw new CommandFailure(EXIT.usage, `--changed asks git, which can't be run: ${error.message}.`);
  return status === 0 ? stdout : undefined;
}

/** The paths of a list that git separates by NUL; none where git refuses. */
export function listByGit(...args: readonly string[]): readonly string[] {
  return (askGit(...args) ?? '').split('\0').filter((path) => path !== '');
}

/** The id of a commit; undefined where the repository has none of that name. */
export function findCommit(name: string): string | undefined {
  return askGit('rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`)?.trim();
}
