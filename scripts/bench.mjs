// `npm run bench`: builds what is measured, in a folder of its own, and runs bench/main.ts. Options: bench/options.ts.
import { build } from './build.mjs';
import { ensureDependencies } from './dependencies.mjs';
import { isMain } from './isMain.mjs';
import { run } from './processes.mjs';
import { main, ROOT } from './progress.mjs';

/** The exit code, which is 0 however slow anything is. */
async function bench(args, options = {}) {
  await build('Building what is measured', '--bench');
  return (await run(process.execPath, ['.cache/bench/programs/bench.js', ...args], { cwd: ROOT, ...options }))
    .code;
}

/** Prints a warning for each row that has got worse by half, as CI shows it; nothing fails for it. */
export async function warnIfSlower() {
  try {
    await bench(['--quick', '--compare'], { timeoutMs: 120_000 });
  } catch (error) {
    console.log(`The benchmark could not run: ${error.message}`);
  }
}

if (isMain(import.meta)) {
  await main(async () => {
    await ensureDependencies();
    return bench(process.argv.slice(2));
  });
}
