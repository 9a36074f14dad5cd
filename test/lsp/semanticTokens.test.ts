import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import {
  RegistrationRequest,
  SemanticTokensDeltaRequest,
  SemanticTokensRangeRequest,
  SemanticTokensRequest,
  type Registration,
} from 'vscode-languageserver/node';
import { FULL_CAPABILITIES, LanguageServer } from '../support/languageServer';

const running: LanguageServer[] = [];
after(() => Promise.all(running.map((server) => server.stop())));

const URI = 'file:///a.sql';
const TEXT = "SELECT aws_lambda.invoke('f', '{}'::json);\nSELECT aws_lambda.invoke('g', '{}'::json);\n";

async function start(capabilities = FULL_CAPABILITIES): Promise<LanguageServer> {
  const server = await LanguageServer.start(capabilities);
  running.push(server);
  return server;
}

test('whole documents, what has changed since, and a range', async () => {
  const server = await start();
  await server.open(URI, TEXT);
  const textDocument = { uri: URI };
  const whole = await server.connection.sendRequest(SemanticTokensRequest.type, { textDocument });
  assert.equal(whole?.data.length, 2 * 3 * 5);
  const range = { start: { line: 1, character: 0 }, end: { line: 1, character: 9 } };
  const part = await server.connection.sendRequest(SemanticTokensRangeRequest.type, { textDocument, range });
  assert.deepEqual(part?.data.slice(0, 3), [1, 7, 10]);

  await server.change(URI, 2, { range: { start: range.start, end: range.start }, text: '\n' });
  const previousResultId = whole?.resultId ?? '';
  const delta = { textDocument, previousResultId };
  const change = await server.connection.sendRequest(SemanticTokensDeltaRequest.type, delta);
  assert.ok(change && 'edits' in change);
  assert.deepEqual(change.edits, [{ start: 15, deleteCount: 1, data: [2] }]);
  // What the server no longer knows is given whole.
  const again = await server.connection.sendRequest(SemanticTokensDeltaRequest.type, delta);
  assert.ok(again && 'data' in again);
  assert.equal(again.data.length, 30);
});

test('a document that is not open, or of another language, has none', async () => {
  const server = await start();
  await server.open('file:///a.ts', 'const q = `SELECT aws_lambda.invoke(1)`;', 'typescript');
  for (const uri of ['file:///a.ts', 'file:///b.sql']) {
    const textDocument = { uri };
    const found = await server.connection.sendRequest(SemanticTokensRequest.type, { textDocument });
    assert.equal(found, null);
  }
});

test('an editor that can be told later is told of SQL alone', async () => {
  const { textDocument } = FULL_CAPABILITIES;
  const semanticTokens = {
    dynamicRegistration: true,
    requests: { full: true },
    tokenTypes: [],
    tokenModifiers: [],
    formats: [],
  };
  const server = LanguageServer.spawn();
  running.push(server);
  const registered = new Promise<Registration>((resolve) => {
    server.connection.onRequest(RegistrationRequest.type, ({ registrations }) => {
      const found = registrations.find(({ method }) => method === 'textDocument/semanticTokens');
      if (found) resolve(found);
    });
  });
  const { capabilities } = await server.initialize({
    ...FULL_CAPABILITIES,
    textDocument: { ...textDocument, semanticTokens },
  });
  assert.equal(capabilities.semanticTokensProvider, undefined);
  const { documentSelector } = (await registered).registerOptions as { documentSelector: unknown[] };
  assert.ok(documentSelector.length > 0);
  for (const filter of documentSelector)
    assert.match((filter as { language: string }).language, /sql|postgres/i);
});
