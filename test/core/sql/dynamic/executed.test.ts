import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readFragments } from '../../../../core/sql/bodies';
import { HOLE } from '../../../../core/sql/holes';

/** The SQL that the text's strings hold, innermost last, with holes as `□`. */
function innerSql(text: string): readonly string[] {
  const [, ...inner] = readFragments(text, { psql: true }, ['aws_lambda']);
  return inner.map((fragment) => fragment.text.replaceAll(HOLE, '□'));
}

/** The same of PL/pgSQL, without the body itself. */
function executedIn(body: string): readonly string[] {
  return innerSql(`DO $do$ ${body} $do$`).slice(1);
}

const CALL = 'SELECT aws_lambda.invoke';

test('what EXECUTE puts together is one text, with holes for what is not written there', () => {
  const cases: readonly (readonly [string, string])[] = [
    [`'${CALL}(1)'`, `${CALL}(1)`],
    [`'${CALL}(''' || name || ''', 1)'`, `${CALL}('□', 1)`],
    [`'${CALL}(' || quote_literal(name) || ')'`, `${CALL}('□')`],
    [`'${CALL}(' || quote_nullable(a || b) || ') FROM ' || quote_ident(t)`, `${CALL}('□') FROM □`],
    [`E'${CALL}(\\'a\\n' || $$b', 1)$$`, `${CALL}('a\nb', 1)`],
    [`'${CALL}(' || chr(39) || 'f' || chr(39) || ')'`, `${CALL}('f')`],
    [`('${CALL}(' || (n + 1) * 2 || ')')::text`, `${CALL}(□)`],
    [`concat('${CALL}(', name, ', ', 1, ')')`, `${CALL}(□, □)`],
    // Of NULL it makes nothing, of which no literal is sure to be there.
    [`concat('${CALL}(', quote_literal(name), ')')`, `${CALL}(□)`],
    [`'${CALL}(' || CASE WHEN a AND b THEN x || y ELSE z END || ')'`, `${CALL}(□)`],
    [`'${CALL}(' || x::text || row.field[1] || ')'`, `${CALL}(□□)`],
    [`'${CALL}('`, `${CALL}(`],
    [`'${CALL}(' ||`, `${CALL}(`],
  ];
  for (const [expression, sql] of cases) {
    assert.deepEqual(executedIn(`BEGIN EXECUTE ${expression}; END`), [sql], expression);
    assert.deepEqual(
      executedIn(`BEGIN FOR r IN EXECUTE ${expression} USING 1 LOOP NULL; END LOOP; END`),
      [sql],
      expression,
    );
  }
});

test('format() fills in a literal for %L, and any text for %s and %I', () => {
  const cases: readonly (readonly [string, string])[] = [
    [`format('${CALL}(%L, %s) FROM %I', a, b, c)`, `${CALL}('□', □) FROM □`],
    [`format($f$${CALL}(%1$L, '100%%', %-10s, %2$*1$L)$f$, a)`, `${CALL}('□', '100%', □, '□')`],
    [`pg_catalog.format('${CALL}(' || '%L)', a)`, `${CALL}('□')`],
    [`'${CALL}(' || format('%L, %L', a, b) || ')'`, `${CALL}('□', '□')`],
    [`format('${CALL}(%d)', a)`, `${CALL}(%d)`],
  ];
  for (const [expression, sql] of cases)
    assert.deepEqual(executedIn(`BEGIN EXECUTE ${expression}; END`), [sql], expression);
});

test('what can be read in more than one way is left alone', () => {
  for (const expression of [
    `'${CALL}(' || a = b || ')'`,
    `'${CALL}(' || a AND b`,
    `replace('${CALL}(x)', 'x', y)`,
    `f('${CALL}(1)')`,
    `'${CALL}(1)', 2`,
  ])
    assert.deepEqual(executedIn(`BEGIN EXECUTE ${expression}; END`), [], expression);
});

test('a variable that is executed alone holds SQL', () => {
  const execute = `BEGIN q := '${CALL}(' || a || ')'; EXECUTE q INTO x;`;
  assert.deepEqual(executedIn(`DECLARE q text; ${execute} END`), [`${CALL}(□)`]);
  assert.deepEqual(executedIn(`DECLARE q text; ${execute} RAISE NOTICE 'ran %', q; END`), [`${CALL}(□)`]);
  assert.deepEqual(executedIn(`DECLARE q CONSTANT text := '${CALL}(1)'; BEGIN EXECUTE q; END`), [
    `${CALL}(1)`,
  ]);
  assert.deepEqual(
    executedIn(
      `DECLARE q text; BEGIN IF a THEN q := '${CALL}(1)'; ELSE q = '${CALL}(2)'; END IF; EXECUTE q; END`,
    ),
    [`${CALL}(1)`, `${CALL}(2)`],
  );
});

