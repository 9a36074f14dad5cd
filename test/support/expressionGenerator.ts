/** Random SQL expressions of every form that the types of expressions are told from, right and wrong ones. */
import { FUNCTIONS } from '../../core/catalog/postgresql/functions';
import { OPERATORS } from '../../core/catalog/postgresql/operators';
import type { Random } from './random';

const STRINGS = [
  "'f'",
  "'{}'",
  '\'{"a": [1, 2.5, null]}\'',
  "'[]'",
  "'null'",
  "''",
  "'Event'",
  "'us-west-2'",
  "'Tail'",
  "'{a'",
  "'(f,us-west-2)'",
  "'(f'",
  "'it''s'",
  'E\'{"a":\\n1}\'',
  "E'\\x41'",
  '$${"b": true}$$',
  '$q$x$q$',
  "U&'\\007b\\007d'",
  "U&'!007b}' UESCAPE '!'",
  "N'{}'",
  "'1'",
  "'2024-05-06'",
  "'true'",
  '\'{"a": "\\u0000"}\'',
  "'{a,b}'",
  '\'{"e": "é😀"}\'',
  "'x' -- c\n 'y'",
];
const NUMBERS = [
  '0',
  '1',
  '42',
  '2147483647',
  '2147483648',
  '9223372036854775808',
  '1.5',
  '.5',
  '1e3',
  '-1',
  '+ 2',
];
const NUMBERS_OF_ALL = [...NUMBERS, '-2147483648', '-9223372036854775808', '- 3'];
const OTHERS = [
  'NULL',
  'true',
  'FALSE',
  "B'101'",
  "X'1F'",
  'current_date',
  'current_timestamp(3)',
  'localtime',
  'current_user',
];
export const TYPES = [
  'json',
  'jsonb',
  'text',
  'varchar',
  'varchar(128)',
  'character varying(10)',
  'char(3)',
  '"char"',
  'name',
  'int',
  'integer',
  'bigint',
  'smallint',
  'numeric(10,2)',
  'decimal',
  'real',
  'float(10)',
  'double precision',
  'boolean',
  'bytea',
  'date',
  'timestamp',
  'timestamp(3) with time zone',
  'time without time zone',
  'interval day to second',
  'uuid',
  'xml',
  'inet',
  'bit(3)',
  'text[]',
  'json[]',
  'int array',
  'pg_catalog.json',
  'pg_catalog.int4',
  'aws_commons._lambda_function_arn_1',
  'int4range',
  'regclass',
  'oid',
  'tsvector',
  'point',
];
const LIKELY_TYPES = [
  'json',
  'jsonb',
  'text',
  'varchar',
  'aws_commons._lambda_function_arn_1',
  'json',
  'jsonb',
];

const FUNCTION_ROWS = FUNCTIONS.trim()
  .split('\n')
  .filter((row) => !row.includes(' @'));
const OPERATOR_NAMES = [
  ...new Set(
    OPERATORS.trim()
      .split('\n')
      .map((row) => row.split(' ')[0] ?? ''),
  ),
];
const COMMON_FUNCTIONS = (
  'json_build_object jsonb_build_object json_build_array to_json to_jsonb row_to_json format concat concat_ws lower upper ' +
  'md5 now convert_to convert_from encode decode array_to_json json_object coalesce jsonb_set substr length replace ' +
  'array_agg json_agg string_agg count max abs round to_char date_trunc age gen_random_uuid quote_literal repeat'
).split(' ');

const AGGREGATES = ['json_agg', 'array_agg', 'count', 'max', 'sum', 'jsonb_agg', 'avg', 'bool_or'];
const BOUNDS = [
  'UNBOUNDED PRECEDING',
  'CURRENT ROW',
  '1 PRECEDING',
  '2 FOLLOWING',
  'UNBOUNDED FOLLOWING',
  '1 PRECEDING',
];
const PATHS = [
  "'$'",
  "'$.a'",
  `'$.a[*] ? (@.b == "x" && @.c > 1)'`,
  `'lax $."a b"[last]'`,
  "'$.a[0 to 2].size()'",
  `'$.**'`,
  "'$['",
  `'$ ? (exists (@.a))'`,
  `'$.a ? (@ == $v)'`,
  "'a'",
];

