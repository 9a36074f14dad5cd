/**
 * Calls whose verdict was measured on PostgreSQL, each with what describeVerdict gives. The arguments stand alone;
 * a whole statement begins with its own word. `undecided` stands where the text does not tell.
 */
export type VerdictExample = readonly [sql: string, verdict: string];

const INVOKE = 'aws_lambda.invoke';
const ARN = `aws_commons.create_lambda_function_arn('f', 'us-west-2')`;
const ARN_TYPE = 'aws_commons._lambda_function_arn_1';

const notUnique = (types: string): string => `42725 function ${INVOKE}(${types}) is not unique`;
const noMatch = (types: string): string => `42883 function ${INVOKE}(${types}) does not exist`;

/** What users hit. */
const COMMON: readonly VerdictExample[] = [
  [`'f', '{}'::json`, 'text-json'],
  [`'f', '{}'::jsonb`, 'text-jsonb'],
  [`${ARN}, '{}'::json`, 'arn-json'],
  [`${ARN}, '{}'::jsonb`, 'arn-jsonb'],
  [`'f', '{}'`, notUnique('unknown, unknown')],
  [`NULL, NULL`, notUnique('unknown, unknown')],
  [`$1, $2`, notUnique('unknown, unknown')],
  [`$1, $2::json`, 'text-json'],
  [`${ARN}, '{}'`, notUnique(`${ARN_TYPE}, unknown`)],
  [`'f'::text, '{}'`, notUnique('text, unknown')],
  [`function_name => 'f', payload => '{}'`, notUnique('function_name => unknown, payload => unknown')],
  [`'f', '{}', context => '{}'::json`, 'text-json'],
  [`'f', '{}'::json, 'Event'`, 'text-json'],
  [`'f', '{}'::json, 'us-west-2', 'Event'`, 'text-json'],
  [`'f', '{}'::json, invocation_type => 'Event'`, 'text-json'],
  [`'f', '{}'::json, NULL, 'Event', 'Tail', NULL, 'v'`, 'text-json'],
  [`'f', '{}'::json, qualifier => 'v'::text`, 'text-json'],
  [`'f', '{}'::json, qualifier => 'v'::name`, noMatch('unknown, json, qualifier => name')],
  [`'f'::varchar, '{}'::json`, 'text-json'],
  [`'f'::name, '{}'::json`, 'text-json'],
  [`'f'::"char", '{}'::json`, 'text-json'],
  [`N'f', '{}'::json`, 'text-json'],
];

/** Payloads that are text, and contexts of the other type. */
const WRONG_TYPES: readonly VerdictExample[] = [
  [`'f', '{}'::text`, noMatch('unknown, text')],
  [`${ARN}, '{}'::text, 'Event'`, noMatch(`${ARN_TYPE}, text, unknown`)],
  [`'f', '{"a": ' || 1 || '}'`, noMatch('unknown, text')],
  [`'f', format('{"a": %s}', 1)`, noMatch('unknown, text')],
  [`'f', concat('{', '}')`, noMatch('unknown, text')],
  [`'f', (SELECT '{}')`, noMatch('unknown, text')],
  [`'f', CASE WHEN true THEN '{}' END`, noMatch('unknown, text')],
  [`'f', COALESCE('{}', NULL)`, noMatch('unknown, text')],
  [`'f', GREATEST('{}', NULL)`, noMatch('unknown, text')],
  [`'f', '{"a": 1}'::json ->> 'a'`, noMatch('unknown, text')],
  [`'f', '{"a": 1}'::json -> 'a'`, 'text-json'],
  [`'f', json_build_object('a', 1)`, 'text-json'],
  [`'f', json_build_object('a', 1)::text`, noMatch('unknown, text')],
  [`'f', to_jsonb(1)`, 'text-jsonb'],
  [`'f', row_to_json(ROW(1, 2))`, 'text-json'],
  [
    `'f', '{}'::json, NULL, NULL, NULL, '{}'::jsonb`,
    noMatch('unknown, json, unknown, unknown, unknown, jsonb'),
  ],
  [`'f', '{}'::bytea`, noMatch('unknown, bytea')],
  [`1, '{}'::json`, noMatch('integer, json')],
  [`'f', '{}'::json, now()`, noMatch('unknown, json, timestamp with time zone')],
  [`'f', ARRAY['{}']`, noMatch('unknown, text[]')],
  [`'f', ${INVOKE}('g', '{}'::json)`, noMatch('unknown, record')],
];

