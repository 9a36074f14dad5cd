import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { suite, suiteSetup, suiteTeardown, test } from 'mocha';
import * as vscode from 'vscode';
import { HistoryFiles, type KeptRun } from '../../../client/history/historyFiles';
import { runCli } from '../../support/cli';
import { waitUntil } from '../../support/sandboxProcesses';
import { openInWorkspace, workspacePath } from '../../support/vscode/sqlDocument';

/** The embedded cluster is unpacked and started by the first run. */
const FIRST_RUN_MS = 90_000;
const SCHEME = 'aurora-lambda-history';

/** The folder of the workspace's history; empty where there is none yet. */
function historyFolder(): string {
  const userData = join(dirname(workspacePath()), 'u');
  const found = readdirSync(userData, { recursive: true, encoding: 'utf8' }).find((path) =>
    /aurora-lambda-sql[\\/]history$/.test(path),
  );
  return found === undefined ? '' : join(userData, found);
}

function countFiles(): number {
  const folder = historyFolder();
  return folder === '' ? 0 : readdirSync(folder).filter((name) => name.endsWith('.json')).length;
}

/** Runs what stands under the cursor; resolves when it is in the history. */
async function runAndKeep(): Promise<KeptRun> {
  return keeps(() => vscode.commands.executeCommand('auroraLambda.runQuery'));
}

/** The newest entry, once the action has made one. */
async function keeps(action: () => Thenable<unknown>): Promise<KeptRun> {
  const before = countFiles();
  await action();
  await waitUntil(() => countFiles() === before + 1, 'the run is in the history');
  const [newest] = await list();
  assert.ok(newest);
  return newest;
}

/** As another window, or this one after a reload, finds them. */
function list(): Promise<readonly KeptRun[]> {
  return new HistoryFiles(historyFolder(), (message) => assert.fail(message)).list();
}

async function read(sql: string): Promise<unknown[]> {
  const { stdout, stderr } = await runCli(['run', '--format', 'json', '-c', sql], { cwd: workspacePath() });
  assert.equal(stderr, '');
  return (JSON.parse(stdout) as { rows: unknown[][] }).rows.map(([value]) => value);
}

const settings = () => vscode.workspace.getConfiguration('auroraLambda');
const command = (name: string, ...args: readonly unknown[]) =>
  vscode.commands.executeCommand(`auroraLambda.${name}`, ...args);
const nodeOf = (run: KeptRun) => ({ kind: 'run', run });

