import { test } from 'node:test';
import { checkDiagnostics, checkFix } from '../../support/rules';

test('left-overs of a tutorial, in place of what follows from them', () =>
  checkDiagnostics(`
SELECT aws_lambda.invoke('arn:aws:lambda:<region>:123456789012:function:f', '{}'::json);
--                                       ^^^^^^^^ warning placeholder
SELECT aws_lambda.invoke('arn:aws:lambda:us-west-2:{AccountID}:function:f', '{}'::json);
--                                                 ^^^^^^^^^^^ warning placeholder
SELECT aws_lambda.invoke('aws_lambda_arn_1', '{}'::json);
--                        ^^^^^^^^^^^^^^^^ warning placeholder
SELECT aws_lambda.invoke('f', '{}'::json, 'aws-region');
--                                         ^^^^^^^^^^ warning placeholder
SELECT aws_lambda.invoke('my-aws-regional-function', '{"a": "<b>"}'::json);
`));

test('a payload over 1 MB for Event, over 6 MB else', () => {
  const payload = (bytes: number) => `'"${'x'.repeat(bytes - 2)}"'`;
  const call = (bytes: number, type: string) =>
    `SELECT aws_lambda.invoke('f', ${payload(bytes)}::json, NULL, '${type}');`;
  checkDiagnostics(call(1024 * 1024, 'Event'));
  checkDiagnostics(call(6 * 1024 * 1024, 'RequestResponse'));
  checkDiagnostics(`${call(1024 * 1024 + 1, 'Event')}
--                            ${'^'.repeat(1024 * 1024 + 3)} error payload-size`);
});

test('a context over 3,583 bytes once encoded', () => {
  const context = (bytes: number) => `'{"custom":"${'x'.repeat(bytes - 13)}"}'`;
  checkDiagnostics(`SELECT aws_lambda.invoke('f', '{}'::json, context => ${context(2685)});`);
  checkDiagnostics(`SELECT aws_lambda.invoke('f', '{}'::json, context => ${context(2688)});
--                                                   ${'^'.repeat(2690)} error context-size`);
});

test("a context is an object with members that Lambda's runtimes read", () =>
  checkDiagnostics(`
SELECT aws_lambda.invoke('f', '{}'::json, context => '[1]');
--                                                   ^^^^^ warning context-shape
SELECT aws_lambda.invoke('f', '{}'::json, context => '{"env": {}, "locale": "es"}');
--                                                                ^^^^^^^^ information context-shape
SELECT aws_lambda.invoke('f', '{}'::json, context => '{"custom": {"a": 1}, "env": {}, "client": {}}');
`));

test('Event ignores the log and the context', () => {
  checkFix(
    'async-ignored-argument',
    "SELECT aws_lambda.invoke('f', '{}'::json, NULL, 'Event', 'Ta<|>il')",
    "SELECT aws_lambda.invoke('f', '{}'::json, NULL, 'Event', 'None')",
  );
  checkFix(
    'async-ignored-argument',
    `SELECT aws_lambda.invoke('f', '{}'::json, invocation_type => 'Event', con<|>text => '{"env": {}}')`,
    "SELECT aws_lambda.invoke('f', '{}'::json, invocation_type => 'Event', context => NULL)",
  );
  checkDiagnostics("SELECT aws_lambda.invoke('f', '{}'::json, NULL, 'Event', 'None')");
});

test('what Event and DryRun leave NULL is read', () =>
  checkDiagnostics(`
SELECT status_code, payload FROM aws_lambda.invoke('f', '{}'::json, NULL, 'Event');
--                  ^^^^^^^ warning async-payload-read
SELECT (aws_lambda.invoke('f', '{}'::json, NULL, 'DryRun')).log_result;
--                                                          ^^^^^^^^^^ warning async-payload-read
SELECT status_code FROM aws_lambda.invoke('f', '{}'::json, NULL, 'Event');
SELECT payload FROM aws_lambda.invoke('f', '{}'::json);
`));

test('one invocation a row', () =>
  checkDiagnostics(`
SELECT aws_lambda.invoke('f', to_json(t)) FROM t;
--     ^^^^^^^^^^^^^^^^^ information call-per-row
SELECT i.payload FROM t CROSS JOIN LATERAL aws_lambda.invoke('f', to_json(t)) AS i;
SELECT aws_lambda.invoke('f', '{}'::json);
SELECT aws_commons.create_lambda_function_arn(t.name) FROM t;
`));

test('a call that no row asks for', () =>
  checkDiagnostics(`
SELECT * FROM aws_lambda.invoke('f', '{}'::json) LIMIT 0;
--            ^^^^^^^^^^^^^^^^^ warning call-never-runs
SELECT * FROM aws_lambda.invoke('f', '{}'::json) WHERE false;
--            ^^^^^^^^^^^^^^^^^ warning call-never-runs
WITH c AS (SELECT * FROM aws_lambda.invoke('f', '{}'::json)) SELECT 1;
--                       ^^^^^^^^^^^^^^^^^ warning call-never-runs
WITH c AS (SELECT * FROM aws_lambda.invoke('f', '{}'::json)) SELECT * FROM c;
SELECT * FROM aws_lambda.invoke('f', '{}'::json) LIMIT 1;
`));

