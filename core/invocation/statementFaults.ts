import { BUILD_JSON } from './fault';
import type { Fault } from './fault';

/** What the text of a statement runs into: PostgreSQL's own words, measured with the documented signatures. */
export const STATEMENT_FAULTS: readonly Fault[] = [
  {
    id: 'S1 payload-type-unknown',
    message: /function aws_lambda\.invoke\(.*\) is not unique/,
    advice:
      "An untyped literal or parameter as payload fits json and jsonb alike. Say which: '…'::json for a literal, $2::json for a bind parameter.",
  },
  {
    id: 'S11 argument-name',
    message: /function aws_lambda\.invoke\(.*=>.*\) does not exist/,
    advice:
      'No form of aws_lambda.invoke takes these named arguments. The names are function_name, payload, region (only when function_name is text), invocation_type, log_type, context and qualifier.',
  },
  {
    id: 'S12 call-of-function',
    message: /procedure aws_lambda\.invoke\(.*\) does not exist/,
    advice:
      'aws_lambda.invoke is a function, not a procedure. Use SELECT * FROM aws_lambda.invoke(…), or PERFORM in PL/pgSQL, instead of CALL.',
  },
  {
    id: 'S2 S10 S11 argument-types',
    message: /function aws_lambda\.invoke\(.*\) does not exist/,
    advice: ({ message }) => adviseOnArguments(/invoke\((.*)\) does not exist/.exec(message)?.[1] ?? ''),
  },
  {
    id: 'S12 unknown-function',
    message: /(?:function|procedure) aws_lambda\.\w+\(.*\) does not exist/,
    advice: 'The extension has one function to call Lambda: aws_lambda.invoke. Check the spelling.',
  },
  {
    id: 'S12 unknown-helper',
    message: /(?:function|procedure) aws_commons\.\w+\(.*\) does not exist/,
    advice:
      "The helper is aws_commons.create_lambda_function_arn(function_name, region): both are text, and region may be left out. Check the spelling and the arguments' types.",
  },
  {
    id: 'S11 positional-after-named',
    message: /positional argument cannot follow named argument/,
    advice:
      'Name every argument after the first named one, for example payload => … , invocation_type => … .',
  },
  {
    id: 'S7 record-as-json',
    anywhere: /cannot cast type record to json|operator does not exist: record ->|Token "\(" is invalid/,
    advice:
      'aws_lambda.invoke returns a whole record (status_code, payload, executed_version, log_result), not the payload. Take the payload out: SELECT payload FROM aws_lambda.invoke(…).',
  },
  {
    id: 'S7 record-field',
    message: /record "\w+" has no field "(?:status_code|payload|executed_version|log_result)"/,
    advice:
      'SELECT aws_lambda.invoke(…) INTO r puts the whole record in one field. Write SELECT * INTO r FROM aws_lambda.invoke(…), or r := aws_lambda.invoke(…).',
  },
  {
    id: 'S8 ambiguous-column',
    message: /column reference "(?:status_code|payload|executed_version|log_result)" is ambiguous/,
    advice:
      'A PL/pgSQL variable has the name of a column that aws_lambda.invoke returns. Give the call an alias and write it before the column: FROM aws_lambda.invoke(…) AS i, then i.payload.',
  },
  {
    id: 'S9 no-destination',
    message: /query has no destination for result data/,
    advice: 'In PL/pgSQL a result must go somewhere. Use PERFORM to drop it, or SELECT … INTO a variable.',
  },
  {
    id: 'S13 row-to-json',
    message: /cannot cast type \S+ to jsonb?\b/,
    advice:
      'Only text casts to json. Use to_json(value) or to_jsonb(value); for the row of a trigger, to_jsonb(NEW).',
  },
  {
    id: 'S13 tg-argv',
    message: /column "tg_arv" does not exist/,
    advice: "The trigger's arguments are in TG_ARGV: TG_ARGV[0] is the first.",
  },
  {
    id: 'S14 json-text',
    message: /invalid input syntax for type json/,
    advice: ({ detail }) =>
      /Token "(?:NEW|OLD)"/.test(detail ?? '')
        ? `NEW and OLD inside a quoted literal are plain text to PostgreSQL. ${BUILD_JSON}`
        : `The text is not valid JSON. ${BUILD_JSON}`,
  },
  {
    id: 'S15 psql-variable-in-body',
    message: /syntax error at or near ":"/,
    advice:
      "psql replaces :'name' neither inside $$ … $$ or quotes nor where the variable is not set, so PostgreSQL meets the colon. Set it with \\set; or pass the value as an argument, or build the statement with format(…, %L) and run it with \\gexec.",
  },
  {
    id: 'transaction-failed',
    sqlstate: '25P02',
    advice:
      'An earlier statement of this transaction failed, and PostgreSQL runs nothing more in it. End it with ROLLBACK, then start again; \\set ON_ERROR_ROLLBACK on keeps a transaction usable after an error.',
  },
  {
    id: 'S15 second-select',
    message: /syntax error at or near "select"/i,
    advice:
      "A select list takes expressions. AWS's document prints SELECT *, select convert_from(…): leave the second select out.",
  },
];

/** The types PostgreSQL prints for a call it has no match for, in the order they were written. */
function adviseOnArguments(printed: string): string {
  const types = printed.split(', ');
  const [name = '', payload = ''] = types;
  const most = name.startsWith('aws_commons.') ? 6 : 7;
  const named = name.startsWith('aws_commons.') ? 'an ARN structure' : 'a text name';
  if (types.length > most) return `aws_lambda.invoke takes at most ${most} arguments with ${named} first.`;
  if (types.length < 2) return "aws_lambda.invoke needs a function and a payload, for example '{}'::json.";
  if (/^(?:text|character varying|character|name|bytea)$/.test(payload)) {
    return `The payload is ${payload} here, and no form takes that. Cast the whole expression: (…)::json. ${BUILD_JSON}`;
  }
  const others = types.slice(2).filter((type) => /^jsonb?$|^text$/.test(type));
  if (/^jsonb?$/.test(payload) && others.some((type) => type !== payload)) {
    return `Payload and context must be of one type: both json or both jsonb. Cast the context to ${payload}.`;
  }
  return 'The arguments fit no form of aws_lambda.invoke: a function (text or aws_commons._lambda_function_arn_1), a payload (json or jsonb), then region (after a text name only), invocation_type, log_type, context and qualifier.';
}
