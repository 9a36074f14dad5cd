// Each feature in each host language: what it answers stands where the SQL stands, what it writes is the string's own.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { InlayHintParams } from 'vscode-languageserver';
import type { Range, SelectionRange } from 'vscode-languageserver-types';
import { OpenDocuments } from '../../server/documents/documents';
import { completion } from '../../server/features/completion/completion';
import { definition } from '../../server/features/definition';
import { documentLinks } from '../../server/features/documentLinks';
import { documentSymbols } from '../../server/features/documentSymbols';
import { hostCodeActions } from '../../server/features/hostProblems';
import { inlayHints } from '../../server/features/inlayHints';
import { documentHighlights } from '../../server/features/references';
import { prepareLambdaRename, renameLambda } from '../../server/features/renameLambda';
import { selectionRange } from '../../server/features/selectionRanges';
import {
  bringDefinition,
  bringHint,
  bringItems,
  bringRange,
  bringSelection,
  bringSymbol,
} from '../../server/documents/hostAnswers';
import { askingOf } from '../../server/documents/inDocument';
import { summarize } from '../../server/workspace/summary';
import { CLIENT } from '../support/features';
import { HOST_SAMPLES } from '../support/hostSamples';

const ARN = 'arn:aws:lambda:us-west-2:123456789012:function:ship:v1';
const SQL = `SELECT aws_lambda.invoke('${ARN}', '{}'::json, 'us-west-2')`;

function open(languageId: string, before: string, quote: string, after: string) {
  const text = `${before}${SQL.replaceAll("'", quote)}${after}`;
  const uri = `file:///a.${languageId}`;
  const documents = new OpenDocuments();
  documents.add({ uri, languageId, version: 1, text });
  const judge = TextDocument.create(uri, languageId, 1, text);
  const position = judge.positionAt(text.indexOf('ship') + 1);
  return { documents, judge, text, asked: { textDocument: { uri }, position } };
}

for (const language of HOST_SAMPLES) {
  const [languageId, , quote] = language;
  const { documents, judge, text, asked } = open(...language);
  const { at, all } = askingOf(documents);
  const read = (range: Range): string => judge.getText(range);

  test(`${languageId}: symbols, links and highlights`, () => {
    const [symbol] = all(documentSymbols, bringSymbol)(asked) ?? [];
    assert.ok(symbol);
    assert.equal(read(symbol.selectionRange), 'ship');
    assert.equal(read(symbol.range).trimEnd(), SQL.replaceAll("'", quote));
    assert.deepEqual(
      all(documentLinks, bringRange)(asked)?.map(({ range }) => read(range)),
      [ARN],
    );
    const highlight = at(documentHighlights, (piece, found) => found.map((one) => bringRange(piece, one)));
    assert.deepEqual(
      highlight(asked)?.map(({ range }) => read(range)),
      ['ship'],
    );
    assert.deepEqual(at(definition, bringDefinition)(asked), { kind: 'handler', functionName: 'ship' });
  });

  test(`${languageId}: hints stand before their arguments`, () => {
    const whole = { start: judge.positionAt(0), end: judge.positionAt(text.length) };
    const hints = all((document, { range }: InlayHintParams) => inlayHints(document, range), bringHint);
    const [hint] = hints({ ...asked, range: whole }) ?? [];
    assert.ok(hint);
    const before = judge.offsetAt(hint.position);
    assert.equal(text.slice(before, before + quote.length + 5), `${quote}us-we`);
    const elsewhere = { start: judge.positionAt(0), end: judge.positionAt(0) };
    assert.deepEqual(hints({ ...asked, range: elsewhere }), []);
  });

  test(`${languageId}: the selection grows to the SQL's end`, () => {
    const texts: string[] = [];
    let selection: SelectionRange | undefined = at(selectionRange, bringSelection)(asked);
    for (; selection; selection = selection.parent) texts.push(read(selection.range));
    assert.equal(texts[0], ARN);
    assert.ok(texts.includes(SQL.replaceAll("'", quote)), texts.join('\n'));
    texts.reduce((inner, outer) => {
      assert.ok(outer.includes(inner));
      return outer;
    });
  });

  test(`${languageId}: rename`, () => {
    const prepared = at(prepareLambdaRename, bringRange)(asked);
    assert.ok(prepared);
    assert.equal(read(prepared.range), 'ship');
    const host = documents.getHost(asked.textDocument.uri)?.host;
    assert.ok(host);
    const files = [{ uri: asked.textDocument.uri, summary: summarize(host) }];
    const changes = renameLambda(files, prepared.identity, 'send');
    assert.ok(!('refusal' in changes));
    const edits = changes.flatMap(({ edits: own }) => own);
    assert.equal(TextDocument.applyEdits(judge, edits), text.replace('ship', 'send'));
  });

  test(`${languageId}: a rewriting is written as the string wants it`, () => {
    const host = documents.getHost(asked.textDocument.uri)?.host;
    assert.ok(host);
    const range = { start: asked.position, end: asked.position };
    const actions = hostCodeActions(host, range, ['refactor']);
    const naming = actions.find(({ title }) => title === 'Name all arguments');
    assert.equal(
      naming && TextDocument.applyEdits(judge, [...naming.edits]),
      text
        .replace(`${quote}arn`, `function_name => ${quote}arn`)
        .replace(`${quote}{`, `payload => ${quote}{`)
        .replace(`${quote}us-`, `region => ${quote}us-`),
    );
  });
}