test('a trigger that waits', () => {
  const trigger = (call: string) =>
    `CREATE FUNCTION t() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM ${call}; RETURN NEW; END $$;`;
  checkFix(
    'sync-in-trigger',
    trigger("aws_lambda.<|>invoke('f', to_json(NEW.id::int))"),
    trigger("aws_lambda.invoke('f', to_json(NEW.id::int), invocation_type => 'Event')"),
  );
  checkDiagnostics(trigger("aws_lambda.invoke('f', '{}'::json, NULL, 'Event')"));
});

const body = (declare: string, code: string, schema = 'public') =>
  `CREATE FUNCTION ${schema}.f() RETURNS void LANGUAGE plpgsql AS $$ DECLARE ${declare} BEGIN ${code} END $$;`;

test('the whole record where its payload is meant', () => {
  checkFix(
    'record-into-scalar',
    body('r json;', "r<|> := aws_lambda.invoke('f', '{}'::json);"),
    body('r json;', "r := (aws_lambda.invoke('f', '{}'::json)).payload;"),
  );
  checkFix(
    'record-into-scalar',
    body('r json;', "SELECT aws_lambda.invoke('f', '{}'::json) INTO r<|>;"),
    body('r json;', "SELECT (aws_lambda.invoke('f', '{}'::json)).payload INTO r;"),
  );
  checkFix(
    'record-into-scalar',
    "SELECT aws_lambda.invoke('f', '{}'::json) -><|>> 'body'",
    "SELECT (aws_lambda.invoke('f', '{}'::json)).payload ->> 'body'",
  );
  checkDiagnostics(body('r record;', "r := aws_lambda.invoke('f', '{}'::json);"));
});

test('a variable named as an OUT column', () => {
  checkFix(
    'out-column-ambiguous',
    body('payload json; r json;', "SELECT pay<|>load INTO r FROM aws_lambda.invoke('f', '{}'::json);"),
    body(
      'payload json; r json;',
      "SELECT invocation.payload INTO r FROM aws_lambda.invoke('f', '{}'::json) AS invocation;",
    ),
  );
  checkDiagnostics(
    body('payload json;', "SELECT i.payload INTO payload FROM aws_lambda.invoke('f', '{}'::json) AS i;"),
  );
});

test("a wrapper for Babelfish's TDS port", () => {
  const wrapper = (schema: string, type: string) =>
    `CREATE FUNCTION ${schema}.w() RETURNS ${type} LANGUAGE sql AS $$ SELECT payload::text FROM aws_lambda.invoke('f', '{}'::json) $$;`;
  checkFix('babelfish-json', wrapper('master_dbo', 'js<|>on'), wrapper('master_dbo', 'text'));
  checkDiagnostics(`${wrapper('master_dbo', 'text')}\n${wrapper('public', 'json')}`);
});

test('a psql variable where psql leaves it', () =>
  checkDiagnostics(`
DO $$ BEGIN PERFORM aws_lambda.invoke(:'name', '{}'::json); END $$;
--                                    ^^^^^^^ error psql-variable-in-body
`));

test('JSON glued from text', () =>
  checkDiagnostics(`
SELECT aws_lambda.invoke('f', ('{"id":' || $1 || '}')::json);
--                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ information json-by-concatenation
SELECT aws_lambda.invoke('f', format('{"id": "%s"}', $1)::json);
--                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ information json-by-concatenation
SELECT aws_lambda.invoke('f', '{"a": 1}'::jsonb || '{"b": 2}'::jsonb);
SELECT aws_lambda.invoke('f', json_build_object('a', 'x' || 'y'));
`));

test('ROLLBACK does not undo an invocation', () =>
  checkDiagnostics(`
BEGIN;
SELECT aws_lambda.invoke('f', '{}'::json);
--     ^^^^^^^^^^^^^^^^^ information rollback-keeps-invocation
ROLLBACK TO SAVEPOINT a;
ROLLBACK;
BEGIN;
SELECT aws_lambda.invoke('f', '{}'::json);
COMMIT;
SELECT aws_lambda.invoke('f', '{}'::json);
ROLLBACK;
`));

test('a comment on the line above keeps a code from being reported', () =>
  checkDiagnostics(`
-- aurora-lambda-sql: ignore call-ambiguous
SELECT aws_lambda.invoke('f', '{}');
-- aurora-lambda-sql: ignore enum-value, call-ambiguous
SELECT aws_lambda.invoke('f',
  '{}');
-- aurora-lambda-sql: ignore enum-value
SELECT aws_lambda.invoke('f', '{}');
--     ^^^^^^^^^^^^^^^^^ error call-ambiguous
`));