suite('history', function () {
  this.timeout(FIRST_RUN_MS);

  suiteSetup('a table to see what ran', async () => {
    await openInWorkspace('CREATE TABLE IF NOT EXISTS again (word text);<|>');
    await command('runQuery');
  });

  suiteTeardown(async () => {
    for (const name of ['history.enabled', 'history.keepResults'])
      await settings().update(name, undefined, vscode.ConfigurationTarget.Global);
  });

  test('what ran is there, with its invocation, and after a reload it is there still', async () => {
    await openInWorkspace(
      `SELECT * FROM aws_lambda.invoke('greet', '{"name": "<|>Ada"}'::json, log_type => 'Tail');`,
    );
    const { summary } = await runAndKeep();
    assert.equal(summary.end, 'done');
    assert.equal(summary.connection, 'Embedded cluster');
    assert.deepEqual(summary.statements[0]?.functions, ['greet']);
    assert.equal(summary.statements[0]?.invocations[0]?.statusCode, 200);
    assert.ok(summary.statements[0]?.invocations[0]?.report);
    const files = new HistoryFiles(historyFolder(), assert.fail);
    assert.match(JSON.stringify(await files.readResults(summary.id)), /Hello, Ada!/);
  });

  test('run again runs it where it stands, wherever it has moved to', async () => {
    const { editor, document } = await openInWorkspace(`INSERT INTO again VALUES ('moved');<|>`);
    const run = await runAndKeep();
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), '-- above\n\nSELECT 1;\n'));
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    await keeps(() => command('runAgain', nodeOf(run)));
    assert.deepEqual(await read(`SELECT word FROM again WHERE word = 'moved'`), ['moved', 'moved']);
    assert.equal(vscode.window.activeTextEditor?.document.uri.toString(), document.uri.toString());
  });

  test('run again runs it from a new document where its own has changed', async () => {
    const { editor, document } = await openInWorkspace(`INSERT INTO again VALUES ('gone');<|>`);
    const run = await runAndKeep();
    const all = new vscode.Range(0, 0, document.lineCount, 0);
    await editor.edit((edit) => edit.replace(all, 'SELECT 2;'));
    await keeps(() => command('runAgain', nodeOf(run)));
    assert.deepEqual(await read(`SELECT word FROM again WHERE word = 'gone'`), ['gone', 'gone']);
    assert.equal(vscode.window.activeTextEditor?.document.isUntitled, true);
    assert.equal(vscode.window.activeTextEditor?.document.getText(), `INSERT INTO again VALUES ('gone');`);
  });

  test('a secret is nowhere on disk, and what was struck out does not run', async () => {
    const { editor, document } = await openInWorkspace(`CREATE ROLE kept PASSWORD 'hunter2';<|>`);
    const run = await runAndKeep();
    assert.equal(run.summary.text, 'CREATE ROLE kept PASSWORD <secret>;');
    for (const name of readdirSync(historyFolder()))
      assert.ok(!readFileSync(join(historyFolder(), name), 'utf8').includes('hunter2'), name);
    const all = new vscode.Range(0, 0, document.lineCount, 0);
    await editor.edit((edit) => edit.replace(all, 'SELECT 3;'));
    const before = countFiles();
    await command('runAgain', nodeOf(run));
    assert.equal(vscode.window.activeTextEditor?.document.getText(), run.summary.text);
    await command('copyRun', nodeOf(run));
    assert.equal(await vscode.env.clipboard.readText(), run.summary.text);
    assert.equal(countFiles(), before);
  });

  test('two runs stand side by side in the diff editor', async () => {
    const call = (name: string) =>
      `SELECT * FROM aws_lambda.invoke('greet', '{"name": "<|>${name}"}'::json);`;
    await openInWorkspace(call('Ada'));
    const one = await runAndKeep();
    await openInWorkspace(call('Grace'));
    const other = await runAndKeep();
    await command('compareRuns', nodeOf(other), [nodeOf(other), nodeOf(one)]);
    const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
    assert.ok(input instanceof vscode.TabInputTextDiff);
    assert.equal(input.original.scheme, SCHEME);
    const texts = [input.original, input.modified].map(async (uri) =>
      (await vscode.workspace.openTextDocument(uri)).getText(),
    );
    const [left = '', right = ''] = await Promise.all(texts);
    assert.match(left, /^Payload\n {2}\{\n {4}"greeting": "Hello, Ada!"/m);
    assert.match(right, /^Payload\n {2}\{\n {4}"greeting": "Hello, Grace!"/m);
  });

  test('a pinned run says so in the name of its file; removed, it is gone', async () => {
    await openInWorkspace('SELECT 4;<|>');
    const run = await runAndKeep();
    await command('pinRun', nodeOf(run), [nodeOf(run)]);
    const isPinned = async () =>
      (await list()).find(({ summary }) => summary.id === run.summary.id)?.isPinned;
    assert.equal(await isPinned(), true);
    await command('unpinRun', nodeOf(run), [nodeOf(run)]);
    assert.equal(await isPinned(), false);
    await command('removeRun', nodeOf(run), [nodeOf(run)]);
    assert.equal(await isPinned(), undefined);
  });

  test('the connection of a run may be gone: nothing runs', async () => {
    await openInWorkspace(`INSERT INTO again VALUES ('nowhere');<|>`);
    const run = await runAndKeep();
    const gone = { ...run, summary: { ...run.summary, connection: 'gone' } };
    void command('runAgain', nodeOf(gone)); // waits for the answer to its message
    await vscode.commands.executeCommand('notifications.clearAll');
    assert.deepEqual(await read(`SELECT word FROM again WHERE word = 'nowhere'`), ['nowhere']);
  });

  test('turned off, nothing is kept; without results, figures alone', async () => {
    await settings().update('history.enabled', false, vscode.ConfigurationTarget.Global);
    await openInWorkspace('SELECT 5;<|>');
    const before = countFiles();
    await command('runQuery');
    await settings().update('history.enabled', undefined, vscode.ConfigurationTarget.Global);
    await settings().update('history.keepResults', false, vscode.ConfigurationTarget.Global);
    await openInWorkspace('SELECT 6;<|>');
    const run = await runAndKeep();
    assert.equal(run.summary.text, 'SELECT 6;');
    assert.equal(countFiles(), before + 1);
    assert.deepEqual(await new HistoryFiles(historyFolder(), assert.fail).readResults(run.summary.id), []);
  });
});
