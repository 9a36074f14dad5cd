// `npm test`: installs what is missing, builds, and runs the stages in order; or only the stages named as arguments.
// The last line is `N passed, N failed`. In CI, rows of the benchmark that have got worse are warned of before it.
import { warnIfSlower } from './bench.mjs';
import { build } from './build.mjs';
import { ensureDependencies } from './dependencies.mjs';
import { main, Refusal, since } from './progress.mjs';
import { ALL, STAGES } from './stages.mjs';

/** One stage. What keeps it from running counts as a failure; the stages after it still run. */
async function runStage({ title, prepare, run }) {
  const startMs = Date.now();
  console.log(`\n=== ${title} ===`);
  try {
    await prepare?.();
    const counts = await run();
    console.log(`--- ${title}: ${counts.passed} passed, ${counts.failed} failed, ${since(startMs)}`);
    return counts;
  } catch (error) {
    console.log(error instanceof Refusal ? error.message : error);
    console.log(`--- ${title}: could not run, ${since(startMs)}`);
    return { passed: 0, failed: 1 };
  }
}

await main(async () => {
  const startMs = Date.now();
  const names = process.argv.length > 2 ? process.argv.slice(2) : ALL;
  const unknown = names.find((name) => !(name in STAGES));
  if (unknown)
    throw new Refusal(`There is no stage ${unknown}; there are ${Object.keys(STAGES).join(', ')}.`);
  await ensureDependencies();
  await build('Building the extension');
  await build('Building the tests', '--tests');
  const total = { passed: 0, failed: 0 };
  for (const name of names) {
    const { passed, failed } = await runStage(STAGES[name]);
    total.passed += passed;
    total.failed += failed;
  }
  if (process.env.CI) await warnIfSlower();
  console.log(`\nAll stages: ${since(startMs)}`);
  console.log(`${total.passed} passed, ${total.failed} failed`);
  return total.failed === 0 ? 0 : 1;
});
