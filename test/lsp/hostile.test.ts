// Text that nobody would write, over the protocol: right answers or silence, and the squiggle where it belongs.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { CompletionRequest, DocumentSymbolRequest, HoverRequest } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { LanguageServer } from '../support/languageServer';

let server: LanguageServer;
before(async () => {
  server = await LanguageServer.start();
});
after(() => server.stop());

const FAULT = `SELECT aws_lambda.invoke('f', '{}'::json, 'us-east-1', 'event');`;
const LINE_BYTES = 5_000_000;

let opened = 0;

async function diagnose(text: string) {
  const uri = `file:///hostile${++opened}.sql`;
  await server.open(uri, text);
  const { diagnostics } = await server.diagnostics((params) => params.uri === uri);
  return { uri, diagnostics };
}

const PREFIXES: Readonly<Record<string, string>> = {
  'a byte order mark': '\ufeff',
  'line breaks of Windows': 'SELECT 1;\r\nSELECT\r\n2;\r\n',
  'line breaks of old': 'SELECT 1;\rSELECT 2;\r',
  emoji: "SELECT '😀👨‍👩‍👧‍👦', ",
  'combining characters': "SELECT 'e\u0301a\u0308', ",
  'lone surrogates': "SELECT '\ud800\udc00\udc00', ",
  'null characters': "SELECT '\0\0', \u0001\u0002 ",
  'other line separators': "SELECT '\u2028\u2029\u0085', ",
  'a quote that is not closed': "SELECT f('a;\nSELECT 'x', ",
};

for (const [what, prefix] of Object.entries(PREFIXES)) {
  test(`the squiggle stands where it belongs behind ${what}`, async () => {
    const call = prefix.endsWith(', ') || prefix.endsWith(' ') ? FAULT.slice('SELECT '.length) : FAULT;
    // What can't be sent arrives as U+FFFD, of the same length.
    const text = `${prefix}${call}\n`;
    const { diagnostics } = await diagnose(text);
    const document = TextDocument.create('file:///a.sql', 'sql', 1, text);
    assert.deepEqual(
      diagnostics.map(({ code, range }) => [code, document.getText(range)]),
      [['enum-value', "'event'"]],
    );
  });
}

const HUGE: Readonly<Record<string, string>> = {
  '10,000 parentheses': `SELECT aws_lambda.invoke(${'('.repeat(10_000)}1${')'.repeat(10_000)}, '{}'::json);`,
  '10,000 parentheses that stay open': `SELECT aws_lambda.invoke(${'('.repeat(10_000)}`,
  '2,000 calls inside of each other': `SELECT ${"aws_lambda.invoke('f', ".repeat(2000)}`,
  '10,000 arguments': `SELECT aws_lambda.invoke(${'1, '.repeat(10_000)}1);`,
  'a line of 5 MB': `SELECT ${"'aws_lambda', a.b + c, ".repeat(LINE_BYTES / 23)}1;`,
  'a literal of 5 MB': `SELECT aws_lambda.invoke('f', '[${'1, '.repeat(LINE_BYTES / 3)}1]'::json);`,
  'what is no text at all': Array.from({ length: 100_000 }, (_, n) =>
    String.fromCharCode((n * 7919) % 65_536),
  ).join(''),
};

for (const [what, text] of Object.entries(HUGE)) {
  test(`the server lives on after ${what}`, async () => {
    const { uri, diagnostics } = await diagnose(text);
    const { lineCount } = TextDocument.create(uri, 'sql', 1, text);
    assert.ok(diagnostics.every(({ range }) => range.end.line < lineCount));
    const position = { line: 0, character: 26 };
    await server.connection.sendRequest(HoverRequest.type, { textDocument: { uri }, position });
    await server.connection.sendRequest(CompletionRequest.type, { textDocument: { uri }, position });
    await server.connection.sendRequest(DocumentSymbolRequest.type, { textDocument: { uri } });
    await server.change(uri, 2, { range: { start: position, end: position }, text: "'" });
    await server.diagnostics((params) => params.uri === uri && params.version === 2);
    await server.close(uri);
    assert.deepEqual(server.logged, []);
  });
}
