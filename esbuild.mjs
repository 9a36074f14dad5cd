// Every bundle of the product and of its tests. `node esbuild.mjs [--watch] [--production] [--tests | --bench | --fuzz]`
import { build, context } from 'esbuild';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, cp, mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { writeNotices } from './scripts/notices.mjs';

const watch = process.argv.includes('--watch');
const bench = process.argv.includes('--bench');
const production = bench || process.argv.includes('--production');

/** Options all bundles share. */
const base = {
  bundle: true,
  minify: production,
  sourcemap: production ? false : 'linked',
  logLevel: 'warning',
  legalComments: 'none', // THIRD-PARTY-NOTICES.txt has them all
};
/** CommonJS for Node 20; pg-native is an optional part of pg that we don't ship. */
const node = {
  ...base,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  external: ['vscode', 'pg-native'],
  // Its CommonJS build hides its parts from bundlers.
  alias: { 'jsonc-parser': 'jsonc-parser/lib/esm/main.js' },
};
/** PGlite finds its files by import.meta.url, which CommonJS lacks. */
const metaUrl = {
  define: { 'import.meta.url': '__importMetaUrl' },
  banner: { js: "const __importMetaUrl = require('node:url').pathToFileURL(__filename).href;" },
};

const BUNDLES = [
  { ...node, entryPoints: { extension: 'client/main.ts', client: 'client/extension.ts' } },
  { ...node, entryPoints: { server: 'server/main.ts', languageServer: 'server/serve.ts' } },
  { ...node, entryPoints: { aws: 'aws/main.ts' } },
  // Its native parts only make it faster; where they are missing, it does without.
  {
    ...node,
    entryPoints: { ssh: 'cluster/ssh/main.ts' },
    external: [...node.external, 'cpu-features', '*.node'],
  },
  { ...node, entryPoints: { cli: 'cli/main.ts' }, banner: { js: '#!/usr/bin/env node' } },
  { ...node, entryPoints: { sandbox: 'cluster/sandbox/main.ts' } },
  { ...node, ...metaUrl, entryPoints: { sandboxEngine: 'cluster/sandbox/engine/main.ts' } },
  { ...node, entryPoints: { nodeRuntime: 'cluster/sandbox/runtimes/nodeRuntime.ts' } },
  {
    ...base,
    platform: 'browser',
    target: 'chrome122',
    format: 'iife',
    entryPoints: { webview: 'client/webview/main.ts' },
  },
];

/** Files that are shipped as they are: [from, name in dist]. */
const COPIES = [
  ['node_modules/@electric-sql/pglite/dist/pglite.wasm', 'pglite.wasm'],
  ['node_modules/@electric-sql/pglite/dist/pglite.data', 'pglite.data'],
  ['cluster/sandbox/runtimes/pythonRuntime.py', 'pythonRuntime.py'],
];

/** Test programs that aren't tests: what starts VS Code and what it calls, a launcher that tests kill. */
const TEST_PROGRAMS = [
  'test/vscode/main.ts',
  'test/vscode/desktop.ts',
  'test/vscode/suite/index.ts',
  'test/support/sandboxLauncher.ts',
];

async function testEntries(folder = 'test') {
  const entries = await readdir(folder, { recursive: true });
  const tests = entries.filter((file) => file.endsWith('.test.ts')).map((file) => join(folder, file));
  return [...tests, ...TEST_PROGRAMS];
}

/** The archive that a new embedded cluster begins with. Making it takes seconds, so it is kept. */
async function addClusterTemplate() {
  const program = '.cache/clusterTemplate.cjs';
  const entry = 'cluster/sandbox/template.ts';
  await build({ ...node, entryPoints: [entry], outfile: program, packages: 'external' });
  const madeFrom = [program, 'node_modules/@electric-sql/pglite/package.json'];
  const hash = createHash('sha256');
  for (const file of madeFrom) hash.update(await readFile(file));
  const kept = `.cache/cluster-${hash.digest('hex').slice(0, 16)}.bin.gz`;
  if (!existsSync(kept)) {
    const draft = `${kept}.${process.pid}`;
    await promisify(execFile)(process.execPath, [program, draft]);
    await rename(draft, kept);
    const old = (await readdir('.cache')).filter((name) => /^cluster-.*\.gz$/.test(name));
    for (const name of old) if (`.cache/${name}` !== kept) await rm(`.cache/${name}`);
  }
  await cp(kept, 'dist/cluster.bin.gz');
}

async function buildProduct() {
  await mkdir('dist', { recursive: true });
  await addClusterTemplate();
  await Promise.all(COPIES.map(([from, to]) => cp(from, join('dist', to))));
  const bundles = BUNDLES.map((options) => ({ ...options, outdir: 'dist' }));
  if (!watch) {
    const results = await Promise.all(bundles.map((options) => build({ ...options, metafile: true })));
    // PGlite's own files are copied, not bundled; its package is in the engine's bundle all the same.
    const inputs = results.flatMap(({ metafile }) => Object.keys(metafile.inputs));
    return writeNotices(inputs, 'dist/THIRD-PARTY-NOTICES.txt');
  }
  const contexts = await Promise.all(bundles.map((options) => context(options)));
  return Promise.all(contexts.map((one) => one.watch()));
}

async function buildTests() {
  await rm('out', { recursive: true, force: true });
  await build({
    ...node,
    alias: {}, // nothing of a package is bundled here: node finds the right build itself
    entryPoints: await testEntries(),
    outdir: 'out/test',
    outbase: 'test',
    packages: 'external',
    sourcemap: 'inline',
    banner: { js: '#!/usr/bin/env node' },
  });
  await chmod('out/test/vscode/desktop.js', 0o755); // run by its name, as VS Code itself would be
}

/** What `npm run bench` measures, as it is shipped, apart from dist/, which a build may change meanwhile. */
async function buildBench() {
  const entryPoints = {
    server: 'server/main.ts',
    languageServer: 'server/serve.ts',
    cli: 'cli/main.ts',
    emptyServer: 'bench/emptyServer.ts',
    bench: 'bench/main.ts',
  };
  await build({ ...node, entryPoints, outdir: '.cache/bench/programs' });
}

/** What `npm run fuzz` runs. */
async function buildFuzzer() {
  await build({ ...node, entryPoints: { fuzz: 'test/fuzz/main.ts' }, outdir: '.cache/fuzz' });
}

if (bench) await buildBench();
else if (process.argv.includes('--fuzz')) await buildFuzzer();
else await (process.argv.includes('--tests') ? buildTests() : buildProduct());
