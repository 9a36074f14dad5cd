import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { describeFailure, moveSquiggles, toSquiggle } from '../../client/editor/squiggles';
import { findMoved } from '../../client/editor/findMoved';

/** The text under the squiggle of a failure at `offset`. */
function marked(sql: string, offset?: number): string {
  const { start, end } = toSquiggle(sql, 100, {
    message: 'm',
    ...(offset !== undefined && { offset }),
  });
  return sql.slice(start - 100, end - 100);
}

describe('where an error is shown', () => {
  const sql = "SELECT lamda.invoke('f',\n  '{\"a\": }'::json);";

  test('at the token of its position', () => {
    assert.equal(marked(sql, sql.indexOf('lamda')), 'lamda');
    assert.equal(marked(sql, sql.indexOf("'f'")), "'f'");
  });

  test('a position in white space belongs to the token behind it', () => {
    assert.equal(marked('SELECT  1', 7), '1');
  });

  test('inside a literal from there on', () => {
    assert.equal(marked(sql, sql.indexOf('}')), "}'");
  });

  test('at the end of the input on the last character', () => {
    assert.equal(marked('SELECT (1  ', 11), '1');
    assert.equal(marked('SELECT (1', 9), '1');
  });

  test('without a position on the first line', () => {
    assert.equal(marked(sql), "SELECT lamda.invoke('f',");
  });

  test('with DETAIL, HINT and advice', () => {
    const failure = { message: 'no', detail: 'because', hint: 'try', advice: 'Do.' };
    assert.equal(describeFailure(failure), 'no\nDETAIL: because\nHINT: try\nDo.');
    assert.equal(describeFailure({ message: 'no' }), 'no');
  });
});

describe('a squiggle', () => {
  const text = 'SELECT 1;\nSELECT x;\nSELECT 3;';
  const start = text.indexOf('SELECT x');
  const squiggle = toSquiggle('SELECT x;', start, { message: 'm', offset: 7 });

  /** The text under it after replacing the first `from` by `to`. */
  function after(from: string, to: string): string | undefined {
    const rangeOffset = text.indexOf(from);
    const [moved] = moveSquiggles([squiggle], [{ rangeOffset, rangeLength: from.length, text: to }]);
    return moved && text.replace(from, to).slice(moved.start, moved.end);
  }

  test('moves along with text above it', () => {
    assert.equal(after('1', '1, 2,\n 3'), 'x');
    assert.equal(after('SELECT 1;\n', ''), 'x');
    assert.equal(after('\n', '\n\n'), 'x');
  });

  test('stays when text below it changes, right behind its statement too', () => {
    assert.equal(after('SELECT 3', 'SELECT 4'), 'x');
    assert.equal(after('\nSELECT 3', ' \nSELECT 3'), 'x');
  });

  test('goes when its statement is touched', () => {
    assert.equal(after('x', 'y'), undefined);
    assert.equal(after('SELECT x', 'SELECT x'), undefined);
    assert.equal(after('\nSELECT x', '\nSELECT x'), undefined);
    assert.equal(after('x;', ''), undefined);
  });

  test('follows several changes of one event', () => {
    const last = { rangeOffset: text.length, rangeLength: 0, text: '\n' };
    const first = { rangeOffset: 0, rangeLength: 0, text: '--\n' };
    const [moved] = moveSquiggles([squiggle], [last, first]);
    assert.equal(moved?.start, start + 7 + 3);
  });
});

describe('a piece of an older text', () => {
  test('is found where it stood, or at the nearest place where it stands', () => {
    assert.deepEqual(findMoved('a; b; a;', 3, 'b;'), { start: 3, end: 5 });
    assert.deepEqual(findMoved('-- b;\na; b;', 7, 'b;'), { start: 9, end: 11 });
    assert.deepEqual(findMoved('b; a; a; b;', 4, 'b;'), { start: 0, end: 2 });
  });

  test('that was cut is found by its beginning', () => {
    assert.deepEqual(findMoved('x; SELECT 1;', 0, 'SELECT…'), { start: 3, end: 9 });
  });

  test('that is gone is where it was, as far as the text reaches', () => {
    assert.deepEqual(findMoved('a;', 7, 'b;'), { start: 2, end: 2 });
  });
});