export type Sort = 'any' | 'json' | 'text' | 'arn' | 'bool' | 'number';

export interface ExpressionGenerator {
  readonly expression: (depth: number, sort?: Sort) => string;
}

export interface ExpressionOptions {
  /** `$1` may be used. */
  readonly parameters: boolean;
  /** Names of columns or variables. */
  readonly names: readonly string[];
  /** The oldest version of PostgreSQL that is to take them; 13 without one. */
  readonly version?: number;
  /** A call of one of our functions. */
  readonly call: (depth: number) => string;
}

export function createExpressions(random: Random, options: ExpressionOptions): ExpressionGenerator {
  const { pick, integer, next } = random;
  const isNew = (options.version ?? 13) >= 16;
  let parameter = 0;
  const list = (depth: number, most: number, sort: Sort = 'any'): string =>
    Array.from({ length: 1 + integer(most) }, () => expression(depth, sort)).join(', ');
  const type = (): string => (next() < 0.6 ? pick(LIKELY_TYPES) : pick(TYPES));

  function leaf(sort: Sort): string {
    const chance = next();
    if (options.parameters && chance < 0.04) return `$${++parameter}`;
    if (options.names.length > 0 && chance < 0.08) return pick(options.names);
    if (sort === 'number') return pick(NUMBERS);
    if (sort === 'bool') return pick(['true', 'false', '1 = 1', 'NULL']);
    if (chance < 0.65) return pick(STRINGS);
    if (chance < 0.8) return pick(NUMBERS_OF_ALL);
    return pick(OTHERS);
  }

  function right(sort: Sort, depth: number): string {
    switch (sort) {
      case 'json':
        return pick([
          `'{}'::json`,
          `'{"a": 1}'::jsonb`,
          `json '[]'`,
          `CAST('{}' AS jsonb)`,
          `json_build_object('a', ${expression(depth - 1)})`,
          `to_jsonb(${expression(depth - 1)})`,
          `row_to_json(ROW(1, 'x'))`,
          `('{}'::json -> 'a')`,
          `('{}'::jsonb || '{"b": 2}')`,
          `'{}'`,
          'NULL',
          ...(isNew
            ? [`JSON_OBJECT('a': ${expression(depth - 1)})`, `JSON_ARRAY(SELECT 1)`, `JSON_ARRAYAGG(1)`]
            : []),
        ]);
      case 'text':
        return pick([
          `'f'`,
          `'f'::text`,
          `lower('F')`,
          `'a' || 'b'`,
          `format('%s', 1)`,
          `'x'::varchar`,
          'NULL',
          `'Event'`,
        ]);
      case 'arn':
        return pick([
          `aws_commons.create_lambda_function_arn('f', 'us-west-2')`,
          `aws_commons.create_lambda_function_arn(function_name => 'f')`,
          `'(f,us-west-2)'::aws_commons._lambda_function_arn_1`,
          `ROW('f', 'r')`,
          `('f', 'r')`,
          `ROW('f', 'r')::aws_commons._lambda_function_arn_1`,
        ]);
      default:
        return leaf(sort);
    }
  }

  function expression(depth: number, sort: Sort = 'any'): string {
    if (sort !== 'any' && next() < 0.85) return right(sort, depth);
    if (depth <= 0) return leaf(sort);
    const inner = depth - 1;
    const one = (wanted: Sort = 'any'): string => expression(inner, wanted);
    const forms: readonly (() => string)[] = [
      () => leaf(sort),
      () => leaf(sort),
      () => leaf(sort),
      () => `${one()}::${type()}`,
      () => `(${one()})::${type()}`,
      () => `CAST(${one()} AS ${type()})`,
      () =>
        `${pick(['json', 'jsonb', 'text', 'int', 'date', 'pg_catalog.jsonb', 'varchar(3)', 'timestamp with time zone'])} ${pick(STRINGS)}`,
      () => `interval '1' day`,
      () => `(${one()})`,
      () => `${leaf('any')} COLLATE "C"`,
      () => `(${one()}) COLLATE pg_catalog."C"`,
      () => `ROW(${list(inner, 3)})`,
      () => `(${one()}, ${one()})`,
      () => `ARRAY[${list(inner, 3)}]`,
      () => `ARRAY[${list(inner, 2)}]::${pick(['text[]', 'json[]', 'int[]'])}`,
      () => `ARRAY[[${one()}], [${one()}]]`,
      () => `(SELECT ${one()})`,
      () => `(SELECT ${one()} AS c FROM t WHERE n > 1 LIMIT 1)`,
      () => `(SELECT DISTINCT ${one()} x)`,
      () => `(WITH w AS (SELECT 1) SELECT ${one()} FROM w)`,
      () => `(VALUES (${one()}))`,
      () => `ARRAY(SELECT ${one()})`,
      () => `EXISTS (SELECT ${one()})`,
      () => `CASE WHEN ${one('bool')} THEN ${one()} ELSE ${one()} END`,
      () => `CASE ${one()} WHEN ${one()} THEN ${one()} WHEN ${one()} THEN ${one()} END`,
      () => `COALESCE(${list(inner, 3)})`,
      () => `${pick(['GREATEST', 'LEAST'])}(${list(inner, 3)})`,
      () => `NULLIF(${one()}, ${one()})`,
      () => `${one()} || ${one()}`,
      () => `${one('number')} ${pick(['+', '-', '*', '/', '%', '^'])} ${one()}`,
      () => `${one()} ${pick(['=', '<>', '!=', '<', '>', '<=', '>='])} ${one()}`,
      () => `(${one()}) ${pick(OPERATOR_NAMES)} (${one()})`,
      () => `${pick(['-', '+', '@', '~', '|/'])} ${one('number')}`,
      () => `${one('json')} ${pick(['->', '->>'])} ${pick([`'a'`, '0', 'NULL', `'a'::text`])}`,
      () => `${one('json')} ${pick(['#>', '#>>'])} '{a,b}'`,
      () => `${one('bool')} ${pick(['AND', 'OR'])} ${one('bool')}`,
      () => `NOT ${one('bool')}`,
      () => `${one()} IS ${pick(['', 'NOT '])}${pick(['NULL', 'TRUE', 'FALSE', 'UNKNOWN'])}`,
      () => `${one()} IS ${pick(['', 'NOT '])}DISTINCT FROM ${one()}`,
      () => `${one('text')} IS ${pick(['', 'NOT '])}${pick(['', 'NFC ', 'NFKD '])}NORMALIZED`,
      () => `${one()} IS ${pick(['', 'NOT '])}DOCUMENT`,
      () => `${row(one)} ${pick(['=', '<>', '!=', '<', '<=', '>', '>=', '||'])} ${row(one)}`,
      () => `${row(one)} IS ${pick(['', 'NOT '])}DISTINCT FROM ${row(one)}`,
      () => `${row(one)} ${pick(['', 'NOT '])}IN (${row(one)}, ${row(one)})`,
      () => `${row(one)} ${pick(['IN', '=', '< ANY', '<> ALL'])} (SELECT ${one()}, ${one()})`,
      () => `${row(one)} BETWEEN ${row(one)} AND ${row(one)}`,
      () => `(${moment()}, ${moment()}) OVERLAPS (${moment()}, ${moment()})`,
      () => `${one()} ${pick(['', 'NOT '])}IN (${list(inner, 3)})`,
      () => `${one()} IN (SELECT ${one()})`,
      () => `${one()} ${pick(['', 'NOT '])}BETWEEN ${one('number')} AND ${one('number')}`,
      () => `${one()} ${pick(['', 'NOT '])}${pick(['LIKE', 'ILIKE', 'SIMILAR TO'])} ${pick(STRINGS)}`,
      () => `${one()} LIKE ${pick(STRINGS)} ESCAPE '!'`,
      () => `${one()} = ${pick(['ANY', 'ALL', 'SOME'])} (ARRAY[${list(inner, 2)}])`,
      () => `${one()} = ANY (SELECT ${one()})`,
      () =>
        `${one()} ${pick(['=', '<', '+', '~'])} ${pick(['ANY', 'ALL'])} (${pick(["'{1,2}'", "'{a,b}'", "'x'", "'{1,2}'::int[]"])})`,
      () =>
        `${one('text')} ${pick(['', 'NOT '])}${pick(['LIKE', 'ILIKE'])} ${pick(['ANY', 'ALL'])} (${pick([`ARRAY[${list(inner, 2, 'text')}]`, "'{a,b}'", `(SELECT ${one()})`])})`,
      () => `${one()} AT TIME ZONE 'UTC'`,
      () => `(ARRAY[${list(inner, 2)}])[1]`,
      () =>
        `(ARRAY[${list(inner, 2)}])[${pick(['1:2', ':2', '1:', ':', '1][1', '1:2][1', "'1'", "'x'", '1.5', one()])}]`,
      () => `(${one()} || ${pick(["'x'", "'{a,b}'", "'{1}'", 'ARRAY[1]'])})`,
      () => `SUBSTRING(${one()} FROM 1 FOR 2)`,
      () => `TRIM(${pick(['', 'BOTH ', 'LEADING '])}FROM ${one()})`,
      () => `TRIM(${one()})`,
      () => `POSITION(${leaf('any')} IN ${leaf('any')})`,
      () =>
        `EXTRACT(${pick(['epoch', 'YEAR', "'hour'", 'timezone_hour', 'time'])} FROM ${pick([one(), moment()])})`,
      () =>
        `json_build_object('t', EXTRACT(epoch FROM ${moment()})${pick(['', ' * 1000', '::bigint', " || 'x'"])})`,
      () => `${moment()} AT TIME ZONE ${pick([one('text'), "interval '1 hour'", one()])}`,
      () => `OVERLAY(${one()} PLACING ${one()} FROM 2)`,
      () => `${pick(COMMON_FUNCTIONS)}(${list(inner, 3)})`,
      () => `${pick(COMMON_FUNCTIONS)}(${list(inner, 2)})`,
      () => anyFunction(inner),
      () => anyFunction(inner),
      () => options.call(inner),
      () => `(${options.call(inner)}).${pick(['payload', 'status_code', 'log_result', 'nonsense'])}`,
      () => `count(*)`,
      () => `make_interval(days => ${one('number')})`,
      () => `jsonb_set(target => '{}', path => '{a}', new_value => '1')`,
      () => `json_agg(${one()} ORDER BY 1) FILTER (WHERE true)`,
      () => `json_agg(${one()}${pick(['', ' ORDER BY 1'])}) OVER ()`,
      () => `${pick(AGGREGATES)}(DISTINCT ${one()}${pick(['', ` ORDER BY ${one()}`])})`,
      () => distinctSorted(one()),
      () => `${pick(AGGREGATES)}(${one()} ORDER BY ${one()} DESC NULLS LAST, ${one()})`,
      () => `${pick(AGGREGATES)}(${one()}) FILTER (WHERE ${one('bool')})`,
      () =>
        `${pick([...AGGREGATES, 'first_value', 'last_value', 'lag', 'lead'])}(${one()}) OVER ${window(one)}`,
      () => `${pick(['row_number', 'rank', 'dense_rank', 'cume_dist'])}() OVER ${window(one)}`,
      () => `percentile_${pick(['cont', 'disc'])}(${pick(['0.5', 'ARRAY[0.1, 0.9]', one()])}) ${within(one)}`,
      () => `mode() ${within(one)}`,
      () => `${pick(['rank', 'percent_rank'])}(${pick(['1', one()])}) ${within(one)}`,
      () => `jsonb_path_${pick(['query_first', 'query_array', 'exists'])}('{}'::jsonb, ${pick(PATHS)})`,
      () => `to_tsvector(${pick(["'english'", "'simple'", "'none'"])}, ${one('text')})`,
      () =>
        `(SELECT ${pick(['value', 'v', 'v.value'])} FROM ${pick(['json', 'jsonb'])}_array_elements('[]') v)`,
      () => `pg_catalog.lower(${one()})`,
      () => `row_number() OVER ()`,
      () => `NORMALIZE(${one('text')}${pick(['', ', NFC'])})`,
      () => `XMLELEMENT(NAME a, XMLATTRIBUTES(${one()} AS b), ${one()})`,
      () => `XMLSERIALIZE(CONTENT XMLFOREST(${one()} AS a) AS ${pick(['text', 'varchar'])})`,
      () => `current_schema`,
    ];
    const { version = 13 } = options;
    return pick([
      ...forms,
      ...(version >= 16 ? constructors(one, inner) : []),
      ...(version >= 17 ? jsonFunctions(one) : []),
    ])();
  }

  type One = (wanted?: Sort) => string;

  function row(one: One): string {
    const fields = `${one()}, ${one()}`;
    return pick([`(${fields})`, `ROW(${fields})`, `ROW(${one()})`, "(1, 'a')", "('b', 2)"]);
  }

  function moment(): string {
    return pick([
      'now()',
      'current_date',
      "timestamp '2024-05-06'",
      "date '2024-05-06'",
      "interval '1 day'",
      "time '10:00'",
      "'2024-05-06'",
      'NULL',
    ]);
  }

  /** What is sorted by is one of the arguments, or isn't. */
  function distinctSorted(value: string): string {
    return pick([
      `string_agg(DISTINCT ${value}, ',' ORDER BY ${value})`,
      `json_agg(DISTINCT ${value} ORDER BY ${value} DESC)`,
      `string_agg(DISTINCT lower('A'), ',' ORDER BY lower('A'))`,
      `string_agg(DISTINCT 'a'::varchar, ',' ORDER BY 'a'::varchar)`,
    ]);
  }

  function within(one: One): string {
    const key = pick([one('number'), one(), 'now()', "interval '1 day'"]);
    return `WITHIN GROUP (ORDER BY ${key}${pick(['', ' DESC', `, ${one()}`])})`;
  }

  function window(one: One): string {
    const partition = pick(['', `PARTITION BY ${one()} `, `PARTITION BY 1, ${one()} `]);
    const order = pick(['', `ORDER BY ${one()} `, 'ORDER BY now() ', `ORDER BY ${one()} DESC, 1 `]);
    const bound = (): string => pick([...BOUNDS, one('number') + ' PRECEDING']);
    const frame = pick([
      '',
      '',
      `${pick(['ROWS', 'RANGE', 'GROUPS'])} ${bound()}${pick(['', ' EXCLUDE TIES', ' EXCLUDE CURRENT ROW'])}`,
      `${pick(['ROWS', 'RANGE', 'GROUPS'])} BETWEEN ${bound()} AND ${bound()}`,
    ]);
    return next() < 0.03 ? 'w' : `(${partition}${order}${frame})`;
  }

  /** SQL/JSON of version 16. */
  function constructors(one: One, inner: number): readonly (() => string)[] {
    const key = (): string => pick([`'a'`, `lower('A')`, '1', `'b'::text`]);
    const mark = (): string => pick([' :', ' VALUE']);
    const value = (): string => one() + pick(['', '', '', ' FORMAT JSON']);
    const nulls = (): string => pick(['', '', ' NULL ON NULL', ' ABSENT ON NULL']);
    const unique = (): string => pick(['', '', ' WITH UNIQUE KEYS', ' WITHOUT UNIQUE']);
    const returning = (): string =>
      pick(['', '', '', ' RETURNING jsonb', ' RETURNING json', ` RETURNING ${type()}`]);
    const pair = (): string => (next() < 0.5 ? `'a' VALUE ${value()}` : `${key()}${mark()} ${value()}`);
    const sorted = (): string => pick(['', '', ` ORDER BY ${one()}`, ' ORDER BY 1 DESC']);
    return [
      () => `JSON_OBJECT(${pair()}${nulls()}${unique()}${returning()})`,
      () => `JSON_OBJECT(${pair()}, ${pair()}${nulls()}${returning()})`,
      () => `JSON_ARRAY(${value()}, ${value()}${nulls()}${returning()})`,
      () => `JSON_ARRAY(${list(inner, 3)})`,
      () => `JSON_ARRAY(SELECT ${one()}${pick(['', '', ' RETURNING jsonb'])})`,
      () => `${pick(['JSON_OBJECT', 'JSON_ARRAY'])}(${returning().trim()})`,
      () => `JSON_OBJECTAGG(${pair()}${nulls()}${unique()}${returning()})`,
      () => `JSON_ARRAYAGG(${value()}${sorted()}${nulls()}${returning()})${pick(['', '', ' OVER ()'])}`,
      () => `${one()} IS ${pick(['', 'NOT '])}JSON${pick(['', ' OBJECT', ' SCALAR', ' WITH UNIQUE KEYS'])}`,
    ];
  }

  /** SQL/JSON of version 17. */
  function jsonFunctions(one: One): readonly (() => string)[] {
    const path = (): string => pick([`'$'`, `'$.a'`, `'lax $.a[0].b'`, `'$.'`, one()]);
    const passing = (): string => pick(['', '', ` PASSING ${one()} AS x`]);
    const returning = (): string => pick(['', '', ' RETURNING json', ` RETURNING ${type()}`]);
    const on = (): string => pick(['', ' NULL ON EMPTY', ' ERROR ON EMPTY NULL ON ERROR']);
    return [
      () => `JSON(${one()}${pick(['', ' WITH UNIQUE KEYS'])})`,
      () => `JSON_SCALAR(${one()})`,
      () => `JSON_SERIALIZE(${one('json')}${returning()})`,
      () => `JSON_EXISTS(${one('json')}, ${path()}${passing()}${pick(['', ' FALSE ON ERROR'])})`,
      () => `JSON_VALUE(${one('json')}, ${path()}${passing()}${returning()}${on()})`,
      () =>
        `JSON_QUERY(${one('json')}, ${path()}${passing()}${returning()}${pick(['', ' WITH WRAPPER', ' OMIT QUOTES'])}${on()})`,
    ];
  }

  /** One of all, with as many arguments as it takes. */
  function anyFunction(depth: number): string {
    const [name = '', , , , types = ''] = pick(FUNCTION_ROWS).split(' ');
    const given = types === '-' ? [] : types.split(',');
    const values = given.map((wanted) => typedAs(wanted, depth));
    return `${/^[a-z_0-9]+$/.test(name) ? name : `"${name}"`}(${values.join(', ')})`;
  }

  function typedAs(wanted: string, depth: number): string {
    if (wanted.startsWith('any') || next() < 0.3) return expression(depth - 1);
    if (wanted === 'text') return pick(["'a'", "'b'::text"]);
    if (/^(int|float|numeric)/.test(wanted)) return pick(['1', `2::${wanted}`]);
    if (wanted === 'json' || wanted === 'jsonb') return pick([`'{}'::${wanted}`, "'{}'"]);
    return `NULL::${wanted === 'char' ? '"char"' : wanted}`;
  }

  return { expression };
}
