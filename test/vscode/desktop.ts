// Stands in for the desktop VS Code where none can be downloaded: takes the arguments that @vscode/test-electron
// gives to the `code` program, and runs the suite in a VS Code that is served to a headless browser.
import { appendFileSync, mkdirSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../support/browser';
import { startWorkbench, type Workbench } from '../support/vscode/workbench';
import { REPORT_MARK } from './reportMark';

const EDITION = process.env.EXTENSION_TEST_EDITION ?? 'newest';
const ARTEFACTS = 'out/artefacts';
const LOG = `${ARTEFACTS}/extension-host-${EDITION}.log`;
const LOAD_MS = 120_000;
const TIMEOUT_MS = 8 * 60_000;

function option(name: string): string {
  const prefix = `--${name}=`;
  const found = process.argv.find((argument) => argument.startsWith(prefix));
  if (found === undefined) throw new Error(`no ${prefix}… among the arguments`);
  return resolve(found.slice(prefix.length));
}

/** The folder to open: the one argument that is no flag. */
function folder(): string {
  const found = process.argv.slice(2).find((argument) => !argument.startsWith('-'));
  if (found === undefined) throw new Error('no folder among the arguments');
  return resolve(found);
}

function serve(): Promise<Workbench> {
  return startWorkbench({
    editionName: EDITION,
    userDataDir: option('user-data-dir'),
    extensionsDir: option('extensions-dir'),
    folder: folder(),
    development: { extension: option('extensionDevelopmentPath'), tests: option('extensionTestsPath') },
  });
}

/** Resolves to the exit code that the extension host reports when `run` of the suite is over. */
function exitCode(page: Page): Promise<number> {
  return new Promise((finish, reject) => {
    page.once('crash', () => reject(new Error('the page crashed')));
    setTimeout(() => reject(new Error(`the suite took over ${TIMEOUT_MS / 1000} s`)), TIMEOUT_MS).unref();
    page.exposeFunction('codeAutomationExit', finish).catch(reject);
    page.exposeFunction('codeAutomationLog', log).catch(reject);
  });
}

/** What VS Code prints on its console: the suite's lines go to the terminal, and all of it to an artefact. */
function log(type: string, values: readonly unknown[]): void {
  const text = values.map(String).join(' ');
  appendFileSync(LOG, `[${type}] ${text}\n`);
  if (text.startsWith(REPORT_MARK)) console.log(text.slice(REPORT_MARK.length));
}

async function main(): Promise<number> {
  let workbench: Workbench | undefined;
  let browser: Browser | undefined;
  mkdirSync(ARTEFACTS, { recursive: true });
  rmSync(LOG, { force: true });
  try {
    [workbench, browser] = await Promise.all([serve(), launchBrowser()]);
    const page = await browser.newPage();
    const code = exitCode(page);
    await page.goto(workbench.url, { timeout: LOAD_MS });
    return await code;
  } finally {
    await browser?.close();
    await workbench?.stop();
  }
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
