import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bindArguments } from '../../../core/calls/candidates';
import { INVOKE } from '../../../core/catalog/invoke';
import { callIn, callsIn, describeVerdict } from '../../support/calls';
import { VERDICT_EXAMPLES } from '../../support/verdictExamples';

test('what PostgreSQL says of every measured call', () => {
  for (const [sql, verdict] of VERDICT_EXAMPLES)
    assert.equal(describeVerdict(callIn(sql).verdict), verdict, sql);
});

test('a refusal has the hint and points where PostgreSQL does', () => {
  assert.deepEqual(callIn(`SELECT aws_lambda.invoke('f', '{}')`).verdict, {
    kind: 'ambiguous',
    sqlstate: '42725',
    message: 'function aws_lambda.invoke(unknown, unknown) is not unique',
    hint: 'Could not choose a best candidate function. You might need to add explicit type casts.',
    span: { start: 7, end: 24 },
    argument: 1,
  });
  assert.deepEqual(callIn(`SELECT aws_lambda.invoke('f', '{}'::json, context => '{a}')`).verdict, {
    kind: 'syntax',
    sqlstate: '22P02',
    message: 'invalid input syntax for type json',
    detail: 'Token "a" is invalid.',
    span: { start: 53, end: 58 },
    argument: 2,
  });
});

test('which argument is to blame', () => {
  const blamed = (given: string): number | undefined => {
    const { verdict } = callIn(`SELECT aws_lambda.invoke(${given})`);
    return verdict.kind === 'ok' || verdict.kind === 'undecided' ? undefined : verdict.argument;
  };
  assert.equal(blamed(`'f', '{}'::text`), 1);
  assert.equal(blamed(`'f', '{}'::json, 1`), 2);
  assert.equal(blamed(`1, '{}'::json`), 0);
  assert.equal(blamed(`:'arn', '{}'::json, 'a', 'b', NULL, 'v'`), 0);
  assert.equal(blamed(`1, 2`), undefined);
  assert.equal(blamed(`'f', '{}'::json, payload => '{}'::json, payload => 'x'`), 3);
});

test('the parameter that each argument fills', () => {
  const { verdict } = callIn(`SELECT aws_lambda.invoke('f', log_type => 'Tail', payload => '{}'::json)`);
  assert.equal(verdict.kind, 'ok');
  assert.deepEqual(verdict.kind === 'ok' && verdict.parameters.map(({ name }) => name), [
    'function_name',
    'log_type',
    'payload',
  ]);
});

test('arguments are bound by position and name even where the types do not match', () => {
  const [textJson, arnJson] = INVOKE.overloads;
  assert.ok(textJson && arnJson);
  const given = [{}, {}, {}, { name: 'region' }, { name: 'payload' }, { name: 'nonsense' }];
  const names = (overload: typeof textJson) =>
    bindArguments(overload, given).map((parameter) => parameter?.name);
  assert.deepEqual(names(textJson), ['function_name', 'payload', 'region', undefined, undefined, undefined]);
  assert.deepEqual(names(arnJson), [
    'function_name',
    'payload',
    'invocation_type',
    undefined,
    undefined,
    undefined,
  ]);
});

test('where a type is not known the verdict is undecided, unless no type would do', () => {
  const verdict = (given: string): string =>
    describeVerdict(callIn(`SELECT aws_lambda.invoke(${given}) FROM t`).verdict);
  assert.equal(verdict(`t.f, '{}'::json`), 'undecided');
  assert.equal(verdict(`'f', t.payload`), 'undecided');
  assert.equal(verdict(`ROW(t.*), '{}'::json`), 'undecided');
  assert.equal(verdict(`ROW(t.*)::aws_commons._lambda_function_arn_1, '{}'::json`), 'undecided');
  assert.equal(verdict(`'f', row_to_json(t.*)`), 'text-json');
  assert.equal(verdict(`'f', t.payload::json`), 'text-json');
  assert.equal(verdict(`t.f, '{}'::text`), '42883 function aws_lambda.invoke(?, text) does not exist');
  assert.equal(
    verdict(`t.f, t.p, nonsense => t.x`),
    '42883 function aws_lambda.invoke(?, ?, nonsense => ?) does not exist',
  );
});

test('of an argument that PostgreSQL refuses nothing is said, if its words are not known', () => {
  for (const given of [
    `'x'::int`,
    `1 + '{}'::json`,
    `lower(1)`,
    `ARRAY[]`,
    `to_json('x')`,
    `(SELECT 1, 2)`,
    `1 2`,
  ]) {
    assert.equal(
      describeVerdict(callIn(`SELECT aws_lambda.invoke('f', ${given})`).verdict),
      'undecided',
      given,
    );
  }
});

test('a call in another database is undecided: the text does not tell which one is connected', () =>
  assert.equal(callIn(`SELECT db.aws_lambda.invoke('f', '{}')`).verdict.kind, 'undecided'));

test('a call that is still open is undecided', () =>
  assert.equal(callIn(`SELECT aws_lambda.invoke('f', '{}'::text`).verdict.kind, 'undecided'));

test('the call inside is judged by itself', () => {
  const calls = callsIn(`SELECT aws_lambda.invoke(aws_commons.create_lambda_function_arn(1), '{}'::json)`);
  assert.deepEqual(
    calls.map(({ verdict }) => describeVerdict(verdict)),
    ['undecided', '42883 function aws_commons.create_lambda_function_arn(integer) does not exist'],
  );
});
