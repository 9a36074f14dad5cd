import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkDiagnostics, checkFix, problemsOf } from '../../support/rules';

test('an invocation type in the region seat', () => {
  checkFix(
    'argument-slip',
    "SELECT aws_lambda.invoke('f', '{}'::json, 'Eve<|>nt')",
    "SELECT aws_lambda.invoke('f', '{}'::json, NULL, 'Event')",
  );
  checkFix(
    'argument-slip',
    "SELECT aws_lambda.invoke('f', '{}'::json, 'Eve<|>nt')",
    "SELECT aws_lambda.invoke('f', '{}'::json, invocation_type => 'Event')",
    "Write invocation_type => 'Event'",
  );
});

test('a region in the ARN overload', () => {
  checkDiagnostics(`
SELECT aws_lambda.invoke(aws_commons.create_lambda_function_arn('f'), '{}'::json, 'us-west-2', 'Event');
--                                                                                ^^^^^^^^^^^ error argument-slip
--                                                                                             ^^^^^^^ error argument-slip
`);
  checkFix(
    'argument-slip',
    "SELECT aws_lambda.invoke(aws_commons.create_lambda_function_arn('f'), '{}'::json, 'us-we<|>st-2')",
    "SELECT aws_lambda.invoke(aws_commons.create_lambda_function_arn('f'), '{}'::json)",
  );
});

test('a log type as invocation type, and the other way round', () =>
  checkDiagnostics(`
SELECT aws_lambda.invoke('f', '{}'::json, NULL, 'Tail', 'Event');
--                                              ^^^^^^ error argument-slip
--                                                      ^^^^^^^ error argument-slip
`));

test('an enumeration value with wrong case is fixed in place', () => {
  checkFix(
    'enum-value',
    "SELECT aws_lambda.invoke('f', '{}'::json, NULL, '<|>event')",
    "SELECT aws_lambda.invoke('f', '{}'::json, NULL, 'Event')",
  );
  checkDiagnostics(`
SELECT aws_lambda.invoke('f', '{}'::json, NULL, 'RequestResponse', 'tail');
--                                                                 ^^^^^^ error enum-value
SELECT aws_lambda.invoke('f', '{}'::json, NULL, 'DryRun', 'None');
`);
});

test('regions: unknown, and in conflict with the ARN', () => {
  checkFix(
    'region-unknown',
    "SELECT aws_lambda.invoke('f', '{}'::json, 'us-est<|>-1')",
    "SELECT aws_lambda.invoke('f', '{}'::json, 'us-east-1')",
  );
  checkFix(
    'region-conflict',
    "SELECT aws_lambda.invoke('arn:aws:lambda:us-west-2:123456789012:function:f', '{}'::json, 'us-<|>east-1')",
    "SELECT aws_lambda.invoke('arn:aws:lambda:us-west-2:123456789012:function:f', '{}'::json, 'us-west-2')",
  );
  checkDiagnostics(`
SELECT aws_lambda.invoke('arn:aws:lambda:us-west-2:123456789012:function:f', '{}'::json, 'us-west-2');
`);
});

test('qualifiers: malformed, and in conflict with the name', () => {
  checkDiagnostics(`
SELECT aws_lambda.invoke('f', '{}'::json, qualifier => 'a b');
--                                                     ^^^^^ error qualifier
SELECT aws_lambda.invoke('f', '{}'::json, qualifier => '$LATEST');
SELECT aws_lambda.invoke('f:prod', '{}'::json, qualifier => 'prod');
SELECT aws_lambda.invoke(aws_commons.create_lambda_function_arn('f:prod'), '{}'::json, qualifier => 'test');
--                                                                                                  ^^^^^^ error qualifier-conflict
`);
  checkFix(
    'qualifier-conflict',
    "SELECT aws_lambda.invoke('f:prod', '{}'::json, qualifier => 'te<|>st')",
    "SELECT aws_lambda.invoke('f:prod', '{}'::json, qualifier => 'prod')",
  );
});

