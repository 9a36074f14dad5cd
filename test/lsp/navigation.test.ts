import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import {
  CodeActionRequest,
  CompletionRequest,
  DefinitionRequest,
  DocumentHighlightRequest,
  DocumentLinkRequest,
  DocumentSymbolRequest,
  FoldingRangeRequest,
  InlayHintRequest,
  PrepareRenameRequest,
  ReferencesRequest,
  RenameRequest,
  SelectionRangeRequest,
} from 'vscode-languageserver/node';
import { LanguageServer } from '../support/languageServer';

const ARN = 'arn:aws:lambda:us-west-2:123456789012:function:ship';
const TEXT = `\\set a 1
SELECT aws_lambda.invoke('${ARN}', :'a'::json,
  NULL);
`;
const root = mkdtempSync(join(tmpdir(), 'navigation-'));
const uri = pathToFileURL(join(root, 'a.sql')).href;
const other = pathToFileURL(join(root, 'b.sql')).href;
let server: LanguageServer;
before(async () => {
  server = await LanguageServer.start(undefined, { functionsFolder: 'lambdas' });
  await server.open(uri, TEXT);
  await server.open(other, "SELECT aws_lambda.invoke('ship', '{}'::json);");
});
after(async () => {
  await server.stop();
  rmSync(root, { recursive: true });
});
const textDocument = { uri };
const lines = (startLine: number, start: number, endLine: number, end: number) => ({
  start: { line: startLine, character: start },
  end: { line: endLine, character: end },
});
const onVariable = { textDocument, position: { line: 0, character: 5 } };
const onFunction = { textDocument, position: { line: 1, character: 30 } };

test('what a document holds', async () => {
  const { connection } = server;
  const hints = await connection.sendRequest(InlayHintRequest.type, {
    textDocument,
    range: lines(2, 0, 3, 0),
  });
  assert.deepEqual(
    hints?.map(({ label, position }) => ({ label, position })),
    [{ label: 'region =>', position: { line: 2, character: 2 } }],
  );
  const symbols = await connection.sendRequest(DocumentSymbolRequest.type, { textDocument });
  assert.deepEqual(
    symbols?.map(({ name }) => name),
    ['a', 'ship'],
  );
  assert.deepEqual(await connection.sendRequest(FoldingRangeRequest.type, { textDocument }), [
    { startLine: 1, endLine: 2 },
  ]);
  const links = await connection.sendRequest(DocumentLinkRequest.type, { textDocument });
  assert.equal(links?.[0]?.target?.startsWith('https://console.aws.amazon.com/'), true);
  const positions = [onFunction.position];
  const [selection] =
    (await connection.sendRequest(SelectionRangeRequest.type, { textDocument, positions })) ?? [];
  assert.deepEqual(selection?.range, lines(1, 26, 1, 26 + ARN.length));
});

test('from a place to others, and to a file', async () => {
  const { connection } = server;
  const use = { textDocument, position: { line: 1, character: TEXT.split('\n')[1]?.indexOf("a'::") ?? 0 } };
  assert.deepEqual(await connection.sendRequest(DefinitionRequest.type, use), {
    uri,
    range: lines(0, 5, 0, 6),
  });
  assert.equal(await connection.sendRequest(DefinitionRequest.type, onFunction), null);
  mkdirSync(join(root, 'lambdas'));
  writeFileSync(join(root, 'lambdas', 'ship.mjs'), '');
  assert.deepEqual(await connection.sendRequest(DefinitionRequest.type, onFunction), {
    uri: pathToFileURL(join(root, 'lambdas', 'ship.mjs')).href,
    range: lines(0, 0, 0, 0),
  });
  const context = { includeDeclaration: true };
  const found = await connection.sendRequest(ReferencesRequest.type, { ...onFunction, context });
  assert.deepEqual(
    found?.map((location) => location.uri),
    [uri, other],
  );
  const highlights = await connection.sendRequest(DocumentHighlightRequest.type, onVariable);
  assert.equal(highlights?.length, 2);
});

test('rename, and why it is refused', async () => {
  const { connection } = server;
  const prepared = await connection.sendRequest(PrepareRenameRequest.type, onVariable);
  assert.deepEqual(prepared, { range: lines(0, 5, 0, 6), placeholder: 'a' });
  const edit = await connection.sendRequest(RenameRequest.type, { ...onVariable, newName: 'b' });
  assert.equal(edit?.changes?.[uri]?.length, 2);
  await assert.rejects(
    connection.sendRequest(RenameRequest.type, { ...onVariable, newName: 'no name' }),
    /letters, digits and underscores/,
  );
});

test('a rewriting of the call', async () => {
  const range = { start: onFunction.position, end: onFunction.position };
  const actions = await server.connection.sendRequest(CodeActionRequest.type, {
    textDocument,
    range,
    context: { diagnostics: [], only: ['refactor'] },
  });
  assert.ok(actions?.some(({ title }) => title === 'Name all arguments'));
});

test('a document that nobody opened is answered with nothing', async () => {
  const closed = { textDocument: { uri: 'file:///nowhere.sql' } };
  assert.equal(await server.connection.sendRequest(FoldingRangeRequest.type, closed), null);
  assert.equal(await server.connection.sendRequest(DocumentSymbolRequest.type, closed), null);
});

test('completion knows the handlers of the folder that the client names', async () => {
  mkdirSync(join(root, 'lambdas'), { recursive: true });
  writeFileSync(join(root, 'lambdas', 'pack.py'), '');
  const answer = await server.connection.sendRequest(CompletionRequest.type, {
    textDocument: { uri: other },
    position: { line: 0, character: 27 },
  });
  const items = Array.isArray(answer) ? answer : (answer?.items ?? []);
  assert.ok(items.some(({ label, detail }) => label === 'pack' && detail === 'pack.py'));
});
