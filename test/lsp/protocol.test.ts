import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { after, test } from 'node:test';
import {
  CancellationTokenSource,
  createProtocolConnection,
  ErrorCodes,
  ExitNotification,
  InitializeRequest,
  IPCMessageReader,
  IPCMessageWriter,
  LSPErrorCodes,
  ShutdownRequest,
  type InitializeResult,
} from 'vscode-languageserver/node';
import { frame } from '../support/framing';
import { LanguageServer, SERVER } from '../support/languageServer';

const URI = 'file:///a.sql';
const running: LanguageServer[] = [];
after(() => running.forEach((server) => server.process.kill()));

function spawn(): LanguageServer {
  const server = LanguageServer.spawn();
  running.push(server);
  return server;
}

test('initialize names what the server offers', async () => {
  const server = spawn();
  const { capabilities, serverInfo } = await server.initialize();
  assert.equal(serverInfo?.name, 'aurora-lambda-sql');
  assert.deepEqual(Object.keys(capabilities).sort(), [
    'codeActionProvider',
    'completionProvider',
    'definitionProvider',
    'documentHighlightProvider',
    'documentLinkProvider',
    'documentSymbolProvider',
    'executeCommandProvider',
    'foldingRangeProvider',
    'hoverProvider',
    'inlayHintProvider',
    'positionEncoding',
    'referencesProvider',
    'renameProvider',
    'selectionRangeProvider',
    'semanticTokensProvider',
    'signatureHelpProvider',
    'textDocumentSync',
    'workspace',
    'workspaceSymbolProvider',
  ]);
  assert.equal(capabilities.positionEncoding, 'utf-16');
});

test('an editor that takes no code actions is offered none', async () => {
  const { capabilities } = await spawn().initialize({});
  assert.equal(capabilities.codeActionProvider, undefined);
});

test('requests for documents that are not open are answered with null', async () => {
  const server = spawn();
  await server.initialize();
  const params = { textDocument: { uri: URI }, position: { line: 0, character: 0 } };
  for (const method of ['hover', 'completion', 'signatureHelp']) {
    assert.equal(await server.connection.sendRequest(`textDocument/${method}`, params), null);
  }
});

test('a request that the server does not know is refused, and the server goes on', async () => {
  const server = spawn();
  await server.initialize();
  await assert.rejects(server.connection.sendRequest('aurora/nonsense', {}), {
    code: ErrorCodes.MethodNotFound,
  });
  await server.open(URI, 'SELECT 1');
  assert.deepEqual((await server.diagnostics(() => true)).diagnostics, []);
});

test('requests before initialize are refused', async () => {
  const server = spawn();
  const params = { textDocument: { uri: URI }, position: { line: 0, character: 0 } };
  await assert.rejects(server.connection.sendRequest('textDocument/hover', params));
  const result: InitializeResult = await server.initialize();
  assert.ok(result.capabilities.hoverProvider);
});

test('a request that is cancelled while it waits is not worked on', async () => {
  const server = spawn();
  await server.initialize();
  // A large file is read first; what comes behind it waits.
  const opened = server.open(URI, 'SELECT aws_lambda.invoke(1);\n'.repeat(50_000));
  const params = { textDocument: { uri: URI }, position: { line: 0, character: 20 } };
  const source = new CancellationTokenSource();
  const cancelled = server.connection.sendRequest('textDocument/hover', params, source.token);
  source.cancel();
  await assert.rejects(cancelled, { code: LSPErrorCodes.RequestCancelled });
  await opened;
  assert.notEqual(await server.connection.sendRequest('textDocument/hover', params), null);
});

test('shutdown and exit end it with 0, exit alone and a closed input with 1', async () => {
  const polite = spawn();
  await polite.initialize();
  assert.equal(await polite.stop(), 0);

  const abrupt = spawn();
  await abrupt.initialize();
  const exited = once(abrupt.process, 'exit');
  await abrupt.connection.sendNotification('exit');
  assert.deepEqual((await exited)[0], 1);

  const abandoned = spawn();
  await abandoned.initialize();
  const ended = once(abandoned.process, 'exit');
  abandoned.process.stdin.end();
  assert.deepEqual((await ended)[0], 1);
});

test('messages may come in any pieces, and hold any characters', async () => {
  const server = spawn();
  await server.initialize();
  const text = "SELECT '😀é', aws_lambda.invoke('f', '{}'::json, NULL, 'Event')";
  const open = { uri: URI, languageId: 'sql', version: 1, text };
  const hover = { textDocument: { uri: URI }, position: { line: 0, character: 20 } };
  const bytes = Buffer.concat([
    frame({ method: 'textDocument/didOpen', params: { textDocument: open } }),
    frame({ id: 1_000, method: 'textDocument/hover', params: hover }),
  ]);
  for (const byte of bytes) server.process.stdin.write(Buffer.of(byte));
  const answered = await server.connection.sendRequest('textDocument/hover', hover);
  assert.match(JSON.stringify(answered), /Runs an AWS Lambda function/);
});

test('over the channel of a forked process it is the same server', async () => {
  const child = fork(SERVER, ['--node-ipc'], { stdio: 'pipe' });
  const connection = createProtocolConnection(new IPCMessageReader(child), new IPCMessageWriter(child));
  connection.listen();
  const params = { processId: process.pid, rootUri: null, capabilities: {} };
  const result = await connection.sendRequest(InitializeRequest.type, params);
  assert.equal(result.serverInfo?.name, 'aurora-lambda-sql');
  const exited = once(child, 'exit');
  await connection.sendRequest(ShutdownRequest.type);
  await connection.sendNotification(ExitNotification.type);
  assert.deepEqual((await exited)[0], 0);
  connection.dispose();
});