test('a name that is put together is not renamed by half', () => {
  const text = `q("SELECT aws_lambda.invoke('sh" + "ip', '{}'::json)");`;
  const documents = new OpenDocuments();
  documents.add({ uri: 'file:///a.ts', languageId: 'typescript', version: 1, text });
  const host = documents.getHost('file:///a.ts')?.host;
  assert.ok(host);
  const files = [{ uri: 'file:///a.ts', summary: summarize(host) }];
  const refused = renameLambda(files, { name: 'ship' }, 'send');
  assert.ok('refusal' in refused);
  assert.match(refused.refusal, /a\.ts, line 1.*several strings/);
});

test('a name that the program fills in is no name yet', () => {
  const text = "q(`SELECT aws_lambda.invoke('${stage}-ship', '{}'::json)`);";
  const documents = new OpenDocuments();
  documents.add({ uri: 'file:///a.ts', languageId: 'typescript', version: 1, text });
  const host = documents.getHost('file:///a.ts')?.host;
  assert.deepEqual(host && summarize(host).names, []);
  const judge = TextDocument.create('', '', 1, text);
  const params = { textDocument: { uri: 'file:///a.ts' }, position: judge.positionAt(text.indexOf('ship')) };
  const prepared = askingOf(documents).at(prepareLambdaRename, (_, found) => found)(params);
  assert.equal(prepared, undefined);
});

test('an ARN of which the program puts in a part names its function', () => {
  const text =
    "q(`SELECT aws_lambda.invoke('arn:aws:lambda:${region}:${account}:function:ship', '{}'::json)`);";
  const documents = new OpenDocuments();
  documents.add({ uri: 'file:///a.ts', languageId: 'typescript', version: 1, text });
  const host = documents.getHost('file:///a.ts')?.host;
  const [use] = host ? summarize(host).names : [];
  assert.equal(use && TextDocument.create('', '', 1, text).getText(use.range), 'ship');
  assert.deepEqual([use?.account, use?.region, use?.isWritable], [undefined, undefined, true]);
});

test('a document of another language without SQL is answered with nothing', () => {
  const documents = new OpenDocuments();
  documents.add({ uri: 'file:///a.ts', languageId: 'typescript', version: 1, text: "q('SELECT 1')" });
  const params = { textDocument: { uri: 'file:///a.ts' }, position: { line: 0, character: 4 } };
  assert.equal(askingOf(documents).all(documentSymbols, bringSymbol)(params), undefined);
  assert.equal(askingOf(documents).at(selectionRange, bringSelection)(params), undefined);
});

test('whatever is answered about a cursor is round it, also between strings that make one and inside of escapes', () => {
  const text = `q('SELECT aws_lambda.invoke(' 'arn:aws' ', \\'{}\\'::json, \\'us-east-1\\', \\'')`;
  const documents = new OpenDocuments();
  const uri = 'file:///a.py';
  documents.add({ uri, languageId: 'python', version: 1, text });
  const judge = TextDocument.create(uri, 'python', 1, text);
  const { at } = askingOf(documents);
  const select = at(selectionRange, bringSelection);
  const complete = at((document, offset) => completion(document, offset, CLIENT, false), bringItems);
  let completed = 0;
  for (let offset = 0; offset <= text.length; offset++) {
    const holds = ({ start, end }: Range): boolean =>
      judge.offsetAt(start) <= offset && offset <= judge.offsetAt(end);
    const params = { textDocument: { uri }, position: judge.positionAt(offset) };
    for (let found = select(params); found; found = found.parent) assert.ok(holds(found.range), `${offset}`);
    for (const { textEdit } of complete(params) ?? []) {
      assert.ok(textEdit && 'range' in textEdit && holds(textEdit.range), `${offset}`);
      completed++;
    }
  }
  assert.ok(completed > 0);
});
