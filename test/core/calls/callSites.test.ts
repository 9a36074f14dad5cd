import assert from 'node:assert/strict';
import { test } from 'node:test';
import { callIn, callsIn, checkCalls } from '../../support/calls';

test('a call with its arguments, up to the marks round them', () =>
  checkCalls(`SELECT aws_lambda.invoke('f' , '{}'::json,region=>'x')`, [
    `aws_lambda.invoke('f' ¦ '{}'::json¦region=region=>'x')`,
  ]));

test('names fold, and may be quoted, spelled in escapes, spaced and commented', () =>
  checkCalls(
    `SELECT AWS_Lambda.INVOKE(1), "aws_lambda" . "invoke"(2), aws_lambda /* a */ . -- b
      invoke (3), U&"\\0061ws_lambda".invoke(4), U&"!0061ws_lambda" UESCAPE '!' . invoke(5), mydb.aws_lambda.invoke(6)`,
    [1, 2, 3, 4, 5, 6].map((index) => `aws_lambda.invoke(${index})`),
  ));

test('a quoted name does not fold', () =>
  checkCalls(`SELECT "AWS_LAMBDA".invoke(1), aws_lambda."Invoke"(2)`, ['aws_lambda.Invoke(2) unknown']));

test('nested calls stand behind the call they stand in, and in its argument', () => {
  const sql = `SELECT aws_lambda.invoke((aws_commons.create_lambda_function_arn('f')), '{}'::json)`;
  checkCalls(sql, [
    `aws_lambda.invoke((aws_commons.create_lambda_function_arn('f'))¦ '{}'::json)`,
    `aws_commons.create_lambda_function_arn('f')`,
  ]);
  const [outer, inner] = callsIn(sql);
  assert.equal(outer?.arguments[0]?.value.call, inner);
});

test('a name that the schemas lack is a call too', () =>
  checkCalls(`SELECT aws_lambda.invoke_lambda('f'), aws_commons.arn()`, [
    `aws_lambda.invoke_lambda('f') unknown`,
    `aws_commons.arn() unknown`,
  ]));

test('definitions, grants, tables, types and other schemas are no calls', () => {
  for (const sql of [
    `CREATE FUNCTION aws_lambda.invoke(a text) RETURNS int`,
    `GRANT EXECUTE ON FUNCTION aws_lambda.invoke(text, json) TO x`,
    `CREATE TABLE aws_lambda.log (id int)`,
    `CREATE TABLE IF NOT EXISTS aws_lambda.log (id int)`,
    `INSERT INTO aws_lambda.log (id) VALUES (1)`,
    `CREATE INDEX ON aws_lambda.log (id)`,
    `SELECT x::aws_commons._lambda_function_arn_1`,
    `SELECT aws_lambda.log.id FROM aws_lambda.log`,
    `SELECT other.invoke('f'), invoke('f'), my_aws_lambda.invoke('f')`,
    `SELECT 'aws_lambda.invoke(1)' -- aws_lambda.invoke(2)`,
    `CREATE TRIGGER t AFTER INSERT ON x FOR EACH ROW EXECUTE FUNCTION aws_lambda.invoke()`,
    `DROP FUNCTION aws_lambda.invoke(text, json)`,
  ]) {
    checkCalls(sql, []);
  }
});

test("a join's condition may be a call", () =>
  checkCalls(`SELECT * FROM a JOIN b ON aws_lambda.invoke(1)`, ['aws_lambda.invoke(1)']));

test('where rows come from', () =>
  checkCalls(
    `SELECT aws_lambda.invoke(1) FROM aws_lambda.invoke(2), t, LATERAL aws_lambda.invoke(3) x
     JOIN aws_lambda.invoke(4) ON aws_lambda.invoke(5), aws_lambda.invoke(6), ROWS FROM (aws_lambda.invoke(7)),
     (aws_lambda.invoke(8) CROSS JOIN u) WHERE aws_lambda.invoke(9) IS DISTINCT FROM aws_lambda.invoke(10)`,
    [
      'aws_lambda.invoke(1)',
      'aws_lambda.invoke(2) from',
      'aws_lambda.invoke(3) from',
      'aws_lambda.invoke(4) from',
      'aws_lambda.invoke(5)',
      'aws_lambda.invoke(6) from',
      'aws_lambda.invoke(7) from',
      'aws_lambda.invoke(8) from',
      'aws_lambda.invoke(9)',
      'aws_lambda.invoke(10)',
    ],
  ));

