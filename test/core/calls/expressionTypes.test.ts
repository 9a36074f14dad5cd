import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createInnerFragment, createFragment } from '../../../core/sql/fragment';
import { findCalls } from '../../../core/calls/callSites';
import { textOfString } from '../../../core/sql/heldText';
import { parseString } from '../../../core/sql/strings';
import { typeOf } from '../../support/calls';

function checkTypes(types: Readonly<Record<string, string>>): void {
  for (const [expression, type] of Object.entries(types)) assert.equal(typeOf(expression), type, expression);
}

test('constants', () =>
  checkTypes({
    "'x'": 'unknown',
    "E'\\n'": 'unknown',
    "U&'\\0041'": 'unknown',
    "U&'!0041' UESCAPE '!'": 'unknown',
    $$x$$: 'unknown',
    "('x')": 'unknown',
    '\'x\' COLLATE "C"': 'unknown',
    NULL: 'unknown',
    $1: 'unknown',
    ":'v'": 'unknown',
    ':v': 'undecided',
    ':"v"': 'undecided',
    ':{?v}': 'boolean',
    "N'x'": 'character',
    "n 'x'": 'undecided',
    true: 'boolean',
    "B'101'": 'bit',
    1: 'integer',
    2147483648: 'bigint',
    '-2147483648': 'integer',
    '- (2147483648)': 'integer',
    '9223372036854775808': 'numeric',
    '- 2147483648': 'integer',
    '- - 2147483648': 'bigint',
    '- (- 9223372036854775808)': 'numeric',
    '1.5': 'numeric',
    '.5e3': 'numeric',
    '0x1F': 'undecided',
  }));

test('casts, in every spelling', () =>
  checkTypes({
    "'{}'::json": 'json',
    "CAST('{}' AS jsonb)": 'jsonb',
    "json '{}'": 'json',
    "pg_catalog.json '{}'": 'json',
    "interval '1' day": 'interval',
    "timestamp(3) with time zone '2024-05-06'": 'timestamp with time zone',
    'x::varchar(128)': 'character varying',
    'x::character varying': 'character varying',
    'x::char': 'character',
    'x::"char"': '"char"',
    'x::int4': 'integer',
    'x::dec(10, 2)': 'numeric',
    'x::float(10)': 'real',
    'x::float': 'double precision',
    'x::double precision': 'double precision',
    'x::time': 'time without time zone',
    'x::interval hour to minute': 'interval',
    'x::text[]': 'text[]',
    'x::int[3][]': 'integer[]',
    'x::json ARRAY': 'json[]',
    'x::aws_commons._lambda_function_arn_1': 'aws_commons._lambda_function_arn_1',
    'x::my_type': 'undecided',
    'x::my_schema.json': 'undecided',
    'x::json(3)': 'undecided',
    'x::varchar(0)': 'undecided',
    "'{bad'::json": 'undecided',
    '1::json': 'undecided',
  }));

test('operators, by precedence', () =>
  checkTypes({
    "'a' || 'b'": 'text',
    "1 || 'b'": 'text',
    "'{}'::jsonb || '{}'": 'jsonb',
    '1 + 2': 'integer',
    '1 + 2.5': 'numeric',
    "now() - '1 day'": 'undecided',
    "now() - '2024-05-06'": 'interval',
    "now() - interval '1 day'": 'timestamp with time zone',
    "'2024-05-06'::date + 1": 'date',
    '-1::text': 'undecided',
    '-(1::int8)': 'bigint',
    "'{}'::json -> 'a'": 'json',
    "'{}'::jsonb -> 'a' ->> 'b'": 'text',
    "'{}'::json #>> '{a,b}'": 'text',
    "x ->> 'a'": 'text',
    "x -> 'a'": 'undecided',
    "'a' || 'b' = 'ab'": 'boolean',
    '1 = 1 AND NOT x': 'boolean',
    'x BETWEEN 1 AND 2 OR y': 'boolean',
    "x LIKE 'a' ESCAPE '!'": 'boolean',
    'x IN (1, 2)': 'boolean',
    'x IS NOT NULL': 'boolean',
    'x IS DISTINCT FROM y': 'boolean',
    'x = ANY (y)': 'boolean',
    "1 = ANY ('{1,2}')": 'boolean',
    "1 = ANY ('x')": 'undecided',
    '1 + ANY (ARRAY[1])': 'undecided',
    "'a' NOT ILIKE ALL (ARRAY['b'])": 'boolean',
    "(1, 'a') = (2, 'b')": 'boolean',
    "(1, '{}'::json) = (2, '{}')": 'undecided',
    '(1, 2) = (3, 4, 5)': 'undecided',
    "(1, 'a') IS NOT DISTINCT FROM (2, 'b')": 'boolean',
    "(1, 'a') IN ((2, 'b'), (3, 'c'))": 'boolean',
    "(1, 'a') IN (SELECT 2, 'b')": 'boolean',
    "(1, 'a') IN (SELECT 2)": 'undecided',
    "(1, 'a') = (SELECT 2, 'b')": 'boolean',
    '(now(), now()) OVERLAPS (now(), NULL)': 'boolean',
    '(1, 2) OVERLAPS (3, 4)': 'undecided',
    "'a' IS NFC NORMALIZED": 'boolean',
    'now() AT LOCAL': 'timestamp without time zone',
    '1 COLLATE "C"': 'undecided',
    "now() AT TIME ZONE 'UTC'": 'timestamp without time zone',
    "1 + 'x'::json": 'undecided',
    '1 = 2 = 3': 'undecided',
    'x + 1': 'undecided',
  }));

