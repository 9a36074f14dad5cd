import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readLensTarget } from '../../client/commandTable';
import { LiveDocument } from '../../client/editor/documentEdits';
import { covers, MOST_LENSES, planLenses, planLines } from '../../client/editor/lensPlan';
import { findLensStatement } from '../../client/editor/lensTarget';
import { findStatementAt } from '../../client/editor/statementAt';
import { createDocument } from '../../core/analysis';
import { createRandom } from '../support/random';

const SCRIPT = `-- first
SELECT 1;

\\set v 1
SELECT *
FROM aws_lambda.invoke('f', '{}'::json);
COPY t FROM STDIN;
1
\\.
SELECT aws_commons.create_lambda_function_arn('f') \\gset
CREATE FUNCTION g() RETURNS void AS $$ BEGIN
  PERFORM aws_lambda.invoke('f', '{}'::json);
END $$ LANGUAGE plpgsql;
-- the end
`;

function lines(choice: 'all' | 'calls' | 'off', script = SCRIPT): number[] {
  const document = createDocument(script);
  return planLenses(document, choice, planLines(document, [])).map(({ line }) => line);
}

describe('code lenses', () => {
  test('stand above the first token of every statement', () => {
    assert.deepEqual(lines('all'), [1, 3, 4, 6, 9, 10]);
  });

  test('or of those that invoke a function, bodies included', () => {
    assert.deepEqual(lines('calls'), [4, 10]);
  });

  test('or nowhere', () => {
    assert.deepEqual(lines('off'), []);
  });

  test('of a very long file only those near what is looked at', () => {
    const document = createDocument('SELECT 1;\n'.repeat(100_000));
    const visible = [{ start: 50_000, end: 50_040 }];
    const planned = planLines(document, visible);
    const places = planLenses(document, 'all', planned);
    assert.ok(places.length < 2 * MOST_LENSES, String(places.length));
    assert.ok(places.some(({ line }) => line === 50_000) && places.some(({ line }) => line === 50_039));
    assert.equal(covers(planned, visible), true);
    assert.equal(covers(planned, [{ start: 50_100, end: 50_140 }]), true);
    assert.equal(covers(planned, [{ start: 70_000, end: 70_040 }]), false);
  });

  test('two editors on one file: each statement once', () => {
    const document = createDocument('SELECT 1;\n'.repeat(5_000));
    const visible = [
      { start: 0, end: 40 },
      { start: 20, end: 60 },
    ];
    const places = planLenses(document, 'all', planLines(document, visible)).map(({ index }) => index);
    assert.equal(new Set(places).size, places.length);
  });
});

describe('a lens that is clicked', () => {
  const sql = 'SELECT 2;';
  const before = 'SELECT 1;\nSELECT 2;\nSELECT 3;';
  const target = { uri: '', offset: before.indexOf(sql), sql };
  const runs = (text: string) => findLensStatement(createDocument(text), target);

  test('runs its statement', () => {
    assert.equal(runs(before)?.start, target.offset);
  });

  test('runs it where it has moved to', () => {
    assert.equal(runs(`-- new\n${before}`)?.start, target.offset + 7);
    assert.equal(runs('SELECT 2;\nSELECT 3;')?.start, 0);
  });

  test('runs nothing where it has changed', () => {
    assert.equal(runs('SELECT 1;\nSELECT 22;\nSELECT 3;'), undefined);
    assert.equal(runs(''), undefined);
  });

  test('of several with the same text runs the nearest', () => {
    assert.equal(runs(`${sql}\n\n\n${sql}\n${sql}`)?.start, 12);
  });
});

const FRAGMENTS = [';', "'", '$$', '\n', '--', 'SELECT 1;', ''];

describe('a document kept in step with its editor', () => {
  test('equals one read afresh after any changes, whenever it is asked', () => {
    const { integer: below, pick } = createRandom(7);
    for (let round = 0; round < 200; round++) {
      let text = SCRIPT;
      const live = new LiveDocument(() => text);
      for (let step = 0; step < 8; step++) {
        const rangeOffset = below(text.length + 1);
        const rangeLength = Math.min(below(30), text.length - rangeOffset);
        const change = { rangeOffset, rangeLength, text: pick(FRAGMENTS) };
        text = text.slice(0, rangeOffset) + change.text + text.slice(rangeOffset + rangeLength);
        live.note([change]);
        if (below(2) === 0) continue;
        const offset = below(text.length + 1);
        assert.equal(live.document.text, text);
        assert.deepEqual(
          findStatementAt(live.document, offset),
          findStatementAt(createDocument(text), offset),
        );
      }
    }
  });
});

test('what a command is given counts as a lens only where it is one', () => {
  const target = { uri: 'file:///a.sql', offset: 3, sql: 'SELECT 1;' };
  assert.deepEqual(readLensTarget({ ...target, more: 1 }), target);
  for (const other of [undefined, null, 'x', {}, { ...target, offset: '3' }, { ...target, uri: undefined }]) {
    assert.equal(readLensTarget(other), undefined);
  }
});
