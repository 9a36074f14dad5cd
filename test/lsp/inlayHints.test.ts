import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  ConfigurationRequest,
  DidChangeConfigurationNotification,
  InlayHintRefreshRequest,
  InlayHintRequest,
} from 'vscode-languageserver/node';
import { FULL_CAPABILITIES, LanguageServer } from '../support/languageServer';

const URI = 'file:///a.sql';
const RANGE = { start: { line: 0, character: 0 }, end: { line: 1, character: 0 } };

test('the setting is followed, and the editor asked to ask again', async () => {
  let parameterNames: unknown = 'none';
  const server = LanguageServer.spawn();
  server.connection.onRequest(ConfigurationRequest.type, ({ items }) =>
    items.map(({ section }) => (section === 'auroraLambda.inlayHints' ? { parameterNames } : null)),
  );
  let refreshed = (): void => undefined;
  const nextRefresh = (): Promise<void> => new Promise((resolve) => (refreshed = resolve));
  server.connection.onRequest(InlayHintRefreshRequest.type, () => refreshed());
  const first = nextRefresh();
  const inlayHint = { refreshSupport: true };
  await server.initialize({ ...FULL_CAPABILITIES, workspace: { configuration: true, inlayHint } });
  await server.open(URI, "SELECT aws_lambda.invoke('f', '{}'::json, 'us-west-2', lower('Event'));\n");
  const labels = async (): Promise<unknown> => {
    const params = { textDocument: { uri: URI }, range: RANGE };
    const hints = await server.connection.sendRequest(InlayHintRequest.type, params);
    return hints?.map(({ label }) => label);
  };
  await first;
  assert.deepEqual(await labels(), []);
  for (const [value, expected] of [
    ['literals', ['region =>']],
    ['nonsense', ['region =>', 'invocation_type =>']],
  ] as const) {
    parameterNames = value;
    const next = nextRefresh();
    await server.connection.sendNotification(DidChangeConfigurationNotification.type, { settings: null });
    await next;
    assert.deepEqual(await labels(), expected);
  }
  assert.equal(await server.stop(), 0);
});