test('JSON is checked at its inner offset', () =>
  checkDiagnostics(`
SELECT aws_lambda.invoke('f', '{"a": tru}'::json);
--                                   ^^^ error json-syntax
SELECT aws_lambda.invoke('f', '{"it''s": 1,}'::jsonb);
--                                         ^ error json-syntax
SELECT aws_lambda.invoke('f', '{}'::json, context => '{''a'': 1}');
--                                                     ^^^^^ error json-syntax
SELECT aws_lambda.invoke('f', '{"a": "\\u0000"}'::jsonb);
--                                    ^^^^^^ error json-syntax
SELECT aws_lambda.invoke('f', '{"a": "\\u0000"}'::json);
SELECT aws_lambda.invoke('f', :'payload'::json);
`));

test('(call).* runs the function four times', () => {
  checkFix(
    'expands-to-many-calls',
    "SELECT (aws_lambda.<|>invoke('f', '{}'::json)).*;",
    "SELECT invocation.* FROM aws_lambda.invoke('f', '{}'::json) AS invocation;",
  );
  checkFix(
    'expands-to-many-calls',
    "SELECT id, (aws_lambda.<|>invoke('f', to_json(id))).* FROM t WHERE id > 1",
    "SELECT id, invocation.* FROM t CROSS JOIN LATERAL aws_lambda.invoke('f', to_json(id)) AS invocation WHERE id > 1",
  );
  checkDiagnostics(
    "SELECT (r).* FROM (SELECT aws_lambda.invoke('f', '{}'::json) AS r) s; SELECT (aws_lambda.invoke('f', '{}'::json)).payload;",
  );
});

test("AWS's own psql form is reported alone, and mended by a cast", () => {
  const gset =
    "SELECT aws_commons.create_lambda_function_arn('my-function', 'us-west-2') AS aws_lambda_arn_1 \\gset\n";
  checkDiagnostics(`
${gset}
SELECT * FROM aws_lambda.invoke(:'aws_lambda_arn_1', '{}'::json);
--                              ^^^^^^^^^^^^^^^^^^^ warning psql-variable-untyped
SELECT * FROM aws_lambda.invoke(:'aws_lambda_arn_1', '{}'::json, 'RequestResponse', 'Tail');
--                              ^^^^^^^^^^^^^^^^^^^ warning psql-variable-untyped
SELECT * FROM aws_lambda.invoke(:'aws_lambda_arn_1', '{}'::json, 'RequestResponse', 'None', NULL, 'custom_version');
--            ^^^^^^^^^^^^^^^^^ error call-ambiguous
--                              ^^^^^^^^^^^^^^^^^^^ warning psql-variable-untyped
SELECT * FROM aws_lambda.invoke(:'aws_lambda_arn_1'::aws_commons._lambda_function_arn_1, '{}'::json, 'Event');
SELECT * FROM aws_lambda.invoke(:'aws_lambda_arn_1', '{}'::json, 'RequestResponse', 'None', '{"env": {}}'::json);
`);
  checkFix(
    'psql-variable-untyped',
    `${gset}SELECT * FROM aws_lambda.invoke(:'aws<|>_lambda_arn_1', '{}'::json, 'Event')`,
    `${gset}SELECT * FROM aws_lambda.invoke(:'aws_lambda_arn_1'::aws_commons._lambda_function_arn_1, '{}'::json, 'Event')`,
  );
});

test('a psql variable of unknown content is not accused', () =>
  checkDiagnostics(`
\\set name my-function
SELECT * FROM aws_lambda.invoke(:'name', '{}'::json);
SELECT * FROM aws_lambda.invoke(:'from_outside', '{}'::json);
`));

test("what a template puts into a literal is nobody's fault", () => {
  for (const call of [
    `'{{ fn }}', '{}'::json, '{{region}}'`,
    `'\${fn}', '{"a": \${b}}'::json, region => '\${region}'`,
    `'arn:aws:lambda:\${region}:\${account}:function:f', '{% if x %}{}{% endif %}'::json`,
  ])
    assert.deepEqual(problemsOf(`SELECT aws_lambda.invoke(${call})`), [], call);
  checkDiagnostics(`SELECT aws_lambda.invoke('f', '{{"a": 1}}'::json)
--                              ^ error json-syntax`);
});

test('JSON between dollars is no template', () => {
  const [problem] = problemsOf(`SELECT aws_lambda.invoke('f', $\${"a": 1,}$$::json)`);
  assert.equal(problem?.code, 'json-syntax');
});

test('a name tells the seat, whatever the other arguments are', () => {
  checkDiagnostics(`SELECT aws_lambda.invoke(f, p, region => 'us-wst-2')
--                                       ^^^^^^^^^^ warning region-unknown`);
});
