// What ran yesterday: found again, compared, run again, by somebody who reloads the window.
import assert from 'node:assert/strict';
import { after, before, describe } from 'node:test';
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
const LOAD_MS = 60_000;
const HOSTILE = `SELECT '<img src=x onerror=alert(1)> $(zap) [a](command:b)' AS "\u202evil";`;

describe('somebody who looks back', { timeout: 300_000 }, () => {
  let installed: InstalledExtension | undefined;
  let editor: EditorPage;
  before(async () => {
    installed = await openInstalledExtension(EMPTY_FILE, 'out/artefacts/e2e-history');
    ({ editor } = installed);
    await editor.waitForTab(EMPTY_FILE);
  });
  after(() => installed?.close());

  const pane = () => editor.page.locator('.pane', { hasText: 'Lambda SQL History' });
  const entries = () => pane().locator('.monaco-list-row');
  const entry = (text: string) => entries().filter({ hasText: text });
  const call = (name: string): string =>
    `SELECT * FROM aws_lambda.invoke('greet', '{"name": "${name}"}'::json, log_type => 'Tail');`;

  /** Nothing hovers over anything any more. */
  const away = () => editor.page.mouse.move(700, 300);

  /** The focus comes last; before, it would take it from what is opened next. */
  async function showHistory(): Promise<void> {
    await editor.command('Aurora Lambda: Show History');
    await pane().locator(':focus').waitFor();
  }

  async function run(sql: string): Promise<void> {
    await editor.replaceAll(sql);
    await editor.lens('▷ Run').first().waitFor();
    await editor.page.keyboard.press(RUN_KEY);
  }

  const step = createSteps(() => editor);

  step('runs a few statements and sees them in the history', async () => {
    await run(call('Ada'));
    await editor.panel.getByText('Hello, Ada!').first().waitFor({ timeout: FIRST_RUN_MS });
    await run(call('Grace'));
    await editor.panel.getByText('Hello, Grace!').first().waitFor();
    await run('SELECT no_such_column;');
    await editor.panel.getByText('column "no_such_column" does not exist').first().waitFor();
    await run(HOSTILE);
    await editor.panel.locator('.ag-cell', { hasText: 'onerror=alert(1)' }).waitFor();
    await showHistory();
    await entry('greet').nth(1).waitFor();
    await entry('failed 42703').waitFor();
    assert.equal(await entries().count(), 4);
    const spoken = await entry('greet').first().getAttribute('aria-label');
    assert.match(spoken ?? '', /^greet, succeeded, 200, .* ms, just now, Embedded cluster/);
  });

  step('finds that what data says is text, in the list and in what hovers over it', async () => {
    assert.match(await entry('<img').innerText(), /SELECT '<img src=x onerror=alert\(1\)> \$\(zap\)/);
    assert.equal(await pane().locator('img').count(), 0);
    assert.equal(await pane().locator('.codicon-zap').count(), 0);
    await entry('<img').hover();
    const hover = editor.page.locator('.monaco-hover', { hasText: 'Embedded cluster' });
    await hover.waitFor();
    assert.equal(await hover.locator('a, img').count(), 0);
    assert.match(await hover.innerText(), /‹U\+202E›vil/);
    await away();
  });

  step('reloads the window, and all of it is there', async () => {
    await editor.page.reload();
    await editor.lens('▷ Run').first().waitFor({ timeout: LOAD_MS });
    await editor.waitForTab(EMPTY_FILE);
    await showHistory();
    await entry('greet').nth(1).waitFor();
    assert.equal(await entries().count(), 4);
  });

  step('searches, and looks at what came back then', async () => {
    await editor.command('Aurora Lambda: Search History…');
    const widget = editor.page.locator('.quick-input-widget');
    await widget.locator('input').first().fill('INVOKE ada');
    await editor.entry('"Ada"').waitFor();
    await widget.locator('.monaco-list-row').nth(1).waitFor({ state: 'detached' });
    await editor.screenshot('searches');
    await editor.page.keyboard.press('Enter');
    await editor.panel.getByText('From the history').first().waitFor();
    await editor.panel.locator('.invocation .status-code', { hasText: '200' }).waitFor();
    assert.match(await editor.panel.locator('.part-payload').innerText(), /Hello, Ada!/);
  });

  step('compares two runs side by side', async () => {
    await editor.chooseInMenu(entry('greet').first(), 'Select for Compare');
    await editor.page.locator('.statusbar-item', { hasText: 'Selected for comparison: greet' }).waitFor();
    await editor.chooseInMenu(entry('greet').nth(1), 'Compare with Selected');
    const sides = editor.page.locator('.monaco-diff-editor .view-lines');
    await sides.first().getByText('Lambda time').first().waitFor();
    const text = async (side: number) => (await sides.nth(side).innerText()).replaceAll('\u00a0', ' ');
    assert.match(await text(0), /Status {14}200 Answered/);
    assert.match(await text(1), /Status {14}200 Answered/);
    await editor.page.keyboard.press('Control+End');
  });

  step('runs again, by keys alone', async () => {
    await showHistory();
    const before = await entries().count();
    await entry('greet').nth(1).focus();
    await entry('greet')
      .nth(1)
      .click({ modifiers: ['Control'] });
    await editor.command('Aurora Lambda: Run Again');
    await editor.panel.getByText('Hello, Ada!').first().waitFor();
    await entries().nth(before).waitFor();
  });

  step('pins a run, which then stands first, and clears the rest', async () => {
    await entry('failed 42703').click();
    await away();
    await editor.command('Aurora Lambda: Pin Run');
    await entries().first().filter({ hasText: 'pinned' }).waitFor();
    await editor.command('Aurora Lambda: Clear History…');
    await editor.page.locator('.monaco-dialog-box').getByText('Clear All but Pinned').click();
    await entry('greet').first().waitFor({ state: 'detached' });
    assert.equal(await entries().count(), 1);
  });
});
