// Fills the cache folder with a built VS Code, from the npm registry alone; no compiler, no install scripts.
import { chmodSync, copyFileSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { npm } from '../processes.mjs';
import { Refusal, ROOT, step } from '../progress.mjs';
import { editionPaths } from './editions.mjs';

/** VS Code's own file search; old code-servers expect a download from elsewhere in its place. */
const RIPGREP = '@vscode/ripgrep-universal@1.18.0';

async function npmInstall(folder, ...args) {
  const flags = ['--no-audit', '--no-fund', '--ignore-scripts', '--legacy-peer-deps', '--loglevel=error'];
  const { code, output } = await npm(['install', ...flags, ...args], { cwd: folder, quiet: true });
  if (code !== 0)
    throw new Refusal(`${output}\nVS Code could not be fetched. Is the npm registry reachable?`);
}

/** Puts a ripgrep where the workbench looks for one, unless it has its own. */
async function addRipgrep(home, workbench) {
  const wanted = join(workbench, 'node_modules/@vscode/ripgrep');
  if (!existsSync(wanted)) return;
  await npmInstall(home, '--no-save', RIPGREP);
  const found = join(
    home,
    'node_modules/@vscode/ripgrep-universal/bin',
    `${process.platform}-${process.arch}/rg`,
  );
  mkdirSync(join(wanted, 'bin'), { recursive: true });
  copyFileSync(found, join(wanted, 'bin/rg'));
  chmodSync(join(wanted, 'bin/rg'), 0o755);
}

/** VS Code's native modules come as source; these stand in for the ones it doesn't do well without. */
function addStandIns(workbench) {
  const standIns = {
    '@vscode/spdlog': 'spdlog',
    '@vscode/native-watchdog': 'watchdog',
    'native-watchdog': 'watchdog',
  };
  for (const [name, standIn] of Object.entries(standIns)) {
    const module = join(workbench, 'node_modules', name, 'index.js');
    if (existsSync(module)) copyFileSync(new URL(`standIns/${standIn}.cjs`, import.meta.url), module);
  }
}

async function fill(home, { codeServer, node, nodePackage }) {
  mkdirSync(home, { recursive: true });
  writeFileSync(join(home, 'package.json'), '{ "private": true }\n');
  const packages = [`code-server@${codeServer}`, ...(nodePackage ? [`${nodePackage}@${node}`] : [])];
  await npmInstall(home, ...packages);
  const workbench = join(home, 'node_modules/code-server/lib/vscode');
  await npmInstall(workbench, '--omit=dev');
  await npmInstall(join(workbench, 'extensions'), '--omit=dev');
  await addRipgrep(home, workbench);
  addStandIns(workbench);
}

/** Installs an edition when it is missing; answers its paths. */
export async function ensureEdition(name) {
  const paths = editionPaths(name);
  if (existsSync(paths.home) && existsSync(paths.nodePath)) return paths;
  if (process.platform !== 'linux' || !['x64', 'arm64'].includes(process.arch)) {
    throw new Refusal(
      'A browser VS Code can be set up on Linux (x64, arm64) only. Install VS Code with its `code` command.',
    );
  }
  const where = relative(ROOT, paths.home);
  await step(`Fetching VS Code ${paths.vscode} for the browser into ${where} (800 MB, once)`, async () => {
    // Filled aside and renamed when complete: what lies at its place is whole.
    const partial = `${paths.home}.${process.pid}`;
    rmSync(paths.home, { recursive: true, force: true });
    try {
      await fill(partial, paths);
      renameSync(partial, paths.home);
    } finally {
      rmSync(partial, { recursive: true, force: true });
    }
  });
  return paths;
}
