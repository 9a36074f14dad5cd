import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { TextDocument } from 'vscode-languageserver-textdocument';
import {
  CodeActionRequest,
  CompletionRequest,
  HoverRequest,
  SignatureHelpRequest,
  TextDocumentEdit,
  type ClientCapabilities,
  type CodeAction,
  type CompletionItem,
} from 'vscode-languageserver/node';
import { cursor } from '../support/fixture';
import { FULL_CAPABILITIES, LanguageServer } from '../support/languageServer';

const URI = 'git:/a.sql?ref=HEAD';
const running: LanguageServer[] = [];
after(() => Promise.all(running.map((server) => server.stop())));

async function open(fixture: string, capabilities?: ClientCapabilities, initializationOptions?: unknown) {
  const server = await LanguageServer.start(capabilities, initializationOptions);
  running.push(server);
  const { text, offset } = cursor(fixture);
  const document = TextDocument.create(URI, 'sql', 1, text);
  await server.open(URI, text);
  const { diagnostics } = await server.diagnostics(() => true);
  const params = { textDocument: { uri: URI }, position: document.positionAt(offset) };
  return { server, document, diagnostics, params };
}

async function complete(...given: Parameters<typeof open>): Promise<readonly CompletionItem[]> {
  const { server, params } = await open(...given);
  const answer = await server.connection.sendRequest(CompletionRequest.type, params);
  assert.ok(Array.isArray(answer));
  return answer;
}

const NO_CAPABILITIES: ClientCapabilities = {};
const EDITOR = { commands: { triggerSuggest: 'editor.suggest', triggerParameterHints: 'editor.hints' } };

test('completion with snippets, Markdown and what the editor should show next', async () => {
  const [item] = await complete('SELECT aws_lambda.<|>', FULL_CAPABILITIES, EDITOR);
  assert.deepEqual(item?.textEdit, {
    range: { start: { line: 0, character: 18 }, end: { line: 0, character: 18 } },
    newText: "invoke('${1:my-function}', '{$2}'::json)$0",
  });
  assert.equal(item.insertTextFormat, 2);
  assert.equal(item.command?.command, 'editor.hints');
  assert.equal((item.documentation as { kind: string }).kind, 'markdown');
  const names = await complete("SELECT aws_lambda.invoke('f', reg<|>)", FULL_CAPABILITIES, EDITOR);
  assert.equal(names.find(({ label }) => label === 'region =>')?.command?.command, 'editor.suggest');
});

test('completion for an editor that takes neither', async () => {
  const [item] = await complete('SELECT aws_lambda.<|>', NO_CAPABILITIES);
  assert.equal((item?.textEdit as { newText: string }).newText, "invoke('my-function', '{}'::json)");
  assert.equal(item?.insertTextFormat, undefined);
  assert.equal(item?.command, undefined);
  assert.equal((item?.documentation as { kind: string }).kind, 'plaintext');
});

test('a character that brings nothing up is told from a word that is typed', async () => {
  const { server, params } = await open("SELECT aws_lambda.invoke('f', -<|>)");
  const triggered = { ...params, context: { triggerKind: 2 as const, triggerCharacter: '-' } };
  assert.deepEqual(await server.connection.sendRequest(CompletionRequest.type, triggered), []);
});

test('hover in Markdown, and as plain text', async () => {
  const fixture = "SELECT aws_lambda.invoke('f', '{}'::json, NULL, 'Ev<|>ent')";
  for (const [capabilities, kind] of [
    [FULL_CAPABILITIES, 'markdown'],
    [NO_CAPABILITIES, 'plaintext'],
  ] as const) {
    const { server, params } = await open(fixture, capabilities);
    const hover = await server.connection.sendRequest(HoverRequest.type, params);
    assert.deepEqual(hover?.range, { start: { line: 0, character: 49 }, end: { line: 0, character: 54 } });
    assert.equal((hover?.contents as { kind: string }).kind, kind);
  }
});

test('signature help with places in the label, or with the parameters as text', async () => {
  const fixture = "SELECT aws_lambda.invoke('f', <|>)";
  const { server, params } = await open(fixture);
  const help = await server.connection.sendRequest(SignatureHelpRequest.type, params);
  assert.deepEqual([help?.signatures.length, help?.activeSignature, help?.activeParameter], [4, 0, 1]);
  assert.deepEqual(help?.signatures[0]?.parameters?.[1]?.label, [38, 50]);
  assert.equal(help.signatures[1]?.activeParameter, 1);

  const plain = await open(fixture, NO_CAPABILITIES);
  const text = await plain.server.connection.sendRequest(SignatureHelpRequest.type, plain.params);
  assert.equal(text?.signatures[0]?.parameters?.[1]?.label, 'payload json');
  assert.equal(text.signatures[0].activeParameter, undefined);
});

test('no active parameter is null for editors that know it, out of range for the others', async () => {
  const fixture = "SELECT aws_lambda.invoke('f', '{}'::json, region => 'us-west-2', <|>)";
  const { server, params } = await open(fixture);
  const help = await server.connection.sendRequest(SignatureHelpRequest.type, params);
  assert.equal(help?.activeParameter, null);
  const plain = await open(fixture, NO_CAPABILITIES);
  const text = await plain.server.connection.sendRequest(SignatureHelpRequest.type, plain.params);
  assert.equal(text?.activeParameter, 7);
});

async function fixesAt(fixture: string, capabilities: ClientCapabilities) {
  const { server, document, diagnostics, params } = await open(fixture, capabilities);
  const range = { start: params.position, end: params.position };
  const actions = await server.connection.sendRequest(CodeActionRequest.type, {
    textDocument: params.textDocument,
    range,
    context: { diagnostics: [...diagnostics], only: ['quickfix'] },
  });
  return { document, diagnostics, actions: (actions ?? []) as readonly CodeAction[] };
}

const WRONG_CASE = "SELECT '😀';\r\nSELECT aws_lambda.invoke('f', '{}'::json, NULL, 'eve<|>nt')";
const RIGHT_CASE = "SELECT '😀';\r\nSELECT aws_lambda.invoke('f', '{}'::json, NULL, 'Event')";

test('a quick fix as a versioned edit, tied to its diagnostic', async () => {
  const { document, diagnostics, actions } = await fixesAt(WRONG_CASE, FULL_CAPABILITIES);
  assert.equal(actions.length, 1);
  assert.deepEqual(actions[0]?.diagnostics, diagnostics);
  assert.equal(actions[0].isPreferred, true);
  const [edit] = actions[0].edit?.documentChanges ?? [];
  assert.ok(TextDocumentEdit.is(edit));
  assert.deepEqual(edit.textDocument, { uri: URI, version: 1 });
  assert.equal(
    TextDocument.applyEdits(document, edit.edits as { range: never; newText: string }[]),
    RIGHT_CASE,
  );
});

test('a quick fix as a plain edit', async () => {
  const { document, actions } = await fixesAt(WRONG_CASE, { ...FULL_CAPABILITIES, workspace: {} });
  const edits = actions[0]?.edit?.changes?.[URI] ?? [];
  assert.equal(TextDocument.applyEdits(document, edits), RIGHT_CASE);
});
