import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { findStatementAt } from '../../client/editor/statementAt';
import { SqlDocument } from '../../core/sql/document';

/** The fixture has its cursor at `<|>`; the answer is the statement that runs. */
function runs(fixture: string): string | undefined {
  const [before = '', after, ...extra] = fixture.split('<|>');
  if (after === undefined || extra.length > 0) throw new Error(`want exactly one <|> in: ${fixture}`);
  const document = SqlDocument.create(before + after, { psql: true });
  const statement = findStatementAt(document, before.length);
  if (statement) assert.equal(document.slice(statement.start, statement.end), statement.sql);
  return statement?.sql;
}

describe('the statement under the cursor', () => {
  test('anywhere in it, both ends included', () => {
    assert.equal(runs('<|>SELECT 1; SELECT 2;'), 'SELECT 1;');
    assert.equal(runs('SELECT<|> 1; SELECT 2;'), 'SELECT 1;');
    assert.equal(runs('SELECT 1<|>; SELECT 2;'), 'SELECT 1;');
    assert.equal(runs('SELECT 1;<|> SELECT 2;'), 'SELECT 1;');
    assert.equal(runs('SELECT 1; <|>SELECT 2;'), 'SELECT 2;');
    assert.equal(runs('SELECT 1; SELECT 2;<|>'), 'SELECT 2;');
  });

  test('two statements that touch: the one that begins there', () => {
    assert.equal(runs('SELECT 1;<|>SELECT 2;'), 'SELECT 2;');
  });

  test('the rest of its last line is still its own, a comment there too', () => {
    assert.equal(runs('SELECT 1; -- o<|>ne\nSELECT 2;'), 'SELECT 1;');
    assert.equal(runs('SELECT 1;  <|>\nSELECT 2;'), 'SELECT 1;');
  });

  test('a comment belongs to the statement under it, with the blank lines between', () => {
    assert.equal(runs('SELECT 1;\n-- t<|>wo\nSELECT 2;'), 'SELECT 2;');
    assert.equal(runs('SELECT 1;\n/* two\n<|> */\n\nSELECT 2;'), 'SELECT 2;');
    assert.equal(runs('SELECT 1;\n-- two\n<|>\nSELECT 2;'), 'SELECT 2;');
    assert.equal(runs('-- o<|>ne\nSELECT 1;'), 'SELECT 1;');
  });

  test('blank lines belong to the nearer one, to the upper where both are as near', () => {
    assert.equal(runs('SELECT 1;\n<|>\nSELECT 2;'), 'SELECT 1;');
    assert.equal(runs('SELECT 1;\n<|>\n\nSELECT 2;'), 'SELECT 1;');
    assert.equal(runs('SELECT 1;\n\n<|>\nSELECT 2;'), 'SELECT 2;');
    assert.equal(runs('SELECT 1;\r\n\r\n<|>\r\nSELECT 2;'), 'SELECT 2;');
    assert.equal(runs('SELECT 1;\n\n<|>\n\n\n-- two\nSELECT 2;'), 'SELECT 1;');
  });

  test('before the first the first, behind the last the last', () => {
    assert.equal(runs('<|>\n\nSELECT 1;'), 'SELECT 1;');
    assert.equal(runs('SELECT 1;\n\n\n<|>'), 'SELECT 1;');
    assert.equal(runs('SELECT 1;\n\n-- the <|>end'), 'SELECT 1;');
    assert.equal(runs('SELECT 1\n<|>'), 'SELECT 1');
  });

  test('none in an empty file or one of comments', () => {
    assert.equal(runs('<|>'), undefined);
    assert.equal(runs('-- nothing<|>\n'), undefined);
  });

  test('a semicolon in quotes, comments and $$ bodies ends nothing', () => {
    const body = 'CREATE FUNCTION f() RETURNS int AS $$\nBEGIN\n  RETURN 1;\nEND\n$$ LANGUAGE plpgsql;';
    assert.equal(runs(`${body.replace('RETURN', 'RE<|>TURN')}\nSELECT 2;`), body);
    assert.equal(runs(`${body}\nSELECT<|> 2;`), 'SELECT 2;');
    assert.equal(runs("SELECT 'a;<|>b';"), "SELECT 'a;b';");
    assert.equal(runs('SELECT /* ; */ <|>1;'), 'SELECT /* ; */ 1;');
  });

  test('psql: a statement runs with its \\gset, a command of its own alone', () => {
    assert.equal(runs('SELECT 1 AS<|> a \\gset\nSELECT :a;'), 'SELECT 1 AS a \\gset');
    assert.equal(runs('SELECT 1 AS a \\gset<|>\nSELECT :a;'), 'SELECT 1 AS a \\gset');
    assert.equal(runs('\\set <|>v 1\nSELECT :v;'), '\\set v 1');
    assert.equal(runs('\\set v 1<|>\nSELECT :v;'), '\\set v 1');
  });

  test('COPY data runs with its COPY', () => {
    const copy = 'COPY t FROM STDIN;\n1\n2\n\\.';
    assert.equal(runs(`${copy.replace('2', '2<|>')}\nSELECT 1;`), copy);
    assert.equal(runs(`${copy.replace('t ', 't<|> ')}\nSELECT 1;`), copy);
    assert.equal(runs(`${copy}<|>\nSELECT 1;`), copy);
    assert.equal(runs(`${copy}\nSELECT <|>1;`), 'SELECT 1;');
  });
});
