import assert from 'node:assert/strict';
import { suite, suiteSetup, test } from 'mocha';
import * as vscode from 'vscode';
import { codeOf, diagnosticsOf, openExample, openSql } from '../../support/vscode/sqlDocument';

const labelOf = ({ label }: vscode.CompletionItem): string =>
  typeof label === 'string' ? label : label.label;

async function completionsAt(fixture: string): Promise<string[]> {
  const { uri, position } = await openSql(fixture);
  const list = await vscode.commands.executeCommand<vscode.CompletionList>(
    'vscode.executeCompletionItemProvider',
    uri,
    position,
  );
  // Words of the document are VS Code's own.
  return list.items.filter(({ kind }) => kind !== vscode.CompletionItemKind.Text).map(labelOf);
}

async function signatureAt(fixture: string): Promise<vscode.SignatureHelp> {
  const { uri, position } = await openSql(fixture);
  return vscode.commands.executeCommand('vscode.executeSignatureHelpProvider', uri, position);
}

/** The parameter that is shown in bold, of the signature that is shown first. */
function activeParameter(help: vscode.SignatureHelp): string | undefined {
  const signature = help.signatures[help.activeSignature];
  const label = signature?.parameters[signature.activeParameter ?? help.activeParameter]?.label;
  return typeof label === 'object' ? signature?.label.slice(...label) : label;
}

suite('language features', () => {
  suiteSetup('the server answers', async () => {
    const { uri } = await openSql(`SELECT aws_lambda.invoke('f', '{}');`);
    await diagnosticsOf(uri, 1);
  });

  test('the functions of the schema are completed', async () => {
    assert.deepEqual(await completionsAt('SELECT * FROM aws_lambda.<|>'), ['invoke']);
  });

  test('the invocation types are completed inside the quotes', async () => {
    const labels = await completionsAt(
      `SELECT * FROM aws_lambda.invoke('f', '{}'::json, invocation_type => '<|>')`,
    );
    assert.deepEqual(labels.sort(), ['DryRun', 'Event', 'RequestResponse']);
  });

  test('all four overloads are shown, with the parameter under the cursor', async () => {
    const help = await signatureAt(`SELECT * FROM aws_lambda.invoke('f', <|>`);
    assert.equal(help.signatures.length, 4);
    assert.match(activeParameter(help) ?? '', /^payload\b/);
  });

  test('the parameter after => is the named one', async () => {
    const help = await signatureAt(`SELECT * FROM aws_lambda.invoke('f', '{}'::json, log_type => <|>)`);
    assert.match(activeParameter(help) ?? '', /^log_type\b/);
  });

  test('hovering a parameter explains it', async () => {
    const { uri, position } = await openSql(
      `SELECT * FROM aws_lambda.invoke('f', '{}'::json, invocation<|>_type => 'Event')`,
    );
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      uri,
      position,
    );
    const text = hovers
      .flatMap(({ contents }) => contents as vscode.MarkdownString[])
      .map(({ value }) => value);
    assert.match(text.join('\n'), /RequestResponse/);
  });

  test('a wrong value has a squiggle of its own, and a quick fix that mends it', async () => {
    const { uri, document } = await openSql(
      `SELECT * FROM aws_lambda.invoke('f', '{}'::json, invocation_type => 'event');`,
    );
    const [problem] = await diagnosticsOf(uri, 1);
    assert.ok(problem);
    assert.equal(codeOf(problem), 'enum-value');
    assert.equal(problem.severity, vscode.DiagnosticSeverity.Error);
    assert.equal(document.getText(problem.range), `'event'`);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      uri,
      problem.range,
      vscode.CodeActionKind.QuickFix.value,
    );
    const edit = actions[0]?.edit;
    assert.ok(edit, 'no quick fix');
    await vscode.workspace.applyEdit(edit);
    assert.equal(
      document.getText(),
      `SELECT * FROM aws_lambda.invoke('f', '{}'::json, invocation_type => 'Event');`,
    );
    await diagnosticsOf(uri, 0);
  });

  test('each mistake of mistakes.sql is reported under its own name, and nothing else', async () => {
    const { uri, document } = await openExample('mistakes.sql', '');
    const named = [...document.getText().matchAll(/^-- ([a-z-]+): /gm)].map(([, code]) => code);
    const reported = (await diagnosticsOf(uri, named.length)).map(codeOf);
    assert.deepEqual(reported, named);
  });

  test('nothing is reported of SQL that has no calls', async () => {
    const { uri: broken } = await openSql(`SELECT aws_lambda.invoke('f', '{}');`);
    const { uri: clean } = await openSql(`SELECT invoke('f', '{}'), 'aws_lambda.invoke(' FROM t;`);
    await diagnosticsOf(broken, 1);
    assert.deepEqual(await diagnosticsOf(clean, 0), []);
  });
});
