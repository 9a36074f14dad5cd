// Runs a program of tests and learns how many passed from a file that the program writes.
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { run } from './processes.mjs';
import { ROOT } from './progress.mjs';

/** `{ passed, failed }` of the file, or undefined when there is no whole file. */
function readCounts(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if (error.code === 'ENOENT' || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/**
 * Runs node with the arguments that `toArgs(file)` makes, and answers what the program wrote to the file.
 * No file, no test or another exit code than 0 is a failure, whatever the program says.
 */
export async function countedRun(name, { toArgs, toEnv, timeoutMs }) {
  const file = join(ROOT, 'out/counts', `${name}.json`);
  mkdirSync(dirname(file), { recursive: true });
  rmSync(file, { force: true });
  const env = { ...process.env, ...toEnv(file) };
  const { code, output } = await run(process.execPath, toArgs(file), { cwd: ROOT, timeoutMs, env });
  if (output) console.log(output);
  const counts = readCounts(file);
  if (counts === undefined) console.log(`The run ended (code ${code}) without saying how it went.`);
  else if (counts.passed + counts.failed === 0) console.log('No test was run.');
  const { passed, failed } = counts ?? { passed: 0, failed: 0 };
  return { passed, failed: code === 0 && passed > 0 ? failed : Math.max(failed, 1) };
}

/** Runs built test files, some at a time, with node's own runner. */
export function nodeTests(name, files, { concurrency, timeoutMs, env = {} }) {
  const toArgs = () => [
    '--test',
    `--test-concurrency=${concurrency}`,
    '--test-reporter=./scripts/countReporter.mjs',
    '--test-reporter-destination=stdout',
    ...files,
  ];
  return countedRun(name, { toArgs, toEnv: (file) => ({ TEST_COUNTS: file, ...env }), timeoutMs });
}
