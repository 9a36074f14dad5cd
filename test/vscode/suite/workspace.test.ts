import assert from 'node:assert/strict';
import { suite, suiteSetup, test } from 'mocha';
import * as vscode from 'vscode';
import { codeOf, diagnosticsOf, openExample, openSql } from '../../support/vscode/sqlDocument';

/** Shows an untitled document of another language; the position is that of the first `text`. */
async function openHost(language: string, content: string, text: string) {
  const document = await vscode.workspace.openTextDocument({ language, content });
  await vscode.window.showTextDocument(document);
  return { document, uri: document.uri, position: document.positionAt(content.indexOf(text)) };
}

async function findSymbols(query: string): Promise<readonly vscode.SymbolInformation[]> {
  return vscode.commands.executeCommand('vscode.executeWorkspaceSymbolProvider', query);
}

const fileOf = (uri: vscode.Uri): string => uri.path.replace(/^.*\//, '');

suite('the workspace', () => {
  suiteSetup('the server answers', async () => {
    const { uri } = await openSql(`SELECT aws_lambda.invoke('f', '{}');`);
    await diagnosticsOf(uri, 1);
  });

  test('SQL in another language has its problems, symbols and links', async () => {
    const arn = 'arn:aws:lambda:us-west-2:123456789012:function:ship';
    const code = `await db.query("SELECT aws_lambda.invoke('${arn}', '[1]')");\n`;
    const { document, uri } = await openHost('typescript', code, arn);
    const [problem] = await diagnosticsOf(uri, 1);
    assert.equal(problem && codeOf(problem), 'call-ambiguous');
    const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>(
      'vscode.executeDocumentSymbolProvider',
      uri,
    );
    const own = symbols.find(({ name }) => name === 'ship');
    assert.equal(own && document.getText(own.selectionRange), 'ship');
    const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>(
      'vscode.executeLinkProvider',
      uri,
    );
    assert.deepEqual(
      links.map(({ range }) => document.getText(range)),
      [arn],
    );
  });

  test('references and rename reach files that are not open, and the handler', async () => {
    const { uri, position } = await openExample('hello.sql', "greet', jsonb");
    const inside = position.translate(0, 1);
    const found = await vscode.commands.executeCommand<vscode.Location[]>(
      'vscode.executeReferenceProvider',
      uri,
      inside,
    );
    const files = new Set(found.map((location) => fileOf(location.uri)));
    assert.ok(files.has('hello.sql') && files.size > 1, [...files].join());
    const edit = await vscode.commands.executeCommand<vscode.WorkspaceEdit>(
      'vscode.executeDocumentRenameProvider',
      uri,
      inside,
      'salute',
    );
    const edited = edit
      .entries()
      .flatMap(([file, edits]) => edits.map(({ newText }) => `${fileOf(file)} ${newText}`));
    assert.deepEqual(edited.sort(), found.map((location) => `${fileOf(location.uri)} salute`).sort());
  });

  test('rename across open documents, in SQL and in another language', async () => {
    const sql = await openSql(`SELECT aws_lambda.invoke('old<|>-name:v1', '{}'::json);`);
    const { document } = await openHost(
      'python',
      `q('SELECT aws_lambda.invoke(\\'old-name\\', \\'{}\\'::json)')`,
      'q',
    );
    const edit = await vscode.commands.executeCommand<vscode.WorkspaceEdit>(
      'vscode.executeDocumentRenameProvider',
      sql.uri,
      sql.position,
      'new-name',
    );
    assert.ok(await vscode.workspace.applyEdit(edit));
    assert.equal(sql.document.getText(), `SELECT aws_lambda.invoke('new-name:v1', '{}'::json);`);
    assert.equal(document.getText(), `q('SELECT aws_lambda.invoke(\\'new-name\\', \\'{}\\'::json)')`);
  });

  test('functions are symbols of the workspace', async () => {
    const symbols = await findSymbols('slowfun');
    assert.deepEqual(
      symbols.map(({ name, containerName }) => [name, containerName]),
      [['slow-function', 'patterns/timeout.sql']],
    );
  });
});