test('FROM inside of a function is no FROM', () =>
  checkCalls(`SELECT extract(day FROM aws_lambda.invoke(1)), trim(both FROM aws_lambda.invoke(2))`, [
    'aws_lambda.invoke(1)',
    'aws_lambda.invoke(2)',
  ]));

test('the expansion of a result', () =>
  checkCalls(
    `SELECT (aws_lambda.invoke(1)).*, ((aws_lambda.invoke(2))) . *, f((aws_lambda.invoke(3))).*, (aws_lambda.invoke(4)).payload`,
    [
      'aws_lambda.invoke(1) expanded (aws_lambda.invoke(1)).*',
      'aws_lambda.invoke(2) expanded ((aws_lambda.invoke(2))) . *',
      'aws_lambda.invoke(3)',
      'aws_lambda.invoke(4)',
    ],
  ));

test('an argument that is not typed yet has its slot', () => {
  checkCalls(`SELECT aws_lambda.invoke(`, ['aws_lambda.invoke() open']);
  checkCalls(`SELECT aws_lambda.invoke(  `, ['aws_lambda.invoke() open']);
  checkCalls(`SELECT aws_lambda.invoke()`, ['aws_lambda.invoke()']);
  checkCalls(`SELECT aws_lambda.invoke('f', `, [`aws_lambda.invoke('f'¦ ) open`]);
  checkCalls(`SELECT aws_lambda.invoke('f',, '{}')`, [`aws_lambda.invoke('f'¦¦ '{}')`]);
  checkCalls(`SELECT aws_lambda.invoke('f', payload => )`, [`aws_lambda.invoke('f'¦payload= payload => )`]);
  checkCalls(`SELECT aws_lambda.invoke('f', "payload" := `, [
    `aws_lambda.invoke('f'¦payload= "payload" := ) open`,
  ]);
});

test('a missing argument is empty at its slot end', () => {
  const { arguments: given } = callIn(`SELECT aws_lambda.invoke('f', )`);
  assert.deepEqual(given[1]?.span, { start: 30, end: 30 });
  assert.deepEqual(given[1]?.slot, { start: 29, end: 30 });
});

test('an open call ends where a word cannot belong to it', () => {
  for (const rest of [
    'SELECT 1',
    'FROM t',
    'WHERE x',
    'ORDER BY 1',
    'GROUP BY 1',
    'UNION SELECT 1',
    'LIMIT 1',
    'AS x FROM t',
    'JOIN u ON true',
    'LEFT JOIN u ON true',
    'INSERT INTO t VALUES (1)',
    'UPDATE t SET a = 1',
    'CREATE TABLE t (a int)',
    'END IF',
    'THEN x',
    'INTO r',
    '; SELECT 2',
    '\\gset',
  ]) {
    checkCalls(`SELECT aws_lambda.invoke('f', ${rest}`, [`aws_lambda.invoke('f'¦ ) open`]);
  }
});

test('what is open inside of the call ends with it', () => {
  checkCalls(`SELECT aws_lambda.invoke('f', json_build_object('a', (1 + \nFROM t WHERE (x)`, [
    `aws_lambda.invoke('f'¦ json_build_object('a', (1 + \n) open`,
  ]);
  checkCalls(`SELECT (SELECT aws_lambda.invoke('f', foo( FROM t) FROM u`, [
    `aws_lambda.invoke('f'¦ foo( ) open`,
  ]);
  checkCalls(`SELECT aws_lambda.invoke('f', ARRAY[1, 2) FROM t`, [`aws_lambda.invoke('f'¦ ARRAY[1, 2)`]);
});

