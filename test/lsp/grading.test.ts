import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import {
  ConfigurationRequest,
  DiagnosticSeverity,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  FileChangeType,
  InitializedNotification,
  InitializeRequest,
} from 'vscode-languageserver/node';
import { FULL_CAPABILITIES, LanguageServer } from '../support/languageServer';

const SQL = "SELECT aws_lambda.invoke('f', '{}');";

test('the project file and, over it, the setting grade the rules; both are followed', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'grading-'));
  const file = join(folder, 'aurora-lambda-sql.json');
  const uri = pathToFileURL(join(folder, 'a.sql')).href;
  writeFileSync(file, '{"rules": {"call-ambiguous": "warning"}}');
  let setting: unknown = null;
  const server = LanguageServer.spawn();
  server.connection.onRequest(ConfigurationRequest.type, ({ items }) => items.map(() => setting));
  await server.connection.sendRequest(InitializeRequest.type, {
    processId: process.pid,
    rootUri: null,
    workspaceFolders: [{ uri: pathToFileURL(folder).href, name: 'a' }],
    capabilities: { ...FULL_CAPABILITIES, workspace: { configuration: true } },
  });
  await server.connection.sendNotification(InitializedNotification.type, {});
  await server.open(uri, SQL);
  const severity = async (wanted: DiagnosticSeverity | undefined): Promise<void> => {
    const { diagnostics } = await server.diagnostics((params) => params.diagnostics[0]?.severity === wanted);
    assert.equal(diagnostics.length, wanted === undefined ? 0 : 1);
  };
  await severity(DiagnosticSeverity.Warning);
  setting = { 'call-ambiguous': 'information' };
  await server.connection.sendNotification(DidChangeConfigurationNotification.type, { settings: null });
  await severity(DiagnosticSeverity.Information);
  setting = {};
  writeFileSync(file, '{"rules": {"call-ambiguous": "off"}}');
  await server.connection.sendNotification(DidChangeWatchedFilesNotification.type, {
    changes: [{ uri: pathToFileURL(file).href, type: FileChangeType.Changed }],
  });
  await severity(undefined);
  assert.equal(await server.stop(), 0);
  rmSync(folder, { recursive: true });
});
