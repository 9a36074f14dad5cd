/** An analysis is kept as long as what it asked of the declarations is answered as before. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { analyzeChunk, createDocument } from '../../../core/analysis';
import { findProblems } from '../../../core/problems';
import { declaredFor } from '../../../core/schema/documentSchema';
import { readSchema } from '../../../core/schema/readSchema';
import type { SqlDocument } from '../../../core/sql/document';

const TEXT = `CREATE TABLE a (x json);
CREATE TABLE b (y text);
SELECT aws_lambda.invoke('f', x) FROM a;
SELECT aws_lambda.invoke('f', y) FROM b;
SELECT aws_lambda.invoke('f', '{}'::json);
`;

function analyses(document: SqlDocument) {
  const declared = declaredFor(document);
  return document.markedChunks.map((index) => {
    const chunk = document.chunks[index];
    assert.ok(chunk);
    return analyzeChunk(chunk, declared);
  });
}

function replace(document: SqlDocument, from: string, to: string): SqlDocument {
  const start = document.text.indexOf(from);
  return document.edit({ start, end: start + from.length, newText: to });
}

test('a keystroke in a statement leaves the other analyses as they are', () => {
  const document = createDocument(TEXT);
  const before = analyses(document);
  const after = analyses(replace(document, `'{}'::json`, `'[]'::json`));
  assert.deepEqual(
    after.map((analysis, index) => analysis === before[index]),
    [true, true, false],
  );
});

test('a declaration that changes costs the statements that name it', () => {
  const document = createDocument(TEXT);
  const before = analyses(document);
  const after = analyses(replace(document, 'y text', 'y json'));
  assert.deepEqual(
    after.map((analysis, index) => analysis === before[index]),
    [true, false, true],
  );
  assert.deepEqual(codes(document), ['call-no-match']);
  assert.deepEqual(codes(replace(document, 'y text', 'y json')), []);
});

test('scripts elsewhere count, and what contradicts itself is silent', () => {
  const calls = createDocument(`SELECT aws_lambda.invoke('f', y) FROM b;`);
  const elsewhere = readSchema(createDocument('CREATE TABLE b (y text);'));
  assert.deepEqual(codes(calls), []);
  assert.deepEqual(codes(calls.among(elsewhere)), ['call-no-match']);
  const edited = calls.among(elsewhere).edit({ start: 0, end: 0, newText: '-- a\n' });
  assert.deepEqual(codes(edited), ['call-no-match']);
  const both = createDocument(`CREATE TABLE b (y json);\nSELECT aws_lambda.invoke('f', y) FROM b;`);
  assert.deepEqual(codes(both.among(elsewhere)), []);
});

test('an implicit cast of a script leaves verdicts open', () => {
  const sql = `SELECT aws_lambda.invoke('f', 'x'::text);`;
  assert.deepEqual(codes(createDocument(sql)), ['call-no-match']);
  const cast = 'CREATE CAST (text AS json) WITH INOUT AS IMPLICIT;\n';
  assert.deepEqual(codes(createDocument(cast + sql)), []);
});

function codes(document: SqlDocument): readonly string[] {
  return findProblems(document)
    .filter(({ severity }) => severity === 'error')
    .map(({ code }) => code);
}
