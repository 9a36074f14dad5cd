// `npm run bench:results`: builds and runs bench/results/main.ts, whose options it takes.
import { build } from 'esbuild';
import { build as buildProduct } from './build.mjs';
import { ensureDependencies } from './dependencies.mjs';
import { run } from './processes.mjs';
import { main, ROOT } from './progress.mjs';

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
  if (args.includes('--scroll')) await buildPage();
  return (await run(process.execPath, [outfile, ...args], { cwd: ROOT })).code;
});
