// `npm run bench:results`: builds and runs bench/results/main.ts, whose options it takes.
import { build } from 'esbuild';
import { build as buildProduct } from './build.mjs';
import { ensurePackages } from './debianPackages.mjs';
import { ensureDependencies } from './dependencies.mjs';
import { packageExtension } from './package.mjs';
import { run } from './processes.mjs';
import { main, ROOT } from './progress.mjs';
import { ensureEdition } from './vscode/install.mjs';

const FOLDER = '.cache/bench';
const BASE = { bundle: true, absWorkingDir: ROOT, logLevel: 'warning' };

/** What runs in the page. */
async function buildPage() {
  await buildProduct('Building the panel');
  await build({
    ...BASE,
    entryPoints: ['bench/page/recorder.ts', 'bench/page/rivalGrid.ts'],
    platform: 'browser',
    target: 'chrome122',
    format: 'iife',
    outdir: `${FOLDER}/page`,
  });
}

/** Answers what the benchmark must know of it; a package that is already made is taken as it is. */
async function prepareVscode() {
  await ensureEdition('newest');
  return { EXTENSION_TEST_VSIX: process.env.EXTENSION_TEST_VSIX ?? (await packageExtension()) };
}

await main(async () => {
  await ensureDependencies();
  const args = process.argv.slice(2);
  const outfile = `${FOLDER}/results.cjs`;
  await build({
    ...BASE,
    entryPoints: ['bench/results/main.ts'],
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    packages: 'external',
    outfile,
  });
  const [scroll, vscode] = ['--scroll', '--vscode'].map((flag) => args.includes(flag));
  if (scroll || vscode)
    await ensurePackages('the benchmark needs it', 'chromium', 'fonts-dejavu-core', 'procps');
  if (scroll) await buildPage();
  const env = { ...process.env, ...(vscode && (await prepareVscode())) };
  return (await run(process.execPath, [outfile, ...args], { cwd: ROOT, env })).code;
});
