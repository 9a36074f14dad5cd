// A folder that the user has not trusted: nothing of it runs, and all that explains stays on.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { EditorPage } from '../support/vscode/editorPage';
import { openInstalledExtension, type InstalledExtension } from '../support/vscode/installedExtension';

const RUN_KEY = 'Control+Alt+Enter';
const FIRST_RUN_MS = 60_000;

describe('in a folder that is not trusted', { timeout: 180_000 }, () => {
  let installed: InstalledExtension | undefined;
  let editor: EditorPage;
  before(async () => {
    installed = await openInstalledExtension('mistakes.sql', 'out/artefacts/e2e-untrusted', {
      workspaceTrust: true,
    });
    ({ editor } = installed);
    await editor.waitForTab('mistakes.sql');
  });
  after(() => installed?.close());

  test('mistakes are shown all the same', async () => {
    await editor.page.locator('.statusbar-item', { hasText: 'Restricted Mode' }).waitFor();
    await editor.page.locator('.squiggly-error').first().waitFor();
    await editor.screenshot('mistakes');
  });

  test('no SQL runs, and the user is told why', async () => {
    await editor.openFile('hello.sql');
    await editor.goTo(7, 1);
    await editor.page.keyboard.press(RUN_KEY);
    const toast = editor.page.locator('.notification-toast', { hasText: 'not trusted' });
    await toast.waitFor();
    await editor.screenshot('refused');
    assert.equal(await editor.panel.locator('.invocation').count(), 0);
    await toast.getByText('Manage Workspace Trust').click();
  });

  test('once it is trusted, the same statement runs', async () => {
    await editor.page.getByRole('button', { name: 'Trust', exact: true }).first().click();
    await editor.openFile('hello.sql');
    await editor.goTo(7, 1);
    await editor.page.keyboard.press(RUN_KEY);
    await editor.panel
      .locator('.invocation .status-code', { hasText: '200' })
      .waitFor({ timeout: FIRST_RUN_MS });
    await editor.screenshot('trusted');
  });
});
