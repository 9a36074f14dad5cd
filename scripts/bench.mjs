// `npm run bench`: builds what is measured, in a folder of its own, and runs bench/main.ts. Options: bench/options.ts.
import { build } from './build.mjs';
import { ensureDependencies } from './dependencies.mjs';
import { run } from './processes.mjs';
import { main, ROOT } from './progress.mjs';

await main(async () => {
  await ensureDependencies();
  await build('Building what is measured', '--bench');
  const args = ['.cache/bench/programs/bench.js', ...process.argv.slice(2)];
  return (await run(process.execPath, args, { cwd: ROOT })).code;
});
