// SQL inside another language, through the built server: positions are the document's, new text is escaped.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { TextDocument } from 'vscode-languageserver-textdocument';
import {
  CodeActionRequest,
  CompletionRequest,
  HoverRequest,
  SignatureHelpRequest,
  TextDocumentEdit,
  type CodeAction,
} from 'vscode-languageserver/node';
import { cursor } from '../support/fixture';
import { LanguageServer } from '../support/languageServer';

let server: LanguageServer;
before(async () => {
  server = await LanguageServer.start();
});
after(() => server.stop());

async function open(uri: string, languageId: string, fixture: string) {
  const { text, offset } = cursor(fixture);
  const document = TextDocument.create(uri, languageId, 1, text);
  await server.open(uri, text, languageId);
  const { diagnostics } = await server.diagnostics((params) => params.uri === uri);
  return { document, diagnostics, params: { textDocument: { uri }, position: document.positionAt(offset) } };
}

test('diagnostics and fixes', async () => {
  const text = "q('SELECT 1',\r\n  '😀', 'SELECT aws_lambda.invoke(\\'f\\', \\'[1]\\'<|>)');";
  const { document, diagnostics, params } = await open('file:///a.ts', 'typescript', text);
  assert.deepEqual(
    diagnostics.map(({ code, range }) => [code, document.getText(range)]),
    [['call-ambiguous', 'aws_lambda.invoke']],
  );
  const actions = (await server.connection.sendRequest(CodeActionRequest.type, {
    textDocument: params.textDocument,
    range: diagnostics[0]?.range ?? { start: params.position, end: params.position },
    context: { diagnostics: [] },
  })) as readonly CodeAction[];
  const change = actions[0]?.edit?.documentChanges?.[0];
  assert.ok(TextDocumentEdit.is(change));
  const edits = change.edits.filter((edit) => 'newText' in edit);
  assert.equal(
    TextDocument.applyEdits(document, edits),
    document.getText().replace("[1]\\'", "[1]\\'::json"),
  );
});

test('hover, signature help and completion', async () => {
  const text = 'x = f"""\nSELECT aws_lambda.invoke(\'{fn}\', \'{{}}\'::json, NULL, \'<|>Event\')"""';
  const { document, params } = await open('file:///a.py', 'python', text);
  const hover = await server.connection.sendRequest(HoverRequest.type, params);
  assert.equal(hover?.range && document.getText(hover.range), 'Event');
  const help = await server.connection.sendRequest(SignatureHelpRequest.type, params);
  assert.ok(help && help.signatures.length > 0);
  const items = await server.connection.sendRequest(CompletionRequest.type, params);
  assert.ok(Array.isArray(items));
  const item = items.find(({ label }) => label === 'DryRun');
  assert.ok(item?.textEdit && 'range' in item.textEdit);
  assert.equal(document.getText(item.textEdit.range), 'Event');
});

test('an edit is read anew, and silence follows where the SQL goes', async () => {
  const uri = 'file:///a.go';
  const { document } = await open(uri, 'go', "a := `SELECT aws_lambda.invoke('f', '[1]')`<|>");
  const at = document.positionAt(document.getText().indexOf(')'));
  await server.change(uri, 2, { range: { start: at, end: at }, text: '::json' });
  assert.deepEqual((await server.diagnostics((params) => params.version === 2)).diagnostics, []);
});
