import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Diagnostic } from 'vscode-languageserver/node';
import { LanguageServer } from '../support/languageServer';
import { createRandom, type Random } from '../support/random';

const BAD = "SELECT aws_lambda.invoke('f', '{}'::json, NULL, 'event');\n";

let server: LanguageServer;
before(async () => {
  server = await LanguageServer.start();
});
after(() => server.stop());

/** The diagnostics of one document at one version. */
async function diagnosticsOf(uri: string, version?: number): Promise<readonly Diagnostic[]> {
  const { diagnostics } = await server.diagnostics(
    (params) => params.uri === uri && params.version === version,
  );
  return diagnostics;
}

function codes(diagnostics: readonly Diagnostic[]): readonly unknown[] {
  return diagnostics.map(({ code }) => code);
}

test('problems arrive when a document is opened, follow its changes, and go when it is closed', async () => {
  const uri = 'untitled:one';
  await server.open(uri, BAD);
  assert.deepEqual(codes(await diagnosticsOf(uri, 1)), ['enum-value']);
  const value = { start: { line: 0, character: 48 }, end: { line: 0, character: 55 } };
  await server.change(uri, 2, { range: value, text: "'Event'" });
  assert.deepEqual(await diagnosticsOf(uri, 2), []);
  const start = { line: 0, character: 0 };
  await server.change(uri, 3, { range: { start, end: start }, text: BAD });
  assert.deepEqual(codes(await diagnosticsOf(uri, 3)), ['enum-value']);
  await server.close(uri);
  assert.deepEqual(await diagnosticsOf(uri), []);
});

test('several changes in one notification count one after another', async () => {
  const uri = 'file:///several.sql';
  await server.open(uri, '');
  const at = (line: number, character: number) => ({ start: { line, character }, end: { line, character } });
  await server.change(
    uri,
    2,
    { range: at(0, 0), text: 'x\n' },
    { range: at(1, 0), text: BAD },
    {
      range: { start: { line: 0, character: 0 }, end: { line: 1, character: 0 } },
      text: '',
    },
  );
  const [problem] = await diagnosticsOf(uri, 2);
  assert.deepEqual(problem?.range, { start: { line: 0, character: 48 }, end: { line: 0, character: 55 } });
});

test('a change without a range is the whole text', async () => {
  const uri = 'file:///whole.sql';
  await server.open(uri, 'SELECT 1');
  const params = { textDocument: { uri, version: 7 }, contentChanges: [{ text: BAD }] };
  await server.connection.sendNotification('textDocument/didChange', params);
  assert.deepEqual(codes(await diagnosticsOf(uri, 7)), ['enum-value']);
});

test('documents in other languages are left alone', async () => {
  await server.open('file:///a.lua', BAD, 'lua');
  await server.open('file:///b.sql', 'SELECT 1', 'postgres');
  const { uri } = await server.diagnostics(() => true);
  assert.equal(uri, 'file:///b.sql');
});

const PIECES = [
  BAD,
  "SELECT aws_lambda.invoke('f', '{}');\n",
  "SELECT aws_lambda.invoke('arn:aws:lambda:us_east_1:1:function:f', '{}'::json);\r\n",
  "DO $$ BEGIN PERFORM aws_lambda.invoke('f', '{}'::json, 'us-wst-2'); END $$;\n",
  "DO 'BEGIN PERFORM aws_lambda.invoke(''f'', ''{}''); END';\r",
  "SELECT aws_commons.create_lambda_function_arn('f') AS a \\gset\n",
  "SELECT aws_lambda.invoke(:'a', '{}'::json);\n",
  'COPY t FROM STDIN;\n1\n\\.\n',
  "'",
  '$$',
  '"',
  '--',
  '/*',
  '*/',
  '(',
  ')',
  ';',
  '\n',
  '\r\n',
  '😀é',
  "E'\\'",
];

function randomChange(random: Random, document: TextDocument) {
  const length = document.getText().length;
  const from = random.integer(length + 1);
  const to = Math.min(length, from + (random.integer(3) === 0 ? random.integer(60) : 0));
  return {
    range: { start: document.positionAt(from), end: document.positionAt(to) },
    text: Array.from({ length: random.integer(3) }, () => random.pick(PIECES)).join(''),
  };
}

test('after random edits the problems are those of the text opened afresh', async () => {
  for (let seed = 1; seed <= 30; seed++) {
    const random = createRandom(seed);
    const uri = `file:///edited${seed}.sql`;
    let document = TextDocument.create(uri, 'sql', 1, random.pick(PIECES).repeat(3));
    await server.open(uri, document.getText());
    for (let version = 2; version <= 20; version++) {
      const changes = Array.from({ length: 1 + random.integer(2) }, () => {
        const change = randomChange(random, document);
        document = TextDocument.update(document, [change], version);
        return change;
      });
      await server.change(uri, version, ...changes);
    }
    const edited = await diagnosticsOf(uri, 20);
    const fresh = `${uri}.fresh`;
    await server.open(fresh, document.getText());
    assert.deepEqual(edited, await diagnosticsOf(fresh, 1), `seed ${seed}`);
    await server.close(uri);
    await server.close(fresh);
  }
});

test('a burst of changes ends with the problems of the last one', async () => {
  const uri = 'file:///burst.sql';
  await server.open(uri, '');
  for (let index = 0; index < BAD.length; index++) {
    const at = { line: 0, character: index };
    await server.change(uri, index + 2, { range: { start: at, end: at }, text: BAD.charAt(index) });
  }
  assert.deepEqual(codes(await diagnosticsOf(uri, BAD.length + 1)), ['enum-value']);
});
