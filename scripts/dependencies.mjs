// Brings node_modules to the state of package-lock.json, if it isn't there already.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { npm } from './processes.mjs';
import { Refusal, ROOT, step } from './progress.mjs';

const readPackages = (file) => JSON.parse(readFileSync(join(ROOT, file), 'utf8')).packages;

/** Why `npm ci` is needed, or undefined. Compared by content, since the files' times say nothing after a checkout. */
function reasonToInstall() {
  const installedList = 'node_modules/.package-lock.json';
  if (!existsSync(join(ROOT, installedList))) return 'node_modules is missing';
  const installed = readPackages(installedList);
  const stale = Object.entries(readPackages('package-lock.json')).find(
    ([path, wanted]) => path !== '' && !wanted.optional && installed[path]?.version !== wanted.version,
  );
  return stale && `${stale[0]} is not the one of package-lock.json`;
}

/** Installs the npm packages when something is missing. */
export async function ensureDependencies() {
  const reason = reasonToInstall();
  if (reason === undefined) return;
  await step(`npm ci: ${reason}`, async () => {
    const { code, output } = await npm(['ci', '--include=dev', '--no-audit', '--no-fund'], {
      cwd: ROOT,
      quiet: true,
    });
    if (code !== 0) throw new Refusal(`${output}\nnpm ci failed. Is the npm registry reachable?`);
  });
}
