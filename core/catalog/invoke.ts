import { INVOCATION_TYPES, LOG_TYPES } from './enums';
import type { FunctionEntry, OutColumn, Overload, OverloadId, Parameter } from './schema';

/** The composite type that holds a function's name and region. */
export const LAMBDA_ARN_TYPE = 'aws_commons._lambda_function_arn_1';

type JsonType = 'json' | 'jsonb';

function functionName(type: string): Parameter {
  return {
    name: 'function_name',
    type,
    meaning: 'functionName',
    doc:
      type === 'text'
        ? 'The Lambda function: a name, a partial ARN or a full ARN, each with an optional `:version` or `:alias`.'
        : 'The Lambda function, as the structure that `aws_commons.create_lambda_function_arn` makes.',
  };
}

function payload(type: JsonType): Parameter {
  return {
    name: 'payload',
    type,
    meaning: 'payload',
    doc: `The event the function receives, up to 6 MB (1 MB for \`Event\`). Must be typed as ${type}: an untyped literal fits json and jsonb alike.`,
  };
}

const REGION: Parameter = {
  name: 'region',
  type: 'text',
  meaning: 'region',
  default: 'NULL',
  doc: 'The AWS Region of the function. By default it is taken from a full ARN, else it is the Region of the cluster. A Region that conflicts with the ARN is an error.',
};

function options(json: JsonType): readonly Parameter[] {
  return [
    {
      name: 'invocation_type',
      type: 'text',
      meaning: 'invocationType',
      default: "'RequestResponse'",
      values: INVOCATION_TYPES,
      doc: 'How the function is invoked. The value is case-sensitive.',
    },
    {
      name: 'log_type',
      type: 'text',
      meaning: 'logType',
      default: "'None'",
      values: LOG_TYPES,
      doc: 'Whether the end of the execution log comes back in `log_result`. The value is case-sensitive.',
    },
    {
      name: 'context',
      type: json,
      meaning: 'context',
      default: 'NULL',
      doc: 'Client context: a JSON object with `custom` and `env`, at most 3,583 bytes once base64-encoded. Synchronous invocations only.',
    },
    {
      name: 'qualifier',
      type: 'varchar(128)',
      meaning: 'qualifier',
      default: 'NULL',
      doc: 'The version or alias to invoke. A qualifier that conflicts with the one in `function_name` is an error.',
    },
  ];
}

export const LOG_RESULT: OutColumn = {
  name: 'log_result',
  type: 'text',
  doc: "The last 4 KB of the log, with `log_type` `'Tail'`. It is base64: letters and digits that stand for the bytes of the log. `convert_from(decode(log_result, 'base64'), 'UTF8')` makes text of it.",
};

/** Of a column that is `log_result` decoded. */
export const DECODED_LOG_DOC =
  "The last 4 KB of the function's log as text, decoded from `log_result`: what it wrote, an error with its stack trace, and the REPORT line with duration and memory. NULL unless `log_type` is `'Tail'`.";

function outColumns(json: JsonType): readonly OutColumn[] {
  return [
    {
      name: 'status_code',
      type: 'integer',
      doc: 'HTTP status: 200 for `RequestResponse`, 202 for `Event`, 204 for `DryRun`.',
    },
    { name: 'payload', type: json, doc: 'What the function returned; NULL for `Event` and `DryRun`.' },
    { name: 'executed_version', type: 'text', doc: 'The version of the function that ran, e.g. `$LATEST`.' },
    LOG_RESULT,
  ];
}

function overload(id: OverloadId, json: JsonType, first: readonly Parameter[]): Overload {
  return { id, parameters: [...first, ...options(json)], outColumns: outColumns(json), returns: 'record' };
}

/** In the order of AWS's reference; the ARN overloads have no `region`. */
export const INVOKE: FunctionEntry = {
  schema: 'aws_lambda',
  name: 'invoke',
  doc: 'Runs an AWS Lambda function.',
  source: 'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/PostgreSQL-Lambda-functions.html',
  overloads: [
    overload('text-json', 'json', [functionName('text'), payload('json'), REGION]),
    overload('arn-json', 'json', [functionName(LAMBDA_ARN_TYPE), payload('json')]),
    overload('text-jsonb', 'jsonb', [functionName('text'), payload('jsonb'), REGION]),
    overload('arn-jsonb', 'jsonb', [functionName(LAMBDA_ARN_TYPE), payload('jsonb')]),
  ],
};
