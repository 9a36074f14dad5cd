/** Statements with something to mend or to write otherwise, by hand: each rule's fix, each rewriting, in all quotes. */

export interface ActionCase {
  /** What the script sets before. */
  readonly before?: string;
  readonly sql: string;
}

const INVOKE = 'aws_lambda.invoke';
const ARN = `aws_commons.create_lambda_function_arn('f', 'us-west-2')`;
const ARN_NAME = 'arn:aws:lambda:us-west-2:123456789012:function:f';

/** Arguments of a call; each is tried in several statements. */
const ARGUMENTS: readonly string[] = [
  `'f', '{"a": 1, "b": [null, true, "x''y"], "c": {"d": -1.5}}'`,
  `'f', '{"a": 1, "b": [null, true, "x''y"], "c": {"d": -1.5}}'::json`,
  `'f', '{"a": 1e5, "b": 12345678901234567890, "": "é😀\\u0001"}'::jsonb, NULL, 'RequestResponse'`,
  `'f', '{}'::text`,
  `'f', payload => '{}'::jsonb, invocationtype => 'Event'`,
  `'f', '{}'::json, 'Event'`,
  `'f', '{}'::json, 'us-west-2', 'Tail'`,
  `'f', '{}'::json, NULL, 'event', 'tail'`,
  `'f', '{}'::json, 'us-wst-2'`,
  `'f', '{}'::json, NULL, 'Event', 'Tail', '{"custom": {}}'::json`,
  `'f', '{}'::json, NULL, 'Event', 'Tail', '{"custom": {}}'`,
  `'f', '{}'::json, context => '{"custom": {"a": "b"}}', qualifier => 'v1'`,
  `'f', '{}'::json, context => '{"custom": {"a": "b"}}'::jsonb`,
  `'${ARN_NAME}', '{}'::json, 'eu-west-1'`,
  `'${ARN_NAME}', '{}'::json, region => 'eu-west-1'`,
  `'arn:aws:lambda:cn-north-1:123456789012:function:f', '{}'::json`,
  `'f:blue', '{}'::json, qualifier => 'green'`,
  `${ARN}, '{}'::json, 'us-west-2'`,
  `${ARN}, '{}'::json, 'us-west-2', 'Event'`,
  `${ARN}, '{}'::jsonb, region => 'us-west-2'`,
  `${ARN}, '{}', 'Event'`,
  `payload => '{}'::json, function_name => ${ARN}`,
  `region => 'us-west-2', function_name => 'f', payload => '[1, 2]'::json`,
  `function_name => 'f', '{}'::json`,
  `'f', ('{"a": "' || current_user || '", "n": ' || 1 || '}')::json`,
  `'f', '{"a": "' || current_user || '"}'`,
  `'f', concat('{"a": "x-', 'y', '-z", "b": ', 1.5, '}')::jsonb`,
  `'f', format('{"a": "%s", "b": %s}', 'q', 1)::json, NULL, 'RequestResponse'`,
  `'f', json_build_object('a', 1, 'b', json_build_array(true, NULL, 'x''y'), 'c', '{}'::json)`,
  `'f', jsonb_build_array()`,
  `'f',\n  '{}'::json,\n    NULL`,
];

/** The text of a call in a statement; `"'"` and its like are doubled where it stands in quotes. */
const STATEMENTS: readonly ((call: string) => string)[] = [
  (call) => `SELECT * FROM ${call}`,
  (call) => `SELECT (${call}).*`,
  (call) => `DO $$ BEGIN PERFORM ${call}; END $$`,
  (call) => `DO 'BEGIN PERFORM ${call.replaceAll("'", "''")}; END'`,
  (call) =>
    `DO $x$ BEGIN EXECUTE 'SELECT ' || quote_literal('a') || ', ${call.replaceAll("'", "''")}'; END $x$`,
  (call) =>
    `DO $x$ BEGIN EXECUTE format('SELECT %L, ${call.replaceAll("'", "''").replaceAll('%', '%%')}', 'a'); END $x$`,
  (call) => `DO E'BEGIN PERFORM ${call.replaceAll('\\', '\\\\').replaceAll("'", "''")}; END'`,
];

/** What only a whole statement can get wrong. */
const WHOLE: readonly ActionCase[] = [
  { sql: `SELECT ${INVOKE}_lambda('f', '{}'::json)` },
  { sql: `SELECT aws_commons.invoke('f', '{}'::json)` },
  { sql: `SELECT (${INVOKE}('f', '{}'::json)).* FROM t WHERE n > 0 ORDER BY n` },
  { sql: `SELECT n, (${INVOKE}('f', to_json(n))).* FROM t LIMIT 1` },
  { sql: `SELECT ${INVOKE}('f', '{}'::json) ->> 'body'` },
  { sql: `DO $$ DECLARE v json; BEGIN v := ${INVOKE}('f', '{}'::json); END $$` },
  { sql: `DO $$ DECLARE v json; BEGIN SELECT ${INVOKE}('f', '{}'::json) INTO v; END $$` },
  {
    sql: `DO $$ DECLARE payload json; BEGIN SELECT payload INTO payload FROM ${INVOKE}('f', '{}'::json); END $$`,
  },
  {
    sql: `DO $$ DECLARE payload json; BEGIN SELECT payload INTO payload FROM ${INVOKE}('f', '{}'::json) AS r; END $$`,
  },
  {
    sql: `DO $$ DECLARE n int := 1; s text := 'x'; BEGIN PERFORM ${INVOKE}('f', ('{"n": ' || n || ', "s": "' || s || '"}')::json); END $$`,
  },
  {
    sql: `CREATE FUNCTION w() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM ${INVOKE}('f', '{}'::json); RETURN NEW; END $$; CREATE TRIGGER w BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION w(); INSERT INTO t VALUES (1)`,
  },
  {
    sql: `CREATE FUNCTION master_dbo.w(p json) RETURNS json LANGUAGE plpgsql AS $$ DECLARE r json; BEGIN SELECT i.payload INTO r FROM ${INVOKE}('f', p) i; RETURN r; END $$; SELECT master_dbo.w('{}')`,
  },
  {
    sql: `CREATE FUNCTION master_dbo.w(jsonb) RETURNS text LANGUAGE sql AS $$ SELECT payload::text FROM ${INVOKE}('f', $1) $$; SELECT master_dbo.w('{}')`,
  },
  {
    sql: `CREATE FUNCTION master_dbo.w() RETURNS json LANGUAGE sql AS $$ SELECT payload FROM ${INVOKE}('f', '{}'::json) $$; SELECT master_dbo.w()`,
  },
  { before: `SELECT ${ARN} AS arn \\gset\n`, sql: `SELECT * FROM ${INVOKE}(:'arn', '{}'::json, 'Event')` },
  { before: `SELECT ${ARN} AS arn \\gset\n`, sql: `SELECT * FROM ${INVOKE}(:'arn', '{}')` },
];

export const ACTION_CASES: readonly ActionCase[] = [
  ...ARGUMENTS.flatMap((given) => STATEMENTS.map((write) => ({ sql: write(`${INVOKE}(${given})`) }))),
  ...WHOLE,
];
