/** The whole way: the installed extension in VS Code in a browser runs a statement and exports all its rows. */
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '../../test/support/postgres';
import type { EditorPage } from '../../test/support/vscode/editorPage';
import { EMPTY_FILE, openInstalledExtension } from '../../test/support/vscode/installedExtension';
import { count, megabytes, print } from './print';
import { findBelow, residentOf } from './processTree';
import { createQuery } from './sample';

const RUN_KEY = 'Control+Alt+Enter';
const SAMPLE_MS = 50;
/** Millions of rows on a busy machine. */
const PATIENCE_MS = 1_800_000;

export async function measureInVsCode(rows: number, rounds: number): Promise<void> {
  const server = await startPostgres({ version: 18 });
  const folder = await mkdtemp(join(tmpdir(), 'bench-vscode-'));
  const { host, port } = server;
  const installed = await openInstalledExtension(EMPTY_FILE, folder, {
    settings: {
      'auroraLambda.connections': [{ name: 'bench', host, port }],
      'auroraLambda.connection': 'bench',
      'auroraLambda.rowLimit': 0,
    },
  });
  try {
    const { editor } = installed;
    await editor.waitForTab(EMPTY_FILE);
    await runStatement(editor, 'SELECT 1 AS one;', 1);
    const resident = watchExtensionHost();
    print('extension host after a first statement, in MB', megabytes(resident.start));
    for (let round = 1; round <= rounds; round++) {
      process.stdout.write(`\nround ${round}: ${count(rows)} rows × 10 columns\n`);
      await measureRound(editor, rows, resident, join(folder, `rows-${round}.csv`));
    }
    resident.stop();
  } finally {
    await installed.close();
    await server.stop();
    await rm(folder, { recursive: true });
  }
}

async function measureRound(editor: EditorPage, rows: number, resident: Resident, file: string) {
  const runMs = await timed(() => runStatement(editor, `${createQuery(rows)};`, rows));
  print('run from the key to the last row, in s', (runMs / 1_000).toFixed(1));
  print('extension host grew by, in MB', megabytes(resident.growth));
  const endMs = await timed(() => goToEnd(editor, rows));
  print('from the key End to the last row on screen, in ms', count(endMs));
  const exportMs = await timed(() => exportCsv(editor, rows, file));
  print('export from the name to the message, in s', (exportMs / 1_000).toFixed(1));
  print('and with that, extension host grew by, in MB', megabytes(resident.growth));
  print('file, in MB', megabytes((await stat(file)).size));
  await rm(file);
}

/** Until the panel says that these were all. */
async function runStatement(editor: EditorPage, sql: string, rows: number): Promise<void> {
  await editor.replaceAll(sql);
  await editor.page.keyboard.press(RUN_KEY);
  const told = editor.panel.locator('.statement.phase-done .statement-facts', { hasText: `SELECT ${rows} ` });
  await told.first().waitFor({ timeout: PATIENCE_MS });
}

async function goToEnd(editor: EditorPage, rows: number): Promise<void> {
  await editor.panel.locator('.ag-row .ag-cell').nth(1).click();
  await editor.page.keyboard.press('End');
  await editor.panel
    .locator(`.ag-row[row-index="${rows - 1}"] .cell-text`)
    .first()
    .waitFor();
}

async function exportCsv(editor: EditorPage, rows: number, file: string): Promise<void> {
  await editor.panel.getByRole('button', { name: 'Export…' }).click();
  await editor.entry('CSV file').click();
  const dialog = editor.page.locator('.quick-input-widget:visible', { hasText: 'Export as CSV file' });
  await dialog.waitFor();
  // It reads the folder first, and proposes a name.
  await editor.entry('..').waitFor();
  await dialog.locator('input.input').fill(file);
  await editor.clickUntilGone(dialog.getByText('OK', { exact: true }));
  const told = editor.page.locator('.notifications-toasts', { hasText: `Exported ${count(rows)} rows.` });
  await told.waitFor({ timeout: PATIENCE_MS });
  await editor.command('Notifications: Clear All Notifications');
}

async function timed(act: () => Promise<void>): Promise<number> {
  const begun = performance.now();
  await act();
  return performance.now() - begun;
}

/** What the extension host takes, in bytes, looked at from outside. */
interface Resident {
  readonly start: number;
  /** Most of all beyond the start. */
  readonly growth: number;
  stop(): void;
}

function watchExtensionHost(): Resident {
  const [pid, ...more] = findBelow(process.pid, '--type=extensionHost');
  if (pid === undefined || more.length > 0) throw new Error('there is no extension host, or several are');
  const start = residentOf(pid);
  let most = start;
  const timer = setInterval(() => (most = Math.max(most, residentOf(pid))), SAMPLE_MS);
  return {
    start,
    get growth() {
      return most - start;
    },
    stop: () => clearInterval(timer),
  };
}
