// Connections in groups, with colours, and one through an SSH server that VS Code asks about.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { startPostgres, type Postgres } from '../support/postgres';
import { makeFolder } from '../support/sandbox';
import { makeKey, startSshServer, type SshServer } from '../support/sshServer';
import type { EditorPage } from '../support/vscode/editorPage';
import {
  EMPTY_FILE,
  openInstalledExtension,
  type InstalledExtension,
} from '../support/vscode/installedExtension';

/** The catalog's shade for light themes, with which VS Code begins here. */
const GREEN = 'rgb(27, 127, 59)';
const RUN_KEY = 'Control+Alt+Enter';

describe('connections', { timeout: 240_000 }, () => {
  const folder = makeFolder();
  const knownHostsFile = join(folder, 'known_hosts');
  let installed: InstalledExtension | undefined;
  let server: Postgres;
  let bastion: SshServer;
  let editor: EditorPage;
  before(async () => {
    const key = makeKey(folder, 'key');
    server = await startPostgres({ version: 16 });
    bastion = await startSshServer({ lets: [key.publicKey] });
    const { port, user } = bastion;
    const ssh = { host: bastion.host, port, user, keyFile: key.file, knownHostsFile, agent: false };
    installed = await openInstalledExtension(EMPTY_FILE, 'out/artefacts/e2e-connections', {
      settings: {
        'auroraLambda.connections': [
          { name: 'orders', host: server.host, port: server.port, ssh, group: 'Shop', color: 'green' },
          { name: 'orders-live', host: 'db', production: true, group: 'Shop', color: 'red' },
          { name: 'billing', host: 'db', group: 'Billing', color: 'purple', readOnly: true },
          { name: 'local', host: 'localhost' },
        ],
        'auroraLambda.connection': 'orders',
      },
    });
    ({ editor } = installed);
    await editor.waitForTab(EMPTY_FILE);
  });
  after(async () => {
    await installed?.close();
    await bastion?.stop();
    await server?.stop();
  });

  const status = () => editor.page.locator('.statusbar-item', { hasText: 'orders' });
  const rows = () => editor.page.locator('.quick-input-list .monaco-list-row');

  /** In all frames: the panel is one inside another. */
  async function coloursOf(selector: string, property: string): Promise<string[]> {
    const expression = `[...document.querySelectorAll(${JSON.stringify(selector)})].map((element) => getComputedStyle(element).${property})`;
    return (
      await Promise.all(editor.page.frames().map((frame) => frame.evaluate<string[]>(expression)))
    ).flat();
  }

  test('stand in their groups in the list', async () => {
    await status().click();
    await rows().filter({ hasText: 'billing' }).waitFor();
    const headings = editor.page.locator('.quick-input-list .quick-input-list-separator:visible');
    assert.deepEqual((await headings.allInnerTexts()).filter(Boolean), ['Shop', 'Billing']);
    const circles = rows().locator('.quick-input-list-icon[style*="data:image/svg"]');
    assert.equal(await circles.count(), 3);
    await editor.screenshot('list');
    await editor.page.keyboard.press('Escape');
  });

  test('are added in a few steps, in more if one wants', async () => {
    await status().click();
    await editor.entry('Add Connection…').click();
    const title = editor.page.locator('.quick-input-title');
    await title.filter({ hasText: 'Add Connection (1/8)' }).waitFor();
    await editor.page.locator('.quick-input-titlebar [aria-label^="More:"]').click();
    await title.filter({ hasText: 'Add Connection (1/13)' }).waitFor();
    await editor.screenshot('add');
    await editor.page.keyboard.press('Escape');
  });

  test('an SSH server that is not known is asked about; SQL runs through it, and it is remembered', async () => {
    await editor.replaceAll('SELECT 41 + 1 AS answer;');
    await editor.page.keyboard.press(RUN_KEY);
    const dialog = editor.page.locator('.monaco-dialog-box');
    await dialog.waitFor();
    assert.match(await dialog.innerText(), /is not known yet\. Trust it\?[\s\S]*ED25519[\s\S]*SHA256:/);
    await editor.screenshot('unknown SSH server');
    await dialog.getByText('Trust and Remember', { exact: true }).click();
    await editor.panel.getByText('42').first().waitFor();
    assert.ok(readFileSync(knownHostsFile, 'utf8').includes(bastion.knownHosts[0]?.split(' ')[2] ?? '-'));
  });

  test('the colour stands in the status bar and above the results', async () => {
    const strips = await coloursOf('header.run-header', 'borderTopColor');
    const circles = await coloursOf('[id*="connectionColor"] .codicon-circle-filled', 'color');
    assert.deepEqual([strips, circles], [[GREEN], [GREEN]]);
    await editor.screenshot('coloured');
  });
});
