// Runs the suite of this folder inside the extension host of VS Code, on a copy of the examples.
// Where VS Code can be downloaded and has a screen, EXTENSION_TEST_DESKTOP=1 uses the desktop build.
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { findProcesses, waitUntil } from '../support/sandboxProcesses';
import { runTests, TestRunFailedError } from '@vscode/test-electron';

const DESKTOP_VERSIONS: Readonly<Record<string, string>> = { newest: 'stable', oldest: '1.91.1' };

async function main(): Promise<void> {
  const edition = process.env.EXTENSION_TEST_EDITION ?? 'newest';
  const result = process.env.EXTENSION_TEST_RESULT ?? resolve(`out/counts/${edition}.json`);
  const home = await mkdtemp(join(tmpdir(), 'alv-')); // short: sockets lie under it
  const workspace = join(home, 'examples');
  await cp('examples', workspace, { recursive: true });
  const version = DESKTOP_VERSIONS[edition];
  const program = process.env.EXTENSION_TEST_DESKTOP
    ? { ...(version !== undefined && { version }) }
    : { vscodeExecutablePath: join(__dirname, 'desktop.js') };
  try {
    await runTests({
      ...program,
      extensionDevelopmentPath: process.cwd(),
      extensionTestsPath: join(__dirname, 'suite/index.js'),
      launchArgs: [workspace, `--user-data-dir=${join(home, 'u')}`, `--extensions-dir=${join(home, 'x')}`],
      extensionTestsEnv: {
        EXTENSION_TEST_RESULT: result,
        EXTENSION_TEST_EDITION: edition,
        SANDBOX_DIST: resolve('dist'),
        XDG_CACHE_HOME: join(home, 'cache'), // where the embedded cluster keeps its data
      },
    });
    await waitUntil(() => findProcesses(home).length === 0, 'all that the extension started has ended');
  } finally {
    await rm(home, { recursive: true, maxRetries: 5 }); // a cluster may still be writing where the run failed
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof TestRunFailedError ? error.message : error);
  process.exitCode = 1;
});
