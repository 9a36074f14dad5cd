// `npm run bench:results [-- --parts P,P --rows N --rounds N]`: builds and runs bench/results/main.ts.
import { build } from 'esbuild';
import { ensureDependencies } from './dependencies.mjs';
import { run } from './processes.mjs';
import { main, ROOT } from './progress.mjs';

await main(async () => {
  await ensureDependencies();
  const outfile = '.cache/bench/results.cjs';
  await build({
    entryPoints: ['bench/results/main.ts'],
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    packages: 'external',
    outfile,
    absWorkingDir: ROOT,
    logLevel: 'warning',
  });
  return (await run(process.execPath, [outfile, ...process.argv.slice(2)], { cwd: ROOT })).code;
});
