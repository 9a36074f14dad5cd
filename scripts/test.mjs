// `npm test`: installs what is missing, builds, and runs the stages in order; or only the stages named as arguments.
// The last line is `N passed, N failed`.
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from './build.mjs';
import { checkAll } from './check.mjs';
import { ensurePackages } from './debianPackages.mjs';
import { ensureDependencies } from './dependencies.mjs';
import { packageExtension } from './package.mjs';
import { run } from './processes.mjs';
import { main, Refusal, ROOT, since } from './progress.mjs';
import { ensureEdition } from './vscode/install.mjs';

const TESTS = 'out/test';
const COUNTS = join(ROOT, 'out/counts');
const MINUTE_MS = 60_000;

/** All built test files of the folders that `wanted` accepts, by their path under out/test. */
function testFiles(wanted) {
  const all = readdirSync(join(ROOT, TESTS), { recursive: true });
  return all
    .filter((path) => path.endsWith('.test.js') && wanted(path.split(/[\\/]/)[0]))
    .map((path) => join(TESTS, path));
}

/** Runs a program that writes `{ passed, failed }` to the file it is told; no such file is a failure. */
async function counted(name, timeoutMs, toArgs, env) {
  const file = join(COUNTS, `${name}.json`);
  rmSync(file, { force: true });
  const { code, output } = await run(process.execPath, toArgs(file), {
    cwd: ROOT,
    timeoutMs,
    env: { ...process.env, ...env(file) },
  });
  if (output) console.log(output);
  const { passed, failed } = readCounts(file);
  if (passed + failed === 0) console.log(`${name}: no test was run (exit code ${code})`);
  const clean = code === 0 && passed > 0;
  return { passed, failed: clean ? failed : Math.max(failed, 1) };
}

function readCounts(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if (error.code !== 'ENOENT' && !(error instanceof SyntaxError)) throw error;
    return { passed: 0, failed: 0 };
  }
}

function nodeTests(name, files, concurrency, timeoutMs, env = {}) {
  const reporters = (file) => [
    ...['--test-reporter=spec', '--test-reporter-destination=stdout'],
    ...['--test-reporter=./scripts/countReporter.mjs', `--test-reporter-destination=${file}`],
  ];
  const toArgs = (file) => ['--test', `--test-concurrency=${concurrency}`, ...reporters(file), ...files];
  return counted(name, timeoutMs, toArgs, () => env);
}

function extensionHost(editionName) {
  const env = (file) => ({ EXTENSION_TEST_RESULT: file, EXTENSION_TEST_EDITION: editionName });
  return counted(editionName, 10 * MINUTE_MS, () => [join(TESTS, 'vscode/main.js')], env);
}

/** Each prepares what it needs and answers `{ passed, failed }`. */
const STAGES = {
  check: { title: 'Types, lint, format, layers', run: checkAll },
  unit: {
    title: 'Unit and integration tests',
    prepare: () => ensurePackages('postgresql-client', 'python3'),
    run: () =>
      nodeTests(
        'unit',
        testFiles((top) => top !== 'vscode' && top !== 'e2e'),
        2,
        15 * MINUTE_MS,
      ),
  },
  vscode: {
    title: 'In the extension host of the newest VS Code',
    prepare: () => prepareVscode('newest'),
    run: () => extensionHost('newest'),
  },
  oldest: {
    title: 'In the extension host of the oldest VS Code',
    prepare: () => prepareVscode('oldest'),
    run: () => extensionHost('oldest'),
  },
  e2e: {
    title: 'The packaged extension in VS Code in a browser',
    prepare: () => prepareVscode('newest'),
    run: async () => {
      const EXTENSION_TEST_VSIX = await packageExtension();
      return nodeTests(
        'e2e',
        testFiles((top) => top === 'e2e'),
        1,
        10 * MINUTE_MS,
        { EXTENSION_TEST_VSIX },
      );
    },
  },
};

async function prepareVscode(editionName) {
  await ensurePackages('chromium', 'fonts-dejavu-core', 'python3');
  await ensureEdition(editionName);
}

/** One stage. What keeps it from running counts as a failure; the stages after it still run. */
async function runStage({ title, prepare, run: runTests }) {
  const startMs = Date.now();
  console.log(`\n=== ${title} ===`);
  try {
    await prepare?.();
    const counts = await runTests();
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
  const names = process.argv.length > 2 ? process.argv.slice(2) : ['check', 'unit', 'vscode', 'e2e'];
  const unknown = names.find((name) => !(name in STAGES));
  if (unknown)
    throw new Refusal(`There is no stage ${unknown}; there are ${Object.keys(STAGES).join(', ')}.`);
  await ensureDependencies();
  await build('Building the extension');
  await build('Building the tests', '--tests');
  mkdirSync(COUNTS, { recursive: true });
  const total = { passed: 0, failed: 0 };
  for (const name of names) {
    const { passed, failed } = await runStage(STAGES[name]);
    total.passed += passed;
    total.failed += failed;
  }
  console.log(`\nAll stages: ${since(startMs)}`);
  console.log(`${total.passed} passed, ${total.failed} failed`);
  return total.failed === 0 ? 0 : 1;
});
