import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import {
  createProtocolConnection,
  DidOpenTextDocumentNotification,
  ExitNotification,
  InitializedNotification,
  InitializeRequest,
  PublishDiagnosticsNotification,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
  type PublishDiagnosticsParams,
} from 'vscode-languageserver/node';
import { PROGRAM } from '../support/cli';

test('`lsp --stdio` is the language server', async () => {
  const child = spawn(process.execPath, [PROGRAM, 'lsp', '--stdio']);
  const connection = createProtocolConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  connection.listen();
  const { capabilities } = await connection.sendRequest(InitializeRequest.type, {
    processId: process.pid,
    rootUri: null,
    capabilities: {},
  });
  assert.ok(capabilities.hoverProvider);
  const published = new Promise<PublishDiagnosticsParams>((resolve) => {
    connection.onNotification(PublishDiagnosticsNotification.type, resolve);
  });
  await connection.sendNotification(InitializedNotification.type, {});
  await connection.sendNotification(DidOpenTextDocumentNotification.type, {
    textDocument: {
      uri: 'file:///a.sql',
      languageId: 'sql',
      version: 1,
      text: "SELECT aws_lambda.invoke('f', '{}')",
    },
  });
  assert.deepEqual(
    (await published).diagnostics.map(({ code }) => code),
    ['call-ambiguous'],
  );
  await connection.sendRequest(ShutdownRequest.type);
  const exited = once(child, 'exit');
  await connection.sendNotification(ExitNotification.type);
  assert.deepEqual(await exited, [0, null]);
  connection.dispose();
});
