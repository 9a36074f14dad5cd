import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite, suiteSetup, suiteTeardown, test } from 'mocha';
import * as vscode from 'vscode';
import { CliProcess, runCli } from '../../support/cli';
import {
  codeOf,
  diagnosticsOf,
  openExample,
  openInWorkspace,
  workspacePath,
} from '../../support/vscode/sqlDocument';

/** The embedded cluster is unpacked and started by the first run. */
const FIRST_RUN_MS = 90_000;

/** Runs what stands under the cursor, or is selected; resolves when the run has ended. */
function runQuery(): Thenable<unknown> {
  return vscode.commands.executeCommand('auroraLambda.runQuery');
}

/** The first column of what another client reads from a cluster; the command line joins the editor's own. */
async function read(sql: string, connection = 'sandbox'): Promise<unknown[]> {
  const args = ['run', '--connection', connection, '--format', 'json', '-c', sql];
  const { stdout, stderr } = await runCli(args, { cwd: workspacePath() });
  assert.equal(stderr, '');
  return (JSON.parse(stdout) as { rows: unknown[][] }).rows.map(([value]) => value);
}

/** Also those that were never saved, unasked. */
async function closeEditors(): Promise<void> {
  while (vscode.window.tabGroups.all.some(({ tabs }) => tabs.length > 0))
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
}

suite('run query', function () {
  this.timeout(FIRST_RUN_MS);

  suiteSetup('a table to see what ran', async () => {
    await openInWorkspace('CREATE TABLE ran (word text);<|>');
    await runQuery();
  });

  test('the statement under the cursor runs, and a handler of the workspace answers it', async () => {
    await openInWorkspace(`
INSERT INTO ran VALUES ('before');
INSERT INTO ran
SELECT payload ->> 'greeting' FROM aws_lambda.invoke('greet', '{"name": "<|>Ada; Byron"}'::json);
INSERT INTO ran VALUES ('after');`);
    await runQuery();
    assert.deepEqual(await read('SELECT word FROM ran'), ['Hello, Ada; Byron!']);
  });

  test('what is selected runs, and nothing else', async () => {
    const { editor, document } = await openInWorkspace(
      `INSERT INTO ran VALUES ('one'); INSERT INTO ran VALUES ('two'); DELETE FROM ran;`,
    );
    const end = document.getText().indexOf(' DELETE');
    editor.selection = new vscode.Selection(document.positionAt(0), document.positionAt(end));
    await runQuery();
    assert.deepEqual(await read(`SELECT word FROM ran WHERE word IN ('one', 'two')`), ['one', 'two']);
  });

  test('from in front of the one SQL editor that is open, the query runs there', async () => {
    await closeEditors();
    const { uri, document } = await openInWorkspace(`INSERT INTO ran VALUES ('behind');`);
    // A preview would give its tab to the next file.
    await vscode.window.showTextDocument(document, { preview: false });
    await vscode.window.showTextDocument(vscode.Uri.file(join(workspacePath(), 'README.md')));
    await runQuery();
    assert.equal(vscode.window.activeTextEditor?.document.uri.toString(), uri.toString());
    assert.deepEqual(await read(`SELECT word FROM ran WHERE word = 'behind'`), ['behind']);
  });

  test('a variable that \\gset filled is known to a later run', async () => {
    const { editor, document } = await openInWorkspace(
      `<|>SELECT 'from gset' AS said \\gset\nINSERT INTO ran VALUES (:'said');`,
    );
    await runQuery();
    const second = document.positionAt(document.getText().indexOf('INSERT'));
    editor.selection = new vscode.Selection(second, second);
    await runQuery();
    assert.deepEqual(await read(`SELECT word FROM ran WHERE word LIKE 'from %'`), ['from gset']);
  });

  test('an error stands at the place that PostgreSQL names, until the statement is mended', async () => {
    const { editor, document, uri } = await openInWorkspace(`SELECT 1;\nSELECT no_such_<|>column FROM ran;`);
    await runQuery();
    const [problem] = await diagnosticsOf(uri, 1);
    assert.ok(problem);
    assert.equal(codeOf(problem), '42703');
    assert.equal(document.getText(problem.range), 'no_such_column');
    await editor.edit((edit) => edit.replace(problem.range, 'word'));
    await diagnosticsOf(uri, 0);
  });

  test('a function that fails says so at its statement, with what it answered', async () => {
    const { uri } = await openInWorkspace(`SELECT aws_lambda.invoke('failing-function', '{}'::json);`);
    await runQuery();
    const [problem] = await diagnosticsOf(uri, 1);
    assert.match(problem?.message ?? '', /lambda invocation failed/);
    assert.match(problem?.message ?? '', /function:failing-function" returned error "Unhandled"/);
  });

  test('all of an example runs as psql would run it, without an error', async () => {
    const { uri } = await openExample('aurora-postgresql/3-synchronous.sql', '');
    await vscode.commands.executeCommand('auroraLambda.runFile');
    const failures = await diagnosticsOf(uri, 0);
    assert.deepEqual(failures, []);
  });

  test('the command resolves when the statement has run, and the next may begin', async () => {
    await openInWorkspace(`INSERT INTO ran SELECT 'slow' FROM pg_sleep(0.5);`);
    await runQuery();
    await runQuery();
    assert.deepEqual(await read(`SELECT word FROM ran WHERE word = 'slow'`), ['slow', 'slow']);
  });
});

suite('connections', function () {
  this.timeout(FIRST_RUN_MS);
  let elsewhere: CliProcess;
  let folder: string;
  const settings = () => vscode.workspace.getConfiguration('auroraLambda');
  const uriOf = (port: string) => `postgres://postgres@127.0.0.1:${port}/postgres?sslmode=disable`;
  let port: string;

  suiteSetup('another server', async () => {
    folder = mkdtempSync(join(tmpdir(), 'alv-other-'));
    elsewhere = new CliProcess(['sandbox'], { cwd: folder, env: { XDG_CACHE_HOME: folder } });
    await elsewhere.waitFor('stdout', /on port (\d+)[^]*Ctrl-C/);
    port = /on port (\d+)/.exec(elsewhere.stdout)?.[1] ?? '';
  });

  suiteTeardown(async () => {
    await settings().update('connection', undefined, vscode.ConfigurationTarget.Global);
    await settings().update('connections', undefined, vscode.ConfigurationTarget.Global);
    elsewhere.interrupt();
    await elsewhere.ended;
    rmSync(folder, { recursive: true, force: true });
  });

  test('after a switch SQL runs on the other server, and there alone', async () => {
    const profile = { name: 'other', host: '127.0.0.1', port: Number(port), ssl: 'disable' };
    await settings().update('connections', [profile], vscode.ConfigurationTarget.Global);
    await settings().update('connection', 'other', vscode.ConfigurationTarget.Global);
    await openInWorkspace(`CREATE TABLE only_there AS SELECT 'there' AS word;`);
    await runQuery();
    assert.deepEqual(await read('SELECT word FROM only_there', uriOf(port)), ['there']);
    assert.deepEqual(await read(`SELECT to_regclass('only_there')`), [null]);
  });

  test('back on the embedded cluster, its tables are there again', async () => {
    await settings().update('connection', 'sandbox', vscode.ConfigurationTarget.Global);
    await openInWorkspace(`INSERT INTO ran VALUES ('home');`);
    await runQuery();
    assert.deepEqual(await read(`SELECT word FROM ran WHERE word = 'home'`), ['home']);
  });
});