test('constructs', () =>
  checkTypes({
    "CASE WHEN x THEN '{}'::json END": 'json',
    'CASE x WHEN 1 THEN 1 ELSE 2.5 END': 'numeric',
    "CASE WHEN x THEN 'a' ELSE 'b' END": 'text',
    "COALESCE(NULL, 'a')": 'text',
    "COALESCE(NULL, '{}'::jsonb, '{}')": 'jsonb',
    "COALESCE(x, '{}'::jsonb)": 'undecided',
    "NULLIF('a', 'b')": 'text',
    'LEAST(1, 2)': 'integer',
    'ARRAY[1, 2]': 'integer[]',
    "ARRAY['a', 'b']": 'text[]',
    'ARRAY[[1], [2]]': 'integer[]',
    'ARRAY[]::text[]': 'text[]',
    '(ARRAY[1, 2])[1]': 'integer',
    '(ARRAY[1, 2])[1:2]': 'integer[]',
    '(ARRAY[1, 2])[:]': 'integer[]',
    "(ARRAY[1, 2])['1']": 'integer',
    "(ARRAY[1, 2])['x']": 'undecided',
    '(ARRAY[[1], [2]])[1][1]': 'integer',
    '(ARRAY[[1], [2]])[1:2][1]': 'integer[]',
    "('{}'::jsonb)['a'][0]": 'jsonb',
    "('{}'::jsonb)['a':'b']": 'undecided',
    "('{}'::jsonb)[1.5]": 'undecided',
    "('{}'::json)['a']": 'undecided',
    "ROW(1, 'a')": 'record',
    "(1, 'a')": 'record',
    "(SELECT 'x')": 'text',
    "(SELECT '{}'::json AS j FROM t WHERE x)": 'json',
    '(SELECT x FROM t)': 'undecided',
    '(SELECT * FROM t)': 'undecided',
    '(SELECT t.* FROM t)': 'undecided',
    'ROW(t.*, 1)': 'record',
    '(WITH w AS (SELECT 1) SELECT 2 FROM w)': 'integer',
    '(VALUES (1))': 'integer',
    'ARRAY(SELECT 1)': 'integer[]',
    'EXISTS (SELECT 1)': 'boolean',
    "CASE WHEN 1 THEN 'a' END": 'undecided',
    "CASE WHEN x THEN 1 ELSE '{}'::json END": 'undecided',
  }));

test('functions, by their own overloads', () =>
  checkTypes({
    "lower('A')": 'text',
    'lower(int4range(1, 2))': 'integer',
    'lower(x)': 'undecided',
    'md5(x)': 'text',
    'now()': 'timestamp with time zone',
    current_date: 'date',
    'current_timestamp(3)': 'timestamp with time zone',
    "json_build_object('a', x, 'b', NULL)": 'json',
    'to_jsonb(x)': 'jsonb',
    'row_to_json(x)': 'json',
    'row_to_json(NEW.*)': 'json',
    "format('%s', x)": 'text',
    "convert_from('\\x41', 'utf-8')": 'text',
    "convert_to('a', 'utf-8')": 'bytea',
    "encode('a', 'base64')": 'text',
    'array_to_json(ARRAY[1])': 'json',
    'json_agg(x ORDER BY y)': 'json',
    'array_agg(1)': 'integer[]',
    'count(*)': 'bigint',
    'count(*) FILTER (WHERE x)': 'bigint',
    'row_number() OVER ()': 'bigint',
    'row_number()': 'undecided',
    'abs(-1.5)': 'numeric',
    'make_interval(days => 1)': 'interval',
    "jsonb_set('{}', '{a}', '1')": 'jsonb',
    "substring('abc' FROM 2)": 'text',
    "trim(both 'x' FROM 'abc')": 'text',
    "position('b' IN 'abc')": 'integer',
    "pg_catalog.upper('a')": 'text',
    "date('2024-05-06')": 'date',
    'my_function(x)': 'undecided',
    'my_schema.lower(x)': 'undecided',
    'lower(1)': 'undecided',
    'to_jsonb((t).*)': 'undecided',
    "date_part('hour', now())": 'double precision',
    'EXTRACT(hour FROM now())': 'undecided',
    'EXTRACT(hour FROM now())::int': 'integer',
    'EXTRACT(hour FROM now()) > 3': 'boolean',
    'EXTRACT(hour FROM now()) * 2': 'undecided',
    'EXTRACT(hour FROM now())::json': 'undecided',
    "json_build_object('t', EXTRACT(epoch FROM now()))": 'json',
    "SUBSTRING('a' SIMILAR 'b' ESCAPE '#')": 'text',
    "jsonb_path_query_first('{}', '$.a[*] ? (@.b == \"x\")')": 'jsonb',
    "jsonb_path_query_first('{}', '$[')": 'undecided',
    "jsonb_strip_nulls('{}'::jsonb)": 'jsonb',
    "to_tsvector('english', 'x')": 'tsvector',
    "(SELECT value FROM json_array_elements('[]') v)": 'json',
  }));