/** AWS's own psql example: \gset leaves an untyped literal, so that PostgreSQL takes a TEXT overload. */
const PSQL_VARIABLE: readonly VerdictExample[] = [
  [`:'arn', '{}'::json`, 'text-json'],
  [`:'arn', '{}'::json, 'RequestResponse'`, 'text-json'],
  [`:'arn', '{}'::json, 'RequestResponse', 'Tail'`, 'text-json'],
  [`:'arn', '{}'::json, 'RequestResponse', 'None', '{}'::json`, 'arn-json'],
  [`:'arn', '{}'::json, 'RequestResponse', 'None', NULL`, 'text-json'],
  [
    `:'arn', '{}'::json, 'RequestResponse', 'None', NULL, 'custom_version'`,
    notUnique('unknown, json, unknown, unknown, unknown, unknown'),
  ],
  [`:'arn'::${ARN_TYPE}, '{}'::json, 'Event'`, 'arn-json'],
  [`:arn, '{}'::json`, 'undecided'],
  [`:"arn", '{}'::json`, 'undecided'],
];

/** The ARN overloads have no region. */
const ARN_STRUCTURE: readonly VerdictExample[] = [
  [`${ARN}, '{}'::json, 'us-west-2'`, 'arn-json'],
  [`${ARN}, '{}'::json, 'us-west-2', 'Event'`, 'arn-json'],
  [`${ARN}, '{}'::json, 'us-west-2', 'Event', 'Tail'`, '22P02 invalid input syntax for type json'],
  [
    `${ARN}, '{}'::json, 'us-west-2', 'Event', 'Tail', NULL, 'v'`,
    noMatch(`${ARN_TYPE}, json, unknown, unknown, unknown, unknown, unknown`),
  ],
  [`${ARN}, '{}'::json, region => 'us-west-2'`, noMatch(`${ARN_TYPE}, json, region => unknown`)],
  [`ROW('f', 'r'), '{}'::json`, 'arn-json'],
  [`('f', 'r'), '{}'::json`, 'arn-json'],
  [`ROW('f'), '{}'::json`, `42846 cannot cast type record to ${ARN_TYPE}`],
  [`ROW('f', 1), '{}'::json`, `42846 cannot cast type record to ${ARN_TYPE}`],
  [`ROW('f', 'r', 1), '{}'::json`, `42846 cannot cast type record to ${ARN_TYPE}`],
  [`ROW('f', 1)::${ARN_TYPE}, '{}'::json`, 'arn-json'],
  [`(SELECT ROW('f', 'r')), '{}'::json`, `42846 cannot cast type record to ${ARN_TYPE}`],
  [`'(f'::${ARN_TYPE}, '{}'::json`, '22P02 malformed record literal: "(f"'],
  [`'(f,r)'::${ARN_TYPE}, '{}'::json`, 'arn-json'],
];

