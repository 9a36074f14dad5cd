/**
 * What goes wrong with Lambda called from SQL, row by row: the text that is printed, word for word, or the rules that
 * find what runs without an error. Sources: AWS's "Lambda function error messages" and "Invoking a Lambda function"
 * of RDS, Aurora and Babelfish, the Lambda API model, and PostgreSQL 15 with the documented signatures.
 */
import type { RuleCode } from './rules';

/** `documented`: AWS prints it; `measured`: PostgreSQL says it; `api`: the name of an error of Lambda's API. */
export interface FaultText {
  readonly message: string;
  readonly detail?: string;
  readonly sqlstate?: string;
  readonly authority: 'documented' | 'measured' | 'api';
}

export interface KnownFault {
  /** Letter and number of the row. */
  readonly row: string;
  readonly texts: readonly FaultText[];
  /** Found before it runs, where there may be no error at all. */
  readonly rules: readonly RuleCode[];
}

const ARN = 'aws_commons._lambda_function_arn_1';

const measured = (message: string, detail?: string): FaultText => ({
  message,
  ...(detail !== undefined && { detail }),
  authority: 'measured',
});
const documented = (message: string, detail?: string): FaultText => ({
  ...measured(message, detail),
  authority: 'documented',
});
/** The client's words round the error's name are not documented. */
const api = (name: string): FaultText => ({
  message: 'invoke API failed',
  detail: `AWS Lambda client returned '${name}'.`,
  authority: 'api',
});
const noMatch = (types: string): FaultText => measured(`function aws_lambda.invoke(${types}) does not exist`);

const fault = (row: string, texts: readonly FaultText[], ...rules: readonly RuleCode[]): KnownFault => ({
  row,
  texts,
  rules,
});

export const KNOWN_FAULTS: readonly KnownFault[] = [
  fault(
    'S1',
    [
      measured('function aws_lambda.invoke(unknown, unknown) is not unique'),
      measured('function aws_lambda.invoke(text, unknown) is not unique'),
      measured(`function aws_lambda.invoke(${ARN}, unknown) is not unique`),
      measured('function aws_lambda.invoke(function_name => unknown, payload => unknown) is not unique'),
    ],
    'call-ambiguous',
  ),
  fault('S2', [noMatch(`${ARN}, text, unknown`), noMatch('unknown, text')], 'call-no-match'),
  fault('S3', [], 'psql-variable-untyped'),
  fault('S4', [], 'argument-slip'),
  fault('S5', [], 'argument-slip'),
  fault('S6', [], 'expands-to-many-calls'),
  fault(
    'S7',
    [
      measured('invalid input syntax for type json', 'Token "(" is invalid.'),
      measured('cannot cast type record to json'),
      measured('operator does not exist: record ->> unknown'),
      measured('record "r" has no field "payload"'),
    ],
    'record-into-scalar',
  ),
  fault(
    'S8',
    ['payload', 'status_code', 'executed_version', 'log_result'].map((column) =>
      measured(
        `column reference "${column}" is ambiguous`,
        'It could refer to either a PL/pgSQL variable or a table column.',
      ),
    ),
    'out-column-ambiguous',
  ),
  fault('S9', [measured('query has no destination for result data')]),
  fault('S10', [noMatch('unknown, json, unknown, unknown, unknown, jsonb')], 'call-no-match'),
  fault(
    'S11',
    [
      noMatch('unknown, json, invocationtype => unknown'),
      noMatch(`${ARN}, json, region => unknown`),
      measured('positional argument cannot follow named argument'),
      noMatch(`unknown, json, ${Array<string>(6).fill('unknown').join(', ')}`),
      noMatch(`${ARN}, json, ${Array<string>(5).fill('unknown').join(', ')}`),
    ],
    'call-no-match',
    'call-argument-order',
  ),
  fault(
    'S12',
    [
      measured('function aws_lambda.invoke_lambda(unknown, unknown, unknown) does not exist'),
      measured('procedure aws_lambda.invoke(unknown, json) does not exist'),
    ],
    'call-unknown-function',
  ),
  fault('S13', [measured('cannot cast type orders to json'), measured('column "tg_arv" does not exist')]),
  fault(
    'S14',
    [measured('invalid input syntax for type json', 'Token "NEW" is invalid.')],
    'json-syntax',
    'json-by-concatenation',
  ),
  fault(
    'S15',
    [measured('syntax error at or near ":"'), measured('syntax error at or near "select"')],
    'psql-variable-in-body',
  ),
  fault('S16', [], 'enum-value'),
  fault('S17', [], 'region-conflict', 'qualifier-conflict'),
  fault('S18', [], 'async-ignored-argument', 'async-payload-read'),
  fault('S19', [], 'placeholder', 'arn-account'),
  fault('S20', [], 'sync-in-trigger', 'call-per-row'),
  fault('E1', [
    documented('invoke API failed', "AWS Lambda client returned 'Unable to connect to endpoint'."),
    documented('invoke API failed', "Amazon Lambda client returned 'Unable to connect to endpoint'."),
  ]),
  fault('E2', [documented('permission denied for schema aws_lambda')]),
  fault('E3', [documented('permission denied for function invoke')]),
  fault('E4', [measured('permission denied for schema aws_commons')]),
  fault('E5', [
    documented(
      'lambda invocation failed',
      '"arn:aws:lambda:us-west-2:555555555555:function:my-function" returned error "Unhandled", details: "<Error details string>".',
    ),
  ]),
  fault('E6', [
    measured('extension "aws_lambda" is not available'),
    measured('schema "aws_lambda" does not exist'),
  ]),
  fault('E7', [api('AccessDeniedException')]),
  fault('E8', [api('Timeout was reached')]),
  fault(
    'E9',
    [
      'RequestTooLargeException',
      'InvalidRequestContentException',
      'ResourceNotFoundException',
      'TooManyRequestsException',
      'ModeNotSupportedException',
      'RecursiveInvocationException',
      'DurableExecutionAlreadyStartedException',
    ].map(api),
    'payload-size',
    'context-size',
  ),
  fault('E11', [measured('permission denied to create extension "aws_lambda"')], 'babelfish-json'),
  fault('E12', [
    documented('UnsupportedResultException'),
    documented('StatementTimeoutException'),
    documented('Database returned more than the allowed response size limit'),
  ]),
  fault('E13', [{ ...measured('sorry, too many clients already'), sqlstate: '53300' }]),
];
