import assert from 'node:assert/strict';
import { test } from 'node:test';
import { adviseOn, FAULTS } from '../../core/invocation/advice';
import type { SqlFailure } from '../../core/invocation/outcome';

const failed = (message: string, detail?: string): SqlFailure => ({
  sqlstate: 'XX000',
  message,
  ...(detail && { detail }),
});
const ARN = 'aws_commons._lambda_function_arn_1';
const noMatch = (types: string): SqlFailure => failed(`function aws_lambda.invoke(${types}) does not exist`);
const returned = (answer: string): SqlFailure =>
  failed('invoke API failed', `AWS Lambda client returned '${answer}'.`);

/** Each known text, and a word or two that its advice must say. */
const ROWS: readonly (readonly [string, SqlFailure, RegExp])[] = [
  ['S1', failed('function aws_lambda.invoke(unknown, unknown) is not unique'), /'…'::json .*\$2::json/],
  [
    'S1',
    failed(`function aws_lambda.invoke(function_name => unknown, payload => unknown) is not unique`),
    /::json/,
  ],
  ['S2', noMatch(`${ARN}, text, unknown`), /payload is text .*json_build_object/],
  ['S2', noMatch('unknown, bytea'), /payload is bytea/],
  ['S2', noMatch('unknown, character varying, unknown'), /payload is character varying/],
  [
    'S10',
    noMatch('unknown, json, unknown, unknown, unknown, jsonb'),
    /both json .*Cast the context to json\./,
  ],
  ['S10', noMatch(`${ARN}, jsonb, unknown, unknown, json`), /Cast the context to jsonb/],
  ['S11', noMatch('unknown, json, invocationtype => unknown'), /names are function_name.*qualifier/],
  ['S11', noMatch(`${ARN}, json, region => unknown`), /region \(only when function_name is text\)/],
  ['S11', noMatch(['unknown', 'json', ...Array<string>(6).fill('unknown')].join(', ')), /at most 7/],
  ['S11', noMatch([ARN, 'json', ...Array<string>(5).fill('unknown')].join(', ')), /at most 6/],
  ['S11', noMatch('unknown'), /needs a function and a payload/],
  ['S11', noMatch('integer, json'), /fit no form/],
  ['S11', failed('positional argument cannot follow named argument'), /Name every argument/],
  [
    'S12',
    failed('function aws_lambda.invoke_lambda(unknown, unknown, unknown) does not exist'),
    /aws_lambda\.invoke\./,
  ],
  ['S12', failed('procedure aws_lambda.invoke(unknown, json) does not exist'), /function, not a procedure/],
  [
    'S12',
    failed('function aws_commons.create_lambda_arn(unknown) does not exist'),
    /create_lambda_function_arn/,
  ],
  ['S7', failed('invalid input syntax for type json', 'Token "(" is invalid.'), /whole record/],
  ['S7', failed('cannot cast type record to json'), /SELECT payload FROM/],
  ['S7', failed('operator does not exist: record ->> unknown'), /SELECT payload FROM/],
  ['S7', failed('record "r" has no field "payload"'), /SELECT \* INTO r/],
  [
    'S8',
    failed(
      'column reference "payload" is ambiguous',
      'It could refer to either a PL/pgSQL variable or a table column.',
    ),
    /i\.payload/,
  ],
  ['S9', failed('query has no destination for result data'), /PERFORM/],
  ['S13', failed('cannot cast type orders to json'), /to_jsonb\(NEW\)/],
  ['S13', failed('column "tg_arv" does not exist'), /TG_ARGV/],
  [
    'S14',
    failed('invalid input syntax for type json', 'Token "NEW" is invalid.'),
    /NEW and OLD .*json_build_object/,
  ],
  [
    'S14',
    failed('invalid input syntax for type json', 'Token "x" is invalid.'),
    /not valid JSON.*json_build_object/,
  ],
  ['S15', failed('syntax error at or near ":"'), /format\(…, %L\)/],
  ['S15', failed('syntax error at or near "select"'), /leave the second select out/],
  ['E1', returned('Unable to connect to endpoint'), /TCP 443.*rds\.custom_dns_resolution/],
  [
    'E1',
    failed('invoke API failed', "Amazon Lambda client returned 'Unable to connect to endpoint'."),
    /TCP 443/,
  ],
  ['E1', returned('something new'), /DETAIL says why/],
  ['E2', failed('permission denied for schema aws_lambda'), /GRANT USAGE ON SCHEMA aws_lambda/],
  [
    'E3',
    failed('permission denied for function invoke'),
    /GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA aws_lambda/,
  ],
  ['E4', failed('permission denied for schema aws_commons'), /GRANT USAGE ON SCHEMA aws_commons/],
  ['E4', failed('permission denied for function create_lambda_function_arn'), /IN SCHEMA aws_commons/],
  [
    'E5',
    failed(
      'lambda invocation failed',
      '"arn:aws:lambda:us-west-2:555555555555:function:my-function" returned error "Unhandled", details: "<Error details string>".',
    ),
    /function itself failed.*CloudWatch/,
  ],
  [
    'E5',
    failed(
      'lambda invocation failed',
      '"arn" returned error "Unhandled", details: "r1 Task timed out after 3.00 seconds".',
    ),
    /own time-out/,
  ],
  ['E6', failed('extension "aws_lambda" is not available'), /Only Aurora and RDS/],
  ['E6', failed('schema "aws_lambda" does not exist'), /CREATE EXTENSION IF NOT EXISTS aws_lambda CASCADE/],
  ['E6', failed('type "aws_commons._lambda_function_arn_1" does not exist'), /CREATE EXTENSION/],
  ['E6', failed('required extension "aws_commons" is not installed'), /CASCADE/],
  ['E6', failed('extension "aws_lambda" is not on the allowed list'), /rds\.allowed_extensions/],
  [
    'E7',
    returned(
      'User: arn:aws:sts::1:assumed-role/r is not authorized to perform: lambda:InvokeFunction on resource',
    ),
    /add-role-to-db-cluster --feature-name Lambda/,
  ],
  ['E7', returned('Unable to locate credentials'), /IAM role/],
  ['E8', returned('curlCode: 28, Timeout was reached'), /aws_lambda\.request_timeout_ms/],
  ['E9', returned('RequestTooLargeException'), /6 MB .*1 MB/],
  ['E9', returned('InvalidRequestContentException'), /as JSON/],
  ['E9', returned('ResourceNotFoundException: Function not found: arn'), /no such function/],
  ['E9', returned('TooManyRequestsException: Rate Exceeded.'), /concurrency/],
  ['E9', returned('ModeNotSupportedException'), /RequestResponse/],
  ['E9', returned('RecursiveInvocationException'), /loop/],
  ['E9', returned('DurableExecutionAlreadyStartedException'), /durable/],
  ['E11', failed('permission denied to create extension "aws_lambda"'), /GRANT rds_superuser TO master_dbo/],
  [
    'E12',
    failed('UnsupportedResultException: The result contains the unsupported data type RECORD'),
    /payload::text/,
  ],
  ['E12', failed('Database returned more than the allowed response size limit'), /1 MB/],
  ['E12', failed('StatementTimeoutException: Request timed out'), /45 s/],
  [
    'transaction-failed',
    {
      sqlstate: '25P02',
      message: 'current transaction is aborted, commands ignored until end of transaction block',
    },
    /ROLLBACK/,
  ],
  ['E13', { sqlstate: '53300', message: 'sorry, too many clients already' }, /SQS/],
];

