import assert from 'node:assert/strict';
import { suite, test } from 'mocha';
import * as vscode from 'vscode';
import { codeOf, diagnosticsOf } from '../../support/vscode/sqlDocument';

const EXTENSION_ID = 'aurora-lambda-sql.aurora-lambda-sql';

suite('activation', () => {
  test('a file of another language wakes the extension once it names a schema', async () => {
    const content = 'q("SELECT 1");\n';
    const document = await vscode.workspace.openTextDocument({ language: 'typescript', content });
    await vscode.window.showTextDocument(document);
    await vscode.extensions.getExtension(EXTENSION_ID)?.activate();
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(1, 0), `q("SELECT aws_lambda.invoke('f', '[1]')");\n`);
    await vscode.workspace.applyEdit(edit);
    const [problem] = await diagnosticsOf(document.uri, 1);
    assert.equal(problem && codeOf(problem), 'call-ambiguous');
  });

  test('the extension activates', async () => {
    const extension = vscode.extensions.getExtension(EXTENSION_ID);
    assert.ok(extension, `${EXTENSION_ID} is not installed`);
    await extension.activate();
    assert.equal(extension.isActive, true);
  });

  test('every command of the manifest exists', async () => {
    const manifest = vscode.extensions.getExtension(EXTENSION_ID)?.packageJSON as {
      contributes: { commands: { command: string }[] };
    };
    const existing = new Set(await vscode.commands.getCommands(true));
    const promised = manifest.contributes.commands.map(({ command }) => command);
    assert.ok(promised.length > 0, 'the manifest promises no command');
    assert.deepEqual(
      promised.filter((command) => !existing.has(command)),
      [],
    );
  });
});
