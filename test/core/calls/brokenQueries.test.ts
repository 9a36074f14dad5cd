/** Queries of every kind with words missing, doubled and swapped: read without an exception, and in time. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { analyzeChunk, createDocument } from '../../../core/analysis';
import { declaredFor } from '../../../core/schema/documentSchema';
import { tokenize } from '../../../core/sql/tokens';
import { COLUMN_SCHEMA, createColumnStatements } from '../../support/columnGenerator';
import { createRandom } from '../../support/random';
import { SEED } from '../../support/seed';

const COUNT = 1500;

function readAll(sql: string): void {
  const document = createDocument(sql);
  for (const chunk of document.chunks) analyzeChunk(chunk, declaredFor(document));
}

test(`${COUNT} broken statements, seed ${SEED}`, () => {
  const random = createRandom(SEED);
  const generate = createColumnStatements(random, 18);
  for (let done = 0; done < COUNT; done++) {
    const words = tokenize(generate().sql, { psql: true }).significant.map(({ text }) => text);
    for (let edits = 1 + random.integer(4); edits > 0; edits--) {
      const at = random.integer(words.length);
      const other = words[random.integer(words.length)] ?? ';';
      words.splice(at, random.integer(3), ...(random.next() < 0.5 ? [other] : []));
    }
    const sql = words.join(' ');
    assert.doesNotThrow(() => readAll(sql), sql);
  }
});

test('deep and circular queries end', () => {
  const nested = (depth: number): string =>
    depth === 0 ? 'SELECT 1 AS a' : `SELECT a FROM (${nested(depth - 1)}) s${depth}`;
  const views = Array.from({ length: 30 }, (_, index) => {
    const next = `v${(index + 1) % 30}`;
    return `CREATE VIEW v${index} AS SELECT l.x FROM ${next} l, ${next} r;`;
  });
  const tables = Array.from(
    { length: 30 },
    (_, index) => `CREATE TABLE t${index} (LIKE t${(index + 1) % 30});`,
  );
  const calls = [
    `SELECT aws_lambda.invoke(a) FROM (${nested(300)}) s;`,
    'SELECT aws_lambda.invoke(x) FROM v0;',
    'SELECT aws_lambda.invoke(x) FROM t0;',
    'CREATE DOMAIN d1 AS d2; CREATE DOMAIN d2 AS d1; SELECT aws_lambda.invoke(NULL::d1);',
    'WITH RECURSIVE a AS (SELECT * FROM b), b AS (SELECT * FROM a) SELECT aws_lambda.invoke(x) FROM a, b;',
    `SELECT aws_lambda.invoke(${'('.repeat(3000)}SELECT a FROM t${')'.repeat(3000)});`,
  ];
  assert.doesNotThrow(() => readAll([COLUMN_SCHEMA, ...views, ...tables, ...calls].join('\n')));
});