test('words that do belong to an argument do not end the call', () => {
  for (const argument of [
    'extract(day FROM x)',
    'substring(x FROM 1 FOR 2)',
    'trim(leading FROM x)',
    'overlay(x PLACING y FROM 2)',
    '(SELECT a FROM t WHERE b GROUP BY c ORDER BY d LIMIT 1)',
    '((SELECT 1) UNION (SELECT 2))',
    '(WITH w AS (SELECT 1) SELECT * FROM w)',
    'CASE WHEN a THEN b ELSE c END',
    'CASE a WHEN b THEN CASE WHEN c THEN d END END',
    'a IS DISTINCT FROM b',
    'a IS NOT DISTINCT FROM b',
    'left(a, 1) || right(b, 2)',
    'CAST(a AS json)',
    'count(*) FILTER (WHERE a)',
    'row_number() OVER (PARTITION BY a ORDER BY b)',
    'percentile_cont(0.5) WITHIN GROUP (ORDER BY a)',
    "interval '1' day to second",
    'a::timestamp with time zone',
    'a SIMILAR TO b',
    'update',
    'a.update',
    'array_agg(a ORDER BY b, c)',
    "json_object('a' VALUE 1 ABSENT ON NULL RETURNING jsonb)",
    'EXISTS (SELECT 1 FROM t)',
    'a IN (SELECT b FROM t)',
  ]) {
    checkCalls(`SELECT aws_lambda.invoke('f', ${argument}) FROM t`, [`aws_lambda.invoke('f'¦ ${argument})`]);
  }
});

test('ORDER BY, DISTINCT and VARIADIC belong to no slot of an argument but the last', () =>
  checkCalls(`SELECT aws_lambda.invoke(DISTINCT a, VARIADIC b ORDER BY c, d)`, [
    'aws_lambda.invoke(DISTINCT a¦ VARIADIC b )',
  ]));

test('a string that is still open', () =>
  checkCalls(`SELECT aws_lambda.invoke('f', '{"a`, [`aws_lambda.invoke('f'¦ '{"a) open`]));

test('what is seen of a literal through casts and parentheses', () => {
  const { value } = callIn(`SELECT aws_lambda.invoke((('{}'::json))::text)`).arguments[0] ?? assert.fail();
  assert.equal(value.literal?.string.value, '{}');
  assert.equal(value.literal.cast, 'text');
  assert.deepEqual(value.literal.span, { start: 27, end: 31 });
  assert.equal(callIn(`SELECT aws_lambda.invoke(NULL::json)`).arguments[0]?.value.isNull, true);
  assert.equal(callIn(`SELECT aws_lambda.invoke((:'arn')::text)`).arguments[0]?.value.psqlVariable, 'arn');
  assert.equal(callIn(`SELECT aws_lambda.invoke('a' || 'b')`).arguments[0]?.value.literal, undefined);
});

test('nothing nests too deep, and nothing takes long', () => {
  const many = 10_000;
  for (const sql of [
    `SELECT aws_lambda.invoke(${'('.repeat(many)}'f'${')'.repeat(many)}, '{}')`,
    `SELECT aws_lambda.invoke(${'('.repeat(many)}`,
    `SELECT aws_lambda.invoke(${'lower('.repeat(many)}`,
    `SELECT aws_lambda.invoke(${'(SELECT '.repeat(many)}1${')'.repeat(many)}, '{}')`,
    `SELECT aws_lambda.invoke(${'CASE WHEN true THEN '.repeat(many)}1)`,
    `SELECT aws_lambda.invoke(${'NOT '.repeat(many)}true)`,
    `SELECT aws_lambda.invoke(${'substring('.repeat(many)}'f'${' FROM 1)'.repeat(many)})`,
    `SELECT aws_lambda.invoke(${'1, '.repeat(many)}1)`,
  ]) {
    const [call] = callsIn(sql);
    assert.ok(call && call.verdict.kind !== 'ok');
  }
  assert.equal(callsIn(`SELECT ${`aws_lambda.invoke('f', `.repeat(many)}`).length, many);
});
