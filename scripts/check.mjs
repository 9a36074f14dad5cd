// Everything that judges the text of the code: types, lint, format, layers. Two at a time.
import { ensureDependencies } from './dependencies.mjs';
import { run } from './processes.mjs';
import { main, ROOT, since } from './progress.mjs';
import { isMain } from './isMain.mjs';

const tool = (path) => `node_modules/${path}`;
/** Slowest first: what it is, and its arguments to node. */
const CHECKS = [
  ['eslint', [tool('eslint/bin/eslint.js'), '.']],
  ['types', [tool('typescript/bin/tsc'), '-p', '.']],
  ['types of the webview', [tool('typescript/bin/tsc'), '-p', 'client/webview']],
  ['types of the benchmark in the page', [tool('typescript/bin/tsc'), '-p', 'bench/page']],
  [
    'layers',
    [
      tool('dependency-cruiser/bin/dependency-cruise.mjs'),
      'core',
      'aws',
      'server',
      'cluster',
      'client',
      'cli',
    ],
  ],
  ['format', [tool('prettier/bin/prettier.cjs'), '--check', '.']],
];
const TIMEOUT_MS = 300_000;

async function check([name, args]) {
  const startMs = Date.now();
  const { code, output } = await run(process.execPath, args, {
    cwd: ROOT,
    quiet: true,
    timeoutMs: TIMEOUT_MS,
  });
  console.log(`${code === 0 ? '✔' : '✖'} ${name} (${since(startMs)})`);
  if (code !== 0) console.log(output);
  return code === 0;
}

/** Runs all checks; answers `{ passed, failed }`. */
export async function checkAll() {
  const queue = [...CHECKS];
  const counts = { passed: 0, failed: 0 };
  const worker = async () => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      counts[(await check(next)) ? 'passed' : 'failed']++;
    }
  };
  await Promise.all([worker(), worker()]);
  return counts;
}

if (isMain(import.meta)) {
  await main(async () => {
    await ensureDependencies();
    return (await checkAll()).failed === 0 ? 0 : 1;
  });
}