test('what is said round the arguments of an aggregate', () =>
  checkTypes({
    'count(DISTINCT x)': 'bigint',
    'count(DISTINCT *)': 'undecided',
    "json_agg(DISTINCT '{}'::json)": 'undecided',
    "jsonb_agg(DISTINCT '{}'::jsonb)": 'jsonb',
    "string_agg(DISTINCT lower('A'), ',' ORDER BY lower('A'))": 'text',
    "string_agg(DISTINCT lower('A'), ',' ORDER BY 1)": 'undecided',
    "string_agg(DISTINCT 'a'::varchar, ',' ORDER BY 'a'::varchar)": 'text',
    "string_agg(DISTINCT 'a', ',' ORDER BY 'a')": 'undecided',
    'json_agg(1 ORDER BY 2 DESC NULLS LAST, now())': 'json',
    "json_agg(1 ORDER BY '{}'::json)": 'undecided',
    'json_agg(1) FILTER (WHERE 1)': 'undecided',
    'count(*) OVER (PARTITION BY 1 ORDER BY now() ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)': 'bigint',
    'count(*) OVER (ORDER BY now() ROWS CURRENT ROW EXCLUDE TIES)': 'bigint',
    'count(*) OVER (ORDER BY now() ROWS 1 FOLLOWING)': 'undecided',
    'count(*) OVER (GROUPS CURRENT ROW)': 'undecided',
    'count(*) OVER (ORDER BY now() RANGE 1 PRECEDING)': 'undecided',
    "count(*) OVER (ORDER BY '{}'::json)": 'undecided',
    'count(*) OVER w': 'undecided',
    'rank() OVER (ORDER BY 1)': 'bigint',
    'rank(1) WITHIN GROUP (ORDER BY 2)': 'bigint',
    'percentile_cont(0.5) WITHIN GROUP (ORDER BY 1)': 'double precision',
    'percentile_disc(0.5) WITHIN GROUP (ORDER BY now())': 'timestamp with time zone',
    'mode() WITHIN GROUP (ORDER BY 1)': 'integer',
    "mode() WITHIN GROUP (ORDER BY '{}'::json)": 'undecided',
    'mode()': 'undecided',
    'sum(1) WITHIN GROUP (ORDER BY 1)': 'undecided',
    "to_json('x')": 'undecided',
    "aws_commons.create_lambda_function_arn('f')": 'aws_commons._lambda_function_arn_1',
    'aws_commons.create_lambda_function_arn(x)': 'aws_commons._lambda_function_arn_1',
    "aws_lambda.invoke('f', '{}'::json)": 'record',
    "(aws_lambda.invoke('f', '{}'::json)).payload": 'json',
    "(aws_lambda.invoke('f', '{}'::jsonb)).payload": 'jsonb',
    "(aws_lambda.invoke('f', '{}'::json)).status_code": 'integer',
    "(aws_lambda.invoke('f', '{}'::json)).nonsense": 'undecided',
  }));

test('a parameter that stands twice may take its type from elsewhere', () =>
  assert.equal(typeOf('$1', 'SELECT $1::int; '), 'undecided'));

test('PREPARE declares its parameters', () => {
  assert.equal(typeOf('$1', 'PREPARE p(json, text) AS '), 'json');
  assert.equal(typeOf('$2', 'PREPARE p(json, varchar(3)) AS '), 'character varying');
  assert.equal(typeOf('$1', 'PREPARE p AS '), 'unknown');
});