test('a variable that may hold half a statement is left alone', () => {
  const begin = `DECLARE q text; BEGIN q := '${CALL}(1'; `;
  for (const rest of [
    `q := q || ')'; EXECUTE q; END`,
    `EXECUTE q || ')'; END`,
    `EXECUTE q; EXECUTE q || ')'; END`,
    `r := q || ')'; EXECUTE q; EXECUTE r; END`,
    `SELECT q || ')' INTO q; EXECUTE q; END`,
    `PERFORM f(q); EXECUTE q; END`,
    `RAISE NOTICE '%', q || ')'; EXECUTE q; END`,
    `END`,
  ])
    assert.deepEqual(executedIn(begin + rest), [], rest);
});

test('psql runs each column that a query gives to \\gexec', () => {
  assert.deepEqual(innerSql(`SELECT '${CALL}(' || quote_literal(a) || ')' FROM t \\gexec`), [`${CALL}('□')`]);
  assert.deepEqual(innerSql(`SELECT format('${CALL}(%L)', a) AS run, '${CALL}(2)' again FROM t \\gexec`), [
    `${CALL}('□')`,
    `${CALL}(2)`,
  ]);
  assert.deepEqual(innerSql(`SELECT '${CALL}(1)' \\g`), []);
  assert.deepEqual(innerSql(`SELECT length('${CALL}(1)') \\gexec`), []);
});

test('functions are known by the argument that they run', () => {
  for (const sql of [
    `SELECT cron.schedule('n', '* * * * *', '${CALL}(1)')`,
    `SELECT cron.schedule('* * * * *', '${CALL}(1)')`,
    `SELECT cron.schedule_in_database('n', '* * * * *', command => '${CALL}(1)', database => 'aws_lambda')`,
    `SELECT * FROM dblink('c', '${CALL}(1)') AS t(a text)`,
    `SELECT aws_s3.query_export_to_s3('${CALL}(1)', a, b)`,
    `SELECT cron.schedule('n', '* * * * *', '${CALL}(1)`,
  ])
    assert.deepEqual(innerSql(sql), [`${CALL}(1)`], sql);
  for (const sql of [
    `SELECT other.schedule('n', '* * * * *', '${CALL}(1)')`,
    `SELECT cron.schedule('${CALL}(1)', '* * * * *', 'SELECT 1')`,
    `INSERT INTO notes VALUES ('n', '${CALL}(1)')`,
  ])
    assert.deepEqual(innerSql(sql), [], sql);
});

test('offsets go through the quotes of each part and back', () => {
  const text = `DO 'BEGIN EXECUTE ''SELECT '''''' || a || '''''', aws_lambda.invoke(1)''; END'`;
  const [, , fragment] = readFragments(text, { psql: true }, ['aws_lambda']);
  assert.ok(fragment);
  assert.equal(fragment.text, `SELECT '${HOLE}', aws_lambda.invoke(1)`);
  const start = fragment.text.indexOf('aws_lambda');
  const outside = text.indexOf('aws_lambda');
  assert.equal(fragment.outer(start), outside);
  assert.equal(fragment.inner(outside), start);
  assert.equal(fragment.inner(text.indexOf('|| a') + 3), undefined);
  const hole = fragment.text.indexOf(HOLE);
  assert.deepEqual(fragment.outerSpan({ start: hole, end: hole + 1 }), {
    start: text.indexOf('a ||'),
    end: text.indexOf('a ||') + 1,
  });
});

test('new text is written as each string wants it, and not where no string holds the place', () => {
  const text = `DO 'BEGIN EXECUTE format(''aws_lambda %L'', a) || E''b'' || $$c$$; END'`;
  const [, , fragment] = readFragments(text, { psql: true }, ['aws_lambda']);
  assert.ok(fragment);
  const write = (start: number, end: number): string | undefined =>
    fragment.escapeAt({ start, end })?.(`'5%\\`);
  assert.equal(fragment.text, `aws_lambda '${HOLE}'bc`);
  assert.equal(write(0, 10), `''''5%%\\`);
  assert.equal(write(11, 14), undefined);
  assert.equal(write(10, 12), undefined);
  assert.equal(write(14, 15), `''''5%\\\\`);
  assert.equal(write(15, 16), `''5%\\`);
  assert.equal(write(14, 16), undefined);
});
