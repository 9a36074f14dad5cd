import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchBrowser } from '../browser';
import { findProcesses, waitUntil } from '../sandboxProcesses';
import { EditorPage } from './editorPage';
import { startWorkbench } from './workbench';

/** Beside the examples, for statements that a test types. */
export const EMPTY_FILE = 'mine.sql';
/** Where other work keeps the machine busy, loading takes its time. */
const LOAD_MS = 120_000;
const WINDOW = { width: 1400, height: 1000 };

/** VS Code with the packaged extension, opened on a copy of the examples. */
export interface InstalledExtension {
  readonly editor: EditorPage;
  /** All that VS Code and the extension write lies under it; `examples` is the folder that is open. */
  readonly home: string;
  /** Ends the browser and VS Code, and deletes what they wrote. Rejects when a process is left over. */
  close(): Promise<void>;
}

export interface OpenOptions {
  /** VS Code asks before it trusts the folder, as it does everywhere. */
  readonly workspaceTrust?: boolean;
  /** Of the folder. */
  readonly settings?: object;
  /** Of the user, over those that keep VS Code quiet. */
  readonly userSettings?: object;
  /** More files for the folder, by name. */
  readonly files?: Readonly<Record<string, string>>;
  /** Over the environment that VS Code runs in. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Installs the package that EXTENSION_TEST_VSIX names into a fresh VS Code and opens a file of the examples. */
export async function openInstalledExtension(
  file: string,
  artefacts: string,
  { workspaceTrust = false, settings, userSettings, files = {}, env = {} }: OpenOptions = {},
): Promise<InstalledExtension> {
  const vsix = process.env.EXTENSION_TEST_VSIX;
  if (vsix === undefined) throw new Error('EXTENSION_TEST_VSIX names no package: run npm run test:e2e');
  const home = await mkdtemp(join(tmpdir(), 'alv-')); // short: sockets lie under it
  const toClose: (() => Promise<void>)[] = [() => rm(home, { recursive: true }), () => allEnded(home)];
  const close = async (): Promise<void> => {
    for (const closeOne of toClose.splice(0).reverse()) await closeOne();
  };
  try {
    const folder = join(home, 'examples');
    await cp('examples', folder, { recursive: true });
    for (const [name, text] of Object.entries({ [EMPTY_FILE]: '', ...files }))
      await writeFile(join(folder, name), text);
    if (settings) {
      await mkdir(join(folder, '.vscode'), { recursive: true });
      await writeFile(join(folder, '.vscode', 'settings.json'), JSON.stringify(settings));
    }
    const workbench = await startWorkbench({
      ...placesIn(home, env),
      vsix,
      folder,
      file: join(folder, file),
      workspaceTrust,
    });
    toClose.push(() => workbench.stop());
    if (userSettings) await addUserSettings(home, userSettings);
    const browser = await launchBrowser();
    toClose.push(() => browser.close());
    const page = await browser.newPage({ viewport: WINDOW });
    await page.goto(workbench.url, { timeout: LOAD_MS });
    const editor = new EditorPage(page, artefacts);
    await editor.waitForExtension();
    return { editor, home, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** A fresh profile of the newest VS Code, and a fresh place for what the embedded cluster keeps. */
function placesIn(home: string, env: OpenOptions['env']) {
  return {
    editionName: 'newest',
    userDataDir: join(home, 'u'),
    extensionsDir: join(home, 'x'),
    env: { XDG_CACHE_HOME: join(home, 'cache'), ...env },
  };
}

/** Before the page asks for them. */
async function addUserSettings(home: string, more: object): Promise<void> {
  const path = join(home, 'u', 'User', 'settings.json');
  const settings = JSON.parse(await readFile(path, 'utf8')) as object;
  await writeFile(path, JSON.stringify({ ...settings, ...more }));
}

/** Resolves when no process names the folder any more; rejects when one stays. */
function allEnded(home: string): Promise<void> {
  return waitUntil(() => findProcesses(home).length === 0, 'all that the extension started has ended');
}