test('variables have their declared types, where they are declared', () => {
  const variables = new Map([
    ['v_payload', 'json'],
    ['v_name', 'varchar(128)'],
    ['v_row', 'record'],
    ['v_list', 'text[]'],
    ['v_any', ''],
    ['$1', 'jsonb'],
  ]);
  const outer = createFragment(
    `DO 'SELECT aws_lambda.invoke(V_PAYLOAD, v_name, v_row, v_list[1], v_any, $1, $2, v_other)'`,
    { psql: true },
  );
  const host = outer.tokens[1] ?? assert.fail();
  const held = textOfString(parseString(host));
  const inner = createInnerFragment(outer, held, { language: 'plpgsql', variables });
  const types = findCalls(inner)[0]?.arguments.map(({ value: { type } }) =>
    type.kind === 'known' ? type.name : type.kind,
  );
  assert.deepEqual(types, [
    'json',
    'character varying',
    'undecided',
    'text',
    'undecided',
    'jsonb',
    'undecided',
    'undecided',
  ]);
});

test('SQL/JSON: the type of RETURNING, else json, or jsonb where a part is', () => {
  const cases: readonly (readonly [string, string])[] = [
    [`JSON_OBJECT('a': 1, lower('B') VALUE 2 NULL ON NULL WITH UNIQUE KEYS)`, 'json'],
    [`JSON_OBJECT('a': '{}'::jsonb)`, 'jsonb'],
    [`JSON_OBJECT('a': 1 RETURNING text)`, 'text'],
    [`JSON_OBJECT(RETURNING jsonb)`, 'jsonb'],
    [`JSON_OBJECT('{a,b}'::text[])`, 'json'],
    [`JSON_ARRAY(1, '{}' FORMAT JSON ABSENT ON NULL)`, 'json'],
    [`JSON_ARRAY(SELECT '{}'::jsonb)`, 'jsonb'],
    [`JSON_OBJECTAGG('a': 1) FILTER (WHERE true)`, 'json'],
    [`JSON_ARRAYAGG(1 ORDER BY 1 DESC NULLS LAST NULL ON NULL RETURNING jsonb)`, 'jsonb'],
    [`JSON('{}')`, 'json'],
    [`JSON_SCALAR(now())`, 'json'],
    [`JSON_SERIALIZE('{}'::json RETURNING varchar)`, 'character varying'],
    [`JSON_EXISTS('{}', 'lax $.a[0]' PASSING 1 AS x FALSE ON ERROR)`, 'boolean'],
    [`JSON_VALUE('{}'::jsonb, '$.a' RETURNING int NULL ON EMPTY ERROR ON ERROR)`, 'integer'],
    [`JSON_QUERY('{}'::jsonb, '$.a' WITH CONDITIONAL WRAPPER)`, 'jsonb'],
    [`'{}' IS NOT JSON OBJECT WITH UNIQUE KEYS`, 'boolean'],
  ];
  for (const [expression, type] of cases) assert.equal(typeOf(expression), type, expression);
});

test('SQL/JSON that PostgreSQL refuses, or may, has no type', () => {
  for (const expression of [
    `JSON_OBJECT('a': 1 FORMAT JSON)`,
    `JSON_OBJECT('a' || 'b' VALUE 1)`,
    `JSON_OBJECT('a': 1 RETURNING int)`,
    `JSON_OBJECT('a': x)`,
    `JSON_ARRAY(SELECT 1, 2)`,
    `JSON_ARRAYAGG(count(*))`,
    `JSON_ARRAYAGG(1 ORDER BY 1) OVER ()`,
    `JSON_EXISTS(1, '$')`,
    `JSON_EXISTS('{}', '$.')`,
    `JSON_QUERY('{}', '$' RETURNING text WITH WRAPPER OMIT QUOTES)`,
    `1 IS JSON`,
  ])
    assert.equal(typeOf(expression), 'undecided', expression);
});

test('SQL/XML', () => {
  const cases: readonly (readonly [string, string])[] = [
    [`XMLELEMENT(NAME a, XMLATTRIBUTES(1 AS b), 'text', now())`, 'xml'],
    [`XMLFOREST(1 AS a, 'b' AS c)`, 'xml'],
    [`XMLPARSE(DOCUMENT '<a/>' STRIP WHITESPACE)`, 'xml'],
    [`XMLSERIALIZE(CONTENT XMLELEMENT(NAME a) AS text)`, 'text'],
    [`XMLSERIALIZE(CONTENT 1 AS text)`, 'undecided'],
  ];
  for (const [expression, type] of cases) assert.equal(typeOf(expression), type, expression);
});
