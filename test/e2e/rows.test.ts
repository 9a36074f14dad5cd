// A result of many rows in real VS Code: keys that the editor has too, its clipboard, its dialogs.
import assert from 'node:assert/strict';
import { readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe } from 'node:test';
import readExcel from 'read-excel-file/node';
import type { EditorPage } from '../support/vscode/editorPage';
import {
  EMPTY_FILE,
  openInstalledExtension,
  type InstalledExtension,
} from '../support/vscode/installedExtension';
import { createSteps } from '../support/vscode/steps';

const RUN_KEY = 'Control+Alt+Enter';
/** The embedded cluster is unpacked and started by the first run. */
const FIRST_RUN_MS = 60_000;
const SQL = `SELECT n, 'row ' || n AS label, '=1+' || n AS formula, json_build_object('n', n) AS doc
FROM generate_series(1, 900) AS n;`;

describe('somebody with many rows', { timeout: 300_000 }, () => {
  const file = join(tmpdir(), `rows-${process.pid}.xlsx`);
  let installed: InstalledExtension | undefined;
  let editor: EditorPage;
  before(async () => {
    installed = await openInstalledExtension(EMPTY_FILE, 'out/artefacts/e2e-rows');
    ({ editor } = installed);
    await editor.waitForTab(EMPTY_FILE);
    await editor.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  });
  after(async () => {
    await installed?.close();
    await rm(file, { force: true });
  });

  const press = async (...keys: string[]): Promise<void> => {
    for (const key of keys) await editor.page.keyboard.press(key);
  };
  const shows = (selector: string, text: string | RegExp): Promise<void> =>
    editor.panel.locator(selector).filter({ hasText: text }).first().waitFor();
  /** What the editor itself would do with the key must not happen. */
  const nothingElseOpened = async (): Promise<void> => {
    assert.equal(await editor.page.locator('.find-widget.visible').count(), 0);
  };

  const step = createSteps(() => editor);

  step('finds a cell with the key for it, in the rows and not in the editor', async () => {
    await editor.replaceAll(SQL);
    await press(RUN_KEY);
    await editor.panel.locator('.ag-cell').nth(1).waitFor({ timeout: FIRST_RUN_MS });
    await editor.panel.locator('.ag-cell').nth(1).click();
    await press('Control+f');
    await editor.panel.locator('.find-field:focus').waitFor();
    await editor.page.keyboard.insertText('row 89');
    await shows('.find-status', /^1 of 11/);
    await press('F3', 'F3');
    await shows('.find-status', /^3 of 11/);
    await nothingElseOpened();
    await press('Escape');
    await editor.panel.locator('.ag-row[row-index="890"] .ag-cell:focus').waitFor();
  });

  step('selects a range by keys and copies it as is and as Markdown', async () => {
    await press('Shift+ArrowDown', 'Shift+ArrowRight');
    await shows('.selection-status', '2 rows × 2 columns selected');
    await press('Control+Shift+c');
    await editor.entry('Markdown table').click();
    const clipboard = (): Promise<string> => editor.page.evaluate('navigator.clipboard.readText()');
    const wanted = '| label | formula |\n| --- | --- |\n| row 891 | =1+891 |\n| row 892 | =1+892 |\n';
    for (let turn = 0; (await clipboard()) !== wanted && turn < 100; turn++)
      await editor.page.waitForTimeout(50);
    assert.equal(await clipboard(), wanted);
    await editor.panel.locator('.ag-row[row-index="891"] .ag-cell:focus').waitFor();
  });

  step('opens a cell beside the rows and comes back', async () => {
    await press('ArrowRight', 'Enter');
    await shows('.details .json-line', 'n: 892');
    await editor.panel.locator('.details vscode-tree-item:focus').waitFor();
    await press('Escape');
    await editor.panel.locator('.ag-row[row-index="891"] .ag-cell:focus').waitFor();
  });

  step('exports to Excel through the dialogs of the editor', async () => {
    await editor.panel.getByRole('button', { name: 'Export…' }).click();
    await editor.entry('Excel file').click();
    const dialog = editor.page.locator('.quick-input-widget:visible', { hasText: 'Export as Excel file' });
    await dialog.waitFor();
    // It reads the folder first, and proposes a name.
    await editor.entry('..').waitFor();
    await dialog.locator('input.input').fill(file);
    await editor.clickUntilGone(dialog.getByText('OK', { exact: true }));
    await editor.page.locator('.notifications-toasts', { hasText: 'Exported 900 rows.' }).waitFor();
    const [sheet] = await readExcel(await readFile(file));
    assert.deepEqual(sheet?.data.slice(0, 2), [
      ['n', 'label', 'formula', 'doc'],
      [1, 'row 1', '=1+1', '{"n" : 1}'],
    ]);
    assert.equal(sheet.data.length, 901);
  });
});
