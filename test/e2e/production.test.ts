// A server that is marked as production: nothing is invoked unasked, no transaction ends unseen.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { INVOKE_STUB } from '../support/invokeStub';
import { startPostgres, type Postgres } from '../support/postgres';
import { createProfile, openTestSession, run } from '../support/session';
import type { EditorPage } from '../support/vscode/editorPage';
import {
  EMPTY_FILE,
  openInstalledExtension,
  type InstalledExtension,
} from '../support/vscode/installedExtension';

const RUN_KEY = 'Control+Alt+Enter';
const FIRST_RUN_MS = 60_000;

describe('on production', { timeout: 240_000 }, () => {
  let installed: InstalledExtension | undefined;
  let server: Postgres;
  let editor: EditorPage;
  before(async () => {
    server = await startPostgres({ version: 15 });
    const session = await openTestSession(createProfile(server));
    await run(session, INVOKE_STUB);
    await session.close();
    const { host, port } = server;
    installed = await openInstalledExtension(EMPTY_FILE, 'out/artefacts/e2e-production', {
      settings: {
        'auroraLambda.connections': [{ name: 'prod', host, port, production: true }],
        'auroraLambda.connection': 'prod',
      },
    });
    ({ editor } = installed);
    await editor.waitForTab(EMPTY_FILE);
  });
  after(async () => {
    await installed?.close();
    await server?.stop();
  });

  const dialog = () => editor.page.locator('.monaco-dialog-box');

  test('the connection can not be overlooked', async () => {
    await editor.page.locator('.statusbar-item.error-kind', { hasText: 'prod (production)' }).waitFor();
  });

  test('one is told what would be invoked, and how often, and can take a dry run', async () => {
    await editor.replaceAll(
      "SELECT (aws_lambda.invoke('bill', to_jsonb(n))).executed_version FROM generate_series(1, 1000) n;",
    );
    await editor.page.keyboard.press(RUN_KEY);
    await dialog().waitFor();
    const text = await dialog().innerText();
    assert.match(text, /Invoke Lambda on prod\?/);
    assert.match(text, /"bill": synchronously, once for every row, about 1,000/);
    await editor.screenshot('asks');
    await dialog().getByText('Dry Run', { exact: true }).click();
    await editor.panel.locator('.ag-cell', { hasText: 'type=DryRun' }).first().waitFor();
    await editor.screenshot('dry run');
  });

  test('a "no" sends nothing', async () => {
    await editor.focus();
    await editor.page.keyboard.press(RUN_KEY);
    await dialog().getByText('Cancel', { exact: true }).click();
    await editor.panel.getByText('Cancelled').first().waitFor();
  });

  test('what invokes nothing is not asked about', async () => {
    await editor.replaceAll('BEGIN; SELECT 41 + 1 AS answer;');
    await editor.page.keyboard.press('Control+A');
    await editor.page.keyboard.press(RUN_KEY);
    await editor.panel.getByText('42').first().waitFor();
    await editor.page.keyboard.press('Control+S');
  });

  test('closing the file with its transaction open asks what becomes of it', async () => {
    await editor.page.locator(`.tab.active[data-resource-name="${EMPTY_FILE}"]`).click({ button: 'middle' });
    await dialog().waitFor();
    assert.match(await dialog().innerText(), /mine\.sql was closed with an open transaction on prod/);
    await editor.screenshot('closing');
    await dialog().getByText('Roll Back', { exact: true }).click();
  });

  test('a call can be sent to its handler without the database', async () => {
    await editor.openFile(EMPTY_FILE);
    await editor.replaceAll(`SELECT * FROM aws_lambda.invoke('greet', '{"name": "Grace"}'::json);`);
    await editor.command('Aurora Lambda: Invoke Directly…');
    await editor.entry('AWS').waitFor();
    await editor.screenshot('where to invoke');
    await editor.entry('Embedded cluster').click();
    await editor.panel.getByText('Hello, Grace!').first().waitFor({ timeout: FIRST_RUN_MS });
    await editor.screenshot('invoked directly');
  });
});