/** Names, numbers and words of arguments. */
const NOTATION: readonly VerdictExample[] = [
  [``, noMatch('')],
  [`*`, noMatch('')],
  [`'f'`, noMatch('unknown')],
  [
    `'f', '{}'::json, 1, 2, 3, 4, 5, 6`,
    noMatch('unknown, json, integer, integer, integer, integer, integer, integer'),
  ],
  [`'f', '{}'::json, invocationtype => 'Event'`, noMatch('unknown, json, invocationtype => unknown')],
  [`'f', '{}'::json, status_code => 1`, noMatch('unknown, json, status_code => integer')],
  [`'f', '{}'::json, "Region" => 'x'`, noMatch('unknown, json, Region => unknown')],
  [`'f', '{}'::json, REGION := 'x'`, 'text-json'],
  [`payload => '{}'::json, function_name => 'f'`, 'text-json'],
  [
    `'f', function_name => 'g', payload => '{}'::json`,
    noMatch('unknown, function_name => unknown, payload => json'),
  ],
  [`'f', payload => '{}'::json, payload => '{}'::json`, '42601 argument name "payload" used more than once'],
  [`function_name => 'f', '{}'::json`, '42601 positional argument cannot follow named argument'],
  [`'f', '{}'::json,`, '42601 syntax error at or near ")"'],
  [`'f',, '{}'::json`, '42601 syntax error at or near ","'],
  [`'f', payload =>`, '42601 syntax error at or near ")"'],
  [`'f', VARIADIC '{}'::json`, 'text-json'],
  [
    `'f', region => 'x', VARIADIC payload => '{}'::json`,
    noMatch('unknown, region => unknown, payload => json'),
  ],
  [`ALL 'f', '{}'::json`, 'text-json'],
  [`DISTINCT 'f', '{}'::json`, `42809 DISTINCT specified, but ${INVOKE} is not an aggregate function`],
  [`'f', '{}'::json ORDER BY 1`, `42809 ORDER BY specified, but ${INVOKE} is not an aggregate function`],
  [`DISTINCT 'f', '{}'`, notUnique('unknown, unknown')],
  [`'f', '{bad'::json`, '22P02 invalid input syntax for type json'],
  [`'f', '{}'::json, context => '{bad'`, '22P02 invalid input syntax for type json'],
  [`'f', '1e400000'::jsonb`, '22003 value overflows numeric format'],
  [`'f', '"\\u0000"'::jsonb`, '22P05 unsupported Unicode escape sequence'],
  [`'f', '"\\ud800"'::jsonb`, '22P02 invalid input syntax for type json'],
  [`'f', '"\\ud800"'::json`, 'text-json'],
  [`'f', 1::json`, '42846 cannot cast type integer to json'],
];

/** Whole statements. */
const STATEMENTS: readonly VerdictExample[] = [
  [
    `SELECT ${INVOKE}_lambda('f', '{}', 'x')`,
    `42883 function ${INVOKE}_lambda(unknown, unknown, unknown) does not exist`,
  ],
  [`CALL ${INVOKE}('f', '{}'::json)`, `42883 procedure ${INVOKE}(unknown, json) does not exist`],
  [
    `CALL aws_commons.create_lambda_function_arn('f')`,
    '42809 aws_commons.create_lambda_function_arn(unknown) is not a procedure',
  ],
  [
    `SELECT * FROM ${INVOKE}('f', '{}'::json) AS t(a int, b json, c text, d text)`,
    '42601 a column definition list is redundant for a function with OUT parameters',
  ],
  [`SELECT * FROM ${INVOKE}('f', '{}'::json) AS t(a, b, c, d)`, 'text-json'],
  [
    `SELECT * FROM aws_commons.create_lambda_function_arn('f') AS (a text)`,
    '42601 a column definition list is redundant for a function returning a named composite type',
  ],
  [
    `SELECT ${INVOKE}('f', '{}'::json) OVER ()`,
    `42809 OVER specified, but ${INVOKE} is not a window function nor an aggregate function`,
  ],
  [
    `SELECT ${INVOKE}('f', '{}'::json) FILTER (WHERE true)`,
    `42809 FILTER specified, but ${INVOKE} is not an aggregate function`,
  ],
  [
    `SELECT ${INVOKE}('f') WITHIN GROUP (ORDER BY '{}'::json)`,
    `42809 WITHIN GROUP specified, but ${INVOKE} is not an aggregate function`,
  ],
  [`SELECT ${INVOKE}('f') WITHIN GROUP (ORDER BY '{}')`, notUnique('unknown, unknown')],
  [`SELECT (${INVOKE}('f', '{}'::json)).*`, 'text-json'],
  [`SELECT ${INVOKE}('f', '{}' || $1)`, noMatch('unknown, text')],
];

export const VERDICT_EXAMPLES: readonly VerdictExample[] = [
  ...[...COMMON, ...WRONG_TYPES, ...PSQL_VARIABLE, ...ARN_STRUCTURE, ...NOTATION].map(
    ([given, verdict]): VerdictExample => [`SELECT ${INVOKE}(${given})`, verdict],
  ),
  ...STATEMENTS,
];
