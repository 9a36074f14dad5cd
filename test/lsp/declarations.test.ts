// What the scripts of a workspace declare counts in all of its documents, through the built server.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { PublishDiagnosticsParams } from 'vscode-languageserver/node';
import { FULL_CAPABILITIES, LanguageServer } from '../support/languageServer';
import { WorkspaceFiles } from '../support/workspaceFiles';

const CALL = `SELECT aws_lambda.invoke('f', payload) FROM events;\n`;

let files: WorkspaceFiles;
let server: LanguageServer;
before(async () => {
  files = new WorkspaceFiles({ 'schema.sql': 'CREATE TABLE events (payload text);\n', 'calls.sql': CALL });
  server = await LanguageServer.start(FULL_CAPABILITIES, undefined, [files.uri()]);
});
after(async () => {
  await server.stop();
  files.remove();
});

/** Whether the document has the error; the next answer in which that is as wanted. */
function published(uri: string, isWrong: boolean): Promise<PublishDiagnosticsParams> {
  return server.diagnostics(
    (params) =>
      params.uri === uri && isWrong === params.diagnostics.some(({ code }) => code === 'call-no-match'),
  );
}

test('a table in a file, in a document as it is typed, and after it is closed', async () => {
  const [calls, host, schema] = [files.uri('calls.sql'), files.uri('calls.py'), files.uri('schema.sql')];
  await server.open(calls, files.read('calls.sql'));
  await published(calls, true);
  await server.open(host, `cursor.execute("""${CALL}""")\n`, 'python');
  await published(host, true);
  await server.open(schema, files.read('schema.sql'));
  const type = { start: { line: 0, character: 29 }, end: { line: 0, character: 33 } };
  await server.change(schema, 2, { range: type, text: 'json' });
  await published(calls, false);
  await published(host, false);
  await server.close(schema);
  const { diagnostics } = await published(calls, true);
  assert.match(JSON.stringify(diagnostics[0]?.message), /invoke\(unknown, text\)/);
});

test('what the editor says of the database goes before what the scripts declare, until it says no more', async () => {
  const calls = files.uri('calls.sql');
  const tell = (type: string | null) => {
    const columns = [{ name: 'payload', type: type ?? '' }];
    const table = {
      kind: 'relation',
      is: 'table',
      name: { name: 'events' },
      temporary: false,
      bases: [],
      columns,
    };
    const schema = type === null ? null : { declarations: [table] };
    return server.connection.sendNotification('auroraLambda/databaseSchema', { uri: calls, schema });
  };
  await tell('jsonb');
  await published(calls, false);
  await tell('text');
  await published(calls, true);
  await tell('json');
  await published(calls, false);
  await tell(null);
  await published(calls, true);
});
