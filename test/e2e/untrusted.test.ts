// A folder that the user has not trusted: nothing of it runs or is kept, and all that explains stays on.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { EditorPage } from '../support/vscode/editorPage';
import { openInstalledExtension, type InstalledExtension } from '../support/vscode/installedExtension';

const RUN_KEY = 'Control+Alt+Enter';
const FIRST_RUN_MS = 60_000;

/** Commands that would run, connect or write something. */
const REFUSED = [
  'Run File',
  'Run for Each Row of a File…',
  'Invoke Directly…',
  'Refresh Database Catalog',
  'Refresh Lambda Functions',
  'Restart Embedded Cluster',
  'Reset Embedded Cluster…',
  'Open Functions Folder',
  'New Function…',
];

describe('in a folder that is not trusted', { timeout: 300_000 }, () => {
  let installed: InstalledExtension | undefined;
  let editor: EditorPage;
  /** A database of the user's: whoever comes is counted. */
  let database: Server;
  let visits = 0;
  let given: string[];
  before(async () => {
    database = createServer((socket) => {
      visits++;
      socket.destroy();
    }).listen(0, '127.0.0.1');
    await once(database, 'listening');
    const { port } = database.address() as AddressInfo;
    installed = await openInstalledExtension('mistakes.sql', 'out/artefacts/e2e-untrusted', {
      workspaceTrust: true,
      userSettings: {
        'auroraLambda.connections': [
          { name: 'mine', host: '127.0.0.1', port, passwordCommand: 'echo x > asked.txt' },
        ],
        'auroraLambda.connection': 'mine',
        'auroraLambda.aws.enabled': true,
        'auroraLambda.aws.region': 'us-west-2',
        'auroraLambda.aws.endpoint': `http://127.0.0.1:${port}`,
      },
    });
    ({ editor } = installed);
    given = await readdir(join(installed.home, 'examples'), { recursive: true });
    await editor.waitForTab('mistakes.sql');
  });
  after(async () => {
    await installed?.close();
    database.close();
  });

  const toast = () => editor.page.locator('.notification-toast', { hasText: 'not trusted' });

  test('mistakes are shown all the same', async () => {
    await editor.page.locator('.statusbar-item', { hasText: 'Restricted Mode' }).waitFor();
    await editor.page.locator('.squiggly-error').first().waitFor();
    await editor.screenshot('mistakes');
  });

  test('no SQL runs, and the user is told why', async () => {
    await editor.openFile('hello.sql');
    await editor.goTo(7, 1);
    await editor.page.keyboard.press(RUN_KEY);
    await toast().waitFor();
    await editor.screenshot('refused');
    assert.equal(await editor.panel.locator('.invocation').count(), 0);
  });

  for (const name of REFUSED)
    test(`${name} is refused`, async () => {
      await editor.command('Notifications: Clear All Notifications');
      await toast().waitFor({ state: 'detached' });
      await editor.openFile('hello.sql');
      await editor.command(`Aurora Lambda: ${name}`);
      await toast().waitFor();
    });

  test('the history has nothing', async () => {
    await editor.command('Aurora Lambda: Show History');
    await editor.page.locator('.pane', { hasText: 'Lambda SQL History' }).locator(':focus').waitFor();
    await editor.screenshot('history');
  });

  test('nobody has been connected to, and no file made: not in the folder, not in any storage, not by a cluster', async () => {
    const { home } = installed ?? assert.fail();
    assert.equal(visits, 0);
    assert.deepEqual((await readdir(join(home, 'examples'), { recursive: true })).sort(), given.sort());
    const cached = existsSync(join(home, 'cache'))
      ? await readdir(join(home, 'cache'), { recursive: true })
      : [];
    assert.deepEqual(
      cached.filter((path) => path.includes('aurora')),
      [],
    );
    const storage = await readdir(join(home, 'u'), { recursive: true });
    const own = storage.filter((path) =>
      /Storage.*[\\/]aurora-lambda-sql\.aurora-lambda-sql[\\/]/.test(path),
    );
    // What Node has compiled of our own code is of no folder.
    assert.deepEqual(
      own.filter((path) => !/globalStorage[\\/][^\\/]+[\\/]compiled(?:[\\/]|$)/.test(path)),
      [],
    );
  });

  test('once it is trusted, the same statement runs', async () => {
    await editor.command('Workspaces: Manage Workspace Trust');
    await editor.page.getByRole('button', { name: 'Trust', exact: true }).first().click();
    await editor.openFile('hello.sql');
    await editor.command('Aurora Lambda: Select Connection…');
    await editor.entry('Embedded cluster').click();
    await editor.goTo(7, 1);
    await editor.page.keyboard.press(RUN_KEY);
    await editor.panel
      .locator('.invocation .status-code', { hasText: '200' })
      .waitFor({ timeout: FIRST_RUN_MS });
    await editor.screenshot('trusted');
  });
});
