// The main job as a newcomer does it, on the packaged extension in a fresh VS Code.
import assert from 'node:assert/strict';
import { after, before, describe } from 'node:test';
import { startPostgres, type Postgres } from '../support/postgres';
import type { EditorPage } from '../support/vscode/editorPage';
import {
  EMPTY_FILE,
  openInstalledExtension,
  type InstalledExtension,
} from '../support/vscode/installedExtension';
import { createSteps } from '../support/vscode/steps';

const ARTEFACTS = 'out/artefacts/e2e';
const PASSWORD = 'pass "word" @:/';
const RUN_KEY = 'Control+Alt+Enter';
/** The embedded cluster is unpacked and started by the first run. */
const FIRST_RUN_MS = 60_000;

describe('a newcomer', { timeout: 300_000 }, () => {
  let installed: InstalledExtension | undefined;
  let server: Postgres;
  let editor: EditorPage;
  before(async () => {
    server = await startPostgres({ version: 18, password: PASSWORD });
    installed = await openInstalledExtension('hello.sql', ARTEFACTS);
    ({ editor } = installed);
    await editor.waitForTab('hello.sql');
  });
  after(async () => {
    await installed?.close();
    await server?.stop();
  });

  const step = createSteps(() => editor);

  step('opens the first example, which is coloured', async () => {
    await editor.lines.getByText('aws_lambda', { exact: true }).first().waitFor();
    const colours = await editor.coloursOf(['aws_lambda', 'invoke', 'status_code', 'SELECT']);
    assert.equal(new Set(colours).size, 4, `not four colours: ${colours.join(', ')}`);
    await editor.lens('▷ Run').first().waitFor();
  });

  step('runs the first statement with the lens above it', async () => {
    await editor.lens('▷ Run').first().click();
    const card = editor.panel.locator('.invocation');
    await card.waitFor({ timeout: FIRST_RUN_MS });
    assert.equal(await card.locator('.status-code').innerText(), '200');
    assert.equal(await card.locator('.version').innerText(), 'Version $LATEST');
    assert.match(await card.locator('.part-payload').innerText(), /Hello from Lambda!/);
  });

  step('reads the decoded log and its figures', async () => {
    const log = await editor.panel.locator('.part-log .log').innerText();
    assert.match(log, /^START RequestId: [0-9a-f-]{36} Version: \$LATEST$/m);
    assert.match(log, /^received \{"body": "Hello from Postgres!"\}$/m);
    assert.match(log, /^END RequestId: /m);
    assert.match(await editor.panel.locator('.figures').innerText(), /Billed\s+\d+ ms/i);
  });

  step('runs the statement under the cursor with the key', async () => {
    await editor.goTo(12, 3);
    await editor.page.keyboard.press(RUN_KEY);
    await editor.panel.locator('.ag-cell', { hasText: 'Hello from Lambda!' }).waitFor();
  });

  step('runs from the palette, without waiting for the answer', async () => {
    await editor.goTo(17, 1);
    await editor.command('Aurora Lambda: Run Query');
    await editor.panel.locator('.invocation .status-code', { hasText: '202' }).waitFor();
  });

  step('edits a handler and runs again, with nothing to restart', async () => {
    await editor.openFile('greet.mjs');
    await editor.replaceAll(
      `export const handler = async ({ name }) => ({ greeting: 'Moin ' + name, length: 1 });`,
    );
    await editor.page.keyboard.press('Control+S');
    await editor.openFile('hello.sql');
    await editor.goTo(21, 1);
    await editor.page.keyboard.press(RUN_KEY);
    await editor.panel.getByText('Moin Ada').first().waitFor();
  });

  step('types a call and is offered the function', async () => {
    await editor.openFile(EMPTY_FILE);
    await editor.type('SELECT * FROM aws_l');
    await editor.suggestion('aws_lambda.invoke').waitFor();
  });

  step('takes it, and is shown the four overloads', async () => {
    await editor.accept('aws_lambda.invoke');
    await editor.signature.waitFor();
    assert.match(await editor.signature.innerText(), /1\/4/);
    assert.match(await editor.signature.locator('.parameter.active').innerText(), /^function_name\b/);
  });

  step('fills in the arguments, each explained in its turn', async () => {
    await editor.type('greet');
    await editor.page.keyboard.press('Tab');
    await editor.signature.locator('.parameter.active', { hasText: 'payload' }).waitFor();
    await editor.type('"name": "Ada"');
    assert.equal(await editor.text(), `SELECT * FROM aws_lambda.invoke('greet', '{"name": "Ada"}'::json)`);
  });

  step('is told of a wrong value', async () => {
    await editor.replaceAll(
      `SELECT * FROM aws_lambda.invoke('my-function', '{"body": "Hi"}'::json, invocation_type => 'event');`,
    );
    await editor.page.locator('.squiggly-error').first().waitFor();
  });

  step('mends it with the quick fix', async () => {
    await editor.goTo(1, 95);
    await editor.page.keyboard.press('Control+.');
    await editor.page.locator('.action-widget').getByText(`Change to 'Event'`).click();
    await editor.page.locator('.squiggly-error').first().waitFor({ state: 'hidden' });
    assert.match(await editor.text(), /invocation_type => 'Event'\);$/);
  });

  step('sees why a function failed, in the panel and at the statement', async () => {
    await editor.replaceAll(`SELECT * FROM aws_lambda.invoke('failing-function', '{}'::json);`);
    await editor.page.keyboard.press(RUN_KEY);
    const failure = editor.panel.locator('.failure');
    await failure.waitFor();
    assert.equal(await failure.locator('.failure-message').innerText(), 'lambda invocation failed');
    assert.match(
      await failure.innerText(),
      /arn:aws:lambda:us-west-2:123456789012:function:failing-function/,
    );
    await editor.page.locator('.squiggly-error').first().waitFor();
  });

  step('is shown the place of an error of the SQL', async () => {
    await editor.replaceAll('SELECT status_code, no_such_column FROM generate_series(1, 3) AS status_code;');
    await editor.page.keyboard.press(RUN_KEY);
    await editor.panel.getByText('column "no_such_column" does not exist').first().waitFor();
    await editor.page.locator('.squiggly-error').first().waitFor();
    assert.match(await editor.panel.locator('.failure').innerText(), /42703/);
  });

  step('sees rows that no function made in a grid', async () => {
    await editor.replaceAll(`SELECT n, 'row ' || n AS label FROM generate_series(1, 3) AS n;`);
    await editor.page.keyboard.press(RUN_KEY);
    await editor.panel.getByText('row 3').waitFor();
    assert.equal(await editor.page.locator('.squiggly-error').count(), 0);
  });

  step('adds a connection to a real server, which asks for a password', async () => {
    await editor.command('Aurora Lambda: Add Connection…');
    await editor.answer('Host of the cluster', server.host);
    await editor.answer('Port of', String(server.port));
    await editor.answer('Database to', server.database);
    await editor.answer('Role to', server.user);
    await editor.takeProposal('verify-full');
    await editor.answer('Password, kept', PASSWORD);
    await editor.answer('Name of', 'my server');
    await editor.takeProposal('User settings');
    await editor.page.locator('.statusbar-item', { hasText: 'my server' }).waitFor();
  });

  step('runs on that server', async () => {
    await editor.replaceAll('SELECT inet_server_port() AS port;');
    await editor.page.keyboard.press(RUN_KEY);
    await editor.panel.locator('.ag-cell', { hasText: String(server.port) }).waitFor();
  });

  step('sees all there is to run on, and goes back', async () => {
    await editor.page.locator('.statusbar-item', { hasText: 'my server' }).click();
    await editor.entry('my server').waitFor();
    await editor.entry('Add Connection…').waitFor();
    await editor.screenshot('sees where SQL can run');
    await editor.entry('Embedded cluster').click();
    await editor.page.locator('.statusbar-item', { hasText: 'Embedded cluster' }).waitFor();
  });
});
