// Starts and ends a browser VS Code, and installs extensions into it.
import { randomBytes } from 'node:crypto';
import { createWriteStream, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { start, stop } from '../processes.mjs';
import { Refusal } from '../progress.mjs';
import { ensureEdition } from './install.mjs';

const PROGRAM = fileURLToPath(new URL('workbenchProcess.mjs', import.meta.url));
const START_TIMEOUT_MS = 60_000;

/** Settings of a VS Code in which only the extension is new. */
const QUIET_SETTINGS = {
  'chat.disableAIFeatures': true,
  'extensions.ignoreRecommendations': true,
  'remote.autoForwardPorts': false,
  'telemetry.telemetryLevel': 'off',
  'workbench.reduceMotion': 'on',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
};

/** No look-ups in an extension gallery, and nothing of a VS Code that this may itself run in. */
function workbenchEnvironment(extra) {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('VSCODE_'));
  return { ...Object.fromEntries(own), EXTENSIONS_GALLERY: '{}', ...extra };
}

function launch(edition, options, env, logPath) {
  const log = createWriteStream(logPath, { flags: 'a' });
  const child = start(
    edition.nodePath,
    [PROGRAM, JSON.stringify({ ...options, workbench: edition.workbench })],
    {
      env: workbenchEnvironment(env),
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    },
  );
  child.stdout.pipe(log, { end: false });
  child.stderr.pipe(log, { end: false });
  return child;
}

/** Waits for the first of: `event` from the child, its end, the time-out. */
function outcome(child, event, what, logPath) {
  return new Promise((resolve, reject) => {
    const refuse = (why) => reject(new Refusal(`${what} ${why}. Its log: ${logPath}`));
    const timer = setTimeout(() => refuse(`took over ${START_TIMEOUT_MS / 1000} s`), START_TIMEOUT_MS);
    child.once('error', (error) => refuse(`failed: ${error.message}`));
    if (event !== 'exit') child.once('exit', (code) => refuse(`ended with code ${code}`));
    child.once(event, (value) => {
      clearTimeout(timer);
      resolve(value);
    });
  });
}

function prepareFolders({ userDataDir, extensionsDir }) {
  const userDir = join(userDataDir, 'User');
  mkdirSync(userDir, { recursive: true });
  mkdirSync(extensionsDir, { recursive: true });
  const write = (text) => writeFileSync(join(userDir, 'settings.json'), text, { flag: 'wx' });
  try {
    write(`${JSON.stringify(QUIET_SETTINGS, null, 2)}\n`);
  } catch (error) {
    if (error.code !== 'EEXIST') throw error; // the user's own settings of an earlier run stay
  }
}

async function installExtension(edition, options, vsix, logPath) {
  const child = launch(edition, { ...options, install: vsix }, {}, logPath);
  const code = await outcome(child, 'exit', `Installing ${vsix}`, logPath);
  const log = readFileSync(logPath, 'utf8');
  if (code !== 0 || !log.includes('was successfully installed')) {
    throw new Refusal(`${log}\nVS Code did not install ${vsix}.`);
  }
}

/**
 * Starts a browser VS Code and answers `{ url(folder, file), ended, stop }`.
 * `userDataDir` and `extensionsDir` are made when missing; `vsix` is installed first;
 * `development` is `{ extension, tests }`, folders of an extension under development and of its Mocha entry;
 * `workspaceTrust` asks whether to trust a folder, as VS Code does. The address carries a secret token.
 */
export async function startWorkbench({ editionName, vsix, env, ...options }) {
  const edition = await ensureEdition(editionName);
  prepareFolders(options);
  const logPath = join(options.userDataDir, 'workbench.log');
  if (vsix !== undefined) await installExtension(edition, options, vsix, logPath);
  const token = randomBytes(16).toString('hex');
  const child = launch(edition, { port: 0, ...options, token }, env, logPath);
  const { port, error } = await outcome(child, 'message', 'The browser VS Code', logPath);
  if (error !== undefined) throw new Refusal(`The browser VS Code could not listen: ${error}`);
  return {
    url: (folder, file) => toUrl(port, token, folder, file),
    ended: new Promise((resolve) => child.once('exit', resolve)),
    stop: () => stop(child),
  };
}

/** The address of a folder, with a file opened in it. */
function toUrl(port, token, folder, file) {
  const url = new URL(`http://127.0.0.1:${port}/`);
  url.searchParams.set('tkn', token);
  url.searchParams.set('folder', folder);
  if (file)
    url.searchParams.set('payload', JSON.stringify([['openFile', `vscode-remote://${url.host}${file}`]]));
  return url.href;
}