for (const [row, failure, says] of ROWS) {
  test(`${row}: ${failure.message} ${failure.detail ?? ''}`, () =>
    assert.match(adviseOn(failure) ?? '', says));
}

test('every fault of the list is met by a row above, and says its row', () => {
  const met = new Set(
    ROWS.map(([row, failure]) => {
      const fault = FAULTS.find(
        ({ advice }) => (typeof advice === 'function' ? advice(failure) : advice) === adviseOn(failure),
      );
      assert.ok(fault?.id.includes(row), `${failure.message}: ${fault?.id} is not ${row}`);
      return fault;
    }),
  );
  assert.deepEqual(
    FAULTS.filter((fault) => !met.has(fault)).map(({ id }) => id),
    [],
  );
});

test('any other failure gets no advice', () => {
  for (const message of [
    'relation "orders" does not exist',
    'permission denied for table orders',
    'function aws_lambda_invoke(unknown) does not exist',
    'canceling statement due to user request',
    'connection timed out',
    'duplicate key value violates unique constraint "a"',
  ]) {
    assert.equal(adviseOn(failed(message)), undefined, message);
  }
});

test('what PostgreSQL did not report gets none: its words mean something else there', () => {
  const message = 'No token for ada could be made: no AWS credentials could be had.';
  assert.notEqual(adviseOn(failed(message)), undefined);
  assert.equal(adviseOn({ message }), undefined);
});

test('what the embedded cluster hints at is not talked over with what Aurora would need', () => {
  const failure = returned('Function not found: arn:aws:lambda:us-west-2:123456789012:function:f');
  assert.match(adviseOn(failure) ?? '', /Check the name/);
  assert.equal(adviseOn({ ...failure, hint: 'The embedded cluster looks in /w/functions.' }), undefined);
});

test('advice is one to three short sentences of plain text', () => {
  for (const [, failure] of ROWS) {
    const advice = adviseOn(failure) ?? '';
    assert.ok(advice.length < 340, `${advice.length}: ${advice}`);
    assert.doesNotMatch(advice, /[<`]|\n/);
  }
});
