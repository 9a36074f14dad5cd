// `npm start`: from a fresh clone to a decoded Lambda result in the terminal, then to VS Code on the examples.
// `npm start -- --terminal` stops after the first.
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { spawn } from 'node:child_process';
import { build } from './build.mjs';
import { ensurePackages } from './debianPackages.mjs';
import { ensureDependencies } from './dependencies.mjs';
import { run } from './processes.mjs';
import { main, ROOT, step } from './progress.mjs';
import { startWorkbench } from './vscode/workbench.mjs';

const EXAMPLES = join(ROOT, 'examples');
/** The first example, seen from EXAMPLES. */
const FIRST = 'hello.sql';

async function runFirstExample() {
  const args = [join(ROOT, 'dist/cli.js'), 'run', '--connection', 'sandbox', FIRST];
  console.log(
    `> Running examples/${FIRST} on the embedded cluster: aurora-lambda-sql ${args.slice(1).join(' ')}\n`,
  );
  const { code, output } = await run(process.execPath, args, { cwd: EXAMPLES, timeoutMs: 120_000 });
  if (output) console.log(output);
  return code;
}

/** The desktop VS Code's `code` command, if there is one and a screen to show it on. */
function findDesktopCode() {
  const { platform, env } = process;
  if (platform === 'linux' && !env.DISPLAY && !env.WAYLAND_DISPLAY) return undefined;
  const name = platform === 'win32' ? 'code.cmd' : 'code';
  const candidates = (env.PATH ?? '').split(delimiter).map((folder) => join(folder, name));
  if (platform === 'darwin')
    candidates.push('/Applications/Visual Studio Code.app/Contents/Resources/app/bin/code');
  return candidates.find((path) => existsSync(path));
}

/** Opens a window and leaves it: the desktop VS Code outlives this script, as any program does. */
async function openDesktop(code) {
  const args = [`--extensionDevelopmentPath=${ROOT}`, '--new-window', EXAMPLES, join(EXAMPLES, FIRST)];
  console.log(`> Opening VS Code on the examples: ${code} ${args.join(' ')}`);
  const shell = process.platform === 'win32';
  const quote = (text) => (shell ? `"${text}"` : text);
  const child = spawn(quote(code), args.map(quote), { shell, stdio: 'inherit' });
  return new Promise((resolve, reject) => child.once('error', reject).once('exit', resolve));
}

async function openInBrowser() {
  console.log(
    '> No desktop VS Code here (no `code` command, or no screen): serving one for the browser instead',
  );
  const cache = join(ROOT, '.cache/start');
  const workbench = await step('Starting the browser VS Code', () =>
    startWorkbench({
      editionName: 'newest',
      userDataDir: join(cache, 'user-data'),
      extensionsDir: join(cache, 'extensions'),
      development: { extension: ROOT },
      workspaceTrust: false, // it is this very checkout, whose code is running already
    }),
  );
  console.log(
    `\nOpen this address in a browser on this machine:\n\n  ${workbench.url(EXAMPLES, join(EXAMPLES, FIRST))}\n`,
  );
  console.log('It serves until you press Ctrl-C.');
  await workbench.ended;
  console.log('The browser VS Code has ended.');
  return 1;
}

await main(async () => {
  await ensureDependencies();
  await ensurePackages('the function of the first example is written in it', 'python3');
  await build('Building');
  const code = await runFirstExample();
  if (code !== 0 || process.argv.includes('--terminal')) return code;
  const desktop = findDesktopCode();
  return desktop === undefined ? openInBrowser() : openDesktop(desktop);
});
