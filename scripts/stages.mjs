// What `npm test` consists of. A stage prepares what it needs and answers `{ passed, failed }`.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { checkAll } from './check.mjs';
import { countedRun, nodeTests } from './countedRun.mjs';
import { ensurePackages } from './debianPackages.mjs';
import { packageExtension } from './package.mjs';
import { ensurePostgresServers } from './postgresServers.mjs';
import { ROOT } from './progress.mjs';
import { ensureEdition } from './vscode/install.mjs';

const TESTS = 'out/test';
const MINUTE_MS = 60_000;
/** Folders of tests that need VS Code around them. */
const IN_VSCODE = ['vscode', 'e2e'];

/** The built test files in the folders of out/test that `wanted` accepts. */
function testFiles(wanted) {
  const all = readdirSync(join(ROOT, TESTS), { recursive: true });
  return all
    .filter((path) => path.endsWith('.test.js') && wanted(path.split(/[\\/]/)[0]))
    .map((path) => join(TESTS, path));
}

/** What most stages need, and more. */
function preparePackages(...more) {
  return ensurePackages('the tests need it', 'chromium', 'fonts-dejavu-core', 'procps', 'python3', ...more);
}

async function prepareVscode(editionName, ...more) {
  await preparePackages(...more);
  await ensureEdition(editionName);
}

/** The suite of test/vscode in the extension host of one edition of VS Code. */
function extensionHost(editionName) {
  return countedRun(editionName, {
    toArgs: () => [join(TESTS, 'vscode/main.js')],
    toEnv: (file) => ({ EXTENSION_TEST_RESULT: file, EXTENSION_TEST_EDITION: editionName }),
    timeoutMs: 10 * MINUTE_MS,
  });
}

function unitTests() {
  const files = testFiles((folder) => !IN_VSCODE.includes(folder));
  return nodeTests('unit', files, { concurrency: 2, timeoutMs: 40 * MINUTE_MS });
}

async function endToEnd() {
  const env = { EXTENSION_TEST_VSIX: await packageExtension() };
  const files = testFiles((folder) => folder === 'e2e');
  return nodeTests('e2e', files, { concurrency: 1, timeoutMs: 20 * MINUTE_MS, env });
}

export const STAGES = {
  check: { title: 'Types, lint, format, layers', run: checkAll },
  unit: {
    title: 'Unit and integration tests',
    prepare: async () => {
      await preparePackages('openssh-server', 'postgresql-client');
      await ensurePostgresServers();
    },
    run: unitTests,
  },
  vscode: {
    title: 'In the extension host of the newest VS Code',
    prepare: () => prepareVscode('newest'),
    run: () => extensionHost('newest'),
  },
  oldest: {
    title: 'In the extension host of the oldest VS Code that can be had',
    prepare: () => prepareVscode('oldest'),
    run: () => extensionHost('oldest'),
  },
  e2e: {
    title: 'The packaged extension in VS Code in a browser',
    prepare: () => prepareVscode('newest', 'openssh-server'),
    run: endToEnd,
  },
};

/** What `npm test` runs, in order. */
export const ALL = ['check', 'unit', 'vscode', 'e2e'];
