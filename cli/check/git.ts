import { spawnSync } from 'node:child_process';
import { CommandFailure, EXIT } from '../exitCode';

/** What git prints, or undefined where it refuses. Throws `CommandFailure` where there is no git. */
export function askGit(...args: readonly string[]): string | undefined {
  const { status, stdout } = runGit(args);
  return status === 0 ? stdout : undefined;
}

/** As `askGit`, but throws `CommandFailure` with git's own words where it refuses. */
export function demandGit(...args: readonly string[]): string {
  const { status, stdout, stderr } = runGit(args);
  if (status === 0) return stdout;
  const [reason = ''] = stderr.replace(/^fatal: /, '').split('\n');
  throw new CommandFailure(EXIT.usage, `--changed needs a git repository, and git refuses: ${reason}`);
}

/** The paths of a list that git separates by NUL. */
export function listByGit(...args: readonly string[]): readonly string[] {
  return demandGit(...args)
    .split('\0')
    .filter((path) => path !== '');
}

/** The id of a commit; undefined where the repository has none of that name. */
export function findCommit(name: string): string | undefined {
  return askGit('rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`)?.trim();
}

function runGit(args: readonly string[]) {
  const result = spawnSync('git', args, { encoding: 'utf8', maxBuffer: 1 << 30 });
  if (!result.error) return result;
  throw new CommandFailure(EXIT.usage, `--changed asks git, which can't be run: ${result.error.message}.`);
}
