// `npm run fuzz -- [--seconds N] [--seed S]`: random edits on real-looking files. See test/fuzz/fuzz.ts.
import { build } from './build.mjs';
import { ensureDependencies } from './dependencies.mjs';
import { run } from './processes.mjs';
import { main, ROOT } from './progress.mjs';

await main(async () => {
  await ensureDependencies();
  await build('Building the fuzzer', '--fuzz');
  const args = ['.cache/fuzz/fuzz.js', ...process.argv.slice(2)];
  return (await run(process.execPath, args, { cwd: ROOT })).code;
});
