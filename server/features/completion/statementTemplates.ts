/** The statements that people write round a call, with places to fill in. As they stand they run, and have no problem. */
import { ASYNCHRONOUS, DRY_RUN, LOG_TAIL } from '../../../core/catalog/enums';
import { arnPart } from '../../../core/catalog/lambdaArn';
import { BABELFISH_SCHEMA } from '../../../core/catalog/babelfish';
import { CREATE_LAMBDA_FUNCTION_ARN } from '../../../core/catalog/createLambdaArn';
import { REGIONS } from '../../../core/catalog/regions';
import type { InsertPart, Placeholder } from './proposal';

export interface StatementTemplate {
  /** Behind `lambda: `. */
  readonly title: string;
  /** Markdown. */
  readonly doc: string;
  readonly insert: readonly InsertPart[];
}

const NAME: Placeholder = { placeholder: arnPart('functionName').example };
const MEMBERS: Placeholder = { placeholder: '' };
const JSON_TYPE: Placeholder = { placeholder: 'json', choices: ['json', 'jsonb'] };
const EXAMPLE_REGION = arnPart('region').example;
const REGION: Placeholder = {
  placeholder: EXAMPLE_REGION,
  choices: [EXAMPLE_REGION, ...REGIONS.map(({ name }) => name).filter((name) => name !== EXAMPLE_REGION)],
};
const ARN = `${CREATE_LAMBDA_FUNCTION_ARN.schema}.${CREATE_LAMBDA_FUNCTION_ARN.name}`;

/** `aws_lambda.invoke('my-function', '{}'::json, …)`. */
function invoke(more: string, type: InsertPart = 'json'): readonly InsertPart[] {
  return ["aws_lambda.invoke('", NAME, "', '{", MEMBERS, "}'::", type, `${more})`];
}

/** Statements of SQL, wherever one may stand. */
export const SQL_TEMPLATES: readonly StatementTemplate[] = [
  {
    title: 'invoke and wait',
    doc: 'Runs the function and returns its answer.',
    insert: ['SELECT status_code, payload\nFROM ', ...invoke('', JSON_TYPE), ';'],
  },
  {
    title: 'invoke in a Region',
    doc: 'Runs a function of another Region than the cluster, and returns its answer.',
    insert: [
      `SELECT status_code, payload\nFROM aws_lambda.invoke(${ARN}('`,
      NAME,
      "', '",
      REGION,
      "'), '{",
      MEMBERS,
      "}'::json);",
    ],
  },
  {
    title: 'invoke asynchronously',
    doc: 'Queues the invocation and goes on at once: status 202, and no answer.',
    insert: ['SELECT status_code\nFROM ', ...invoke(`, invocation_type => '${ASYNCHRONOUS}'`), ';'],
  },
  {
    title: 'invoke with the log',
    doc: 'Runs the function and returns its answer, and the last 4 KB of its log as text.',
    insert: [
      "SELECT status_code, payload, convert_from(decode(log_result, 'base64'), 'UTF8') AS log\nFROM ",
      ...invoke(`, log_type => '${LOG_TAIL}'`),
      ';',
    ],
  },
  {
    title: 'dry run',
    doc: 'Asks whether the function could be invoked, and runs nothing: status 204.',
    insert: ['SELECT status_code\nFROM ', ...invoke(`, invocation_type => '${DRY_RUN}'`), ';'],
  },
];

const FAILED = "RAISE WARNING 'Lambda failed: % (%)', SQLERRM, detail;";

function withErrorHandling(indent: string): readonly InsertPart[] {
  const lines = (...texts: readonly string[]): string => texts.map((text) => `\n${indent}${text}`).join('');
  return [
    `DECLARE${lines('  answer record;', '  detail text;', 'BEGIN', '  SELECT status_code, payload INTO answer')}`,
    `${lines('  FROM ')}`,
    ...invoke(''),
    ';',
    lines(
      '  IF answer.status_code <> 200 THEN',
      "    RAISE EXCEPTION 'Lambda answered with status %', answer.status_code;",
      '  END IF;',
      "  RAISE NOTICE 'Lambda answered: %', answer.payload;",
      'EXCEPTION WHEN OTHERS THEN',
      '  GET STACKED DIAGNOSTICS detail = PG_EXCEPTION_DETAIL;',
      `  ${FAILED}`,
      'END;',
    ),
  ];
}

const TRIGGER: Placeholder = { placeholder: 'notify_lambda' };
const TABLE: Placeholder = { placeholder: 'my_table' };
const EVENT: Placeholder = {
  placeholder: 'INSERT',
  choices: ['INSERT', 'UPDATE', 'INSERT OR UPDATE'],
};
const WRAPPER: Placeholder = { placeholder: 'lambda_wrapper' };

/** Whole definitions with a body in dollar quotes: only where no such quotes stand round them. */
export const DEFINITION_TEMPLATES: readonly StatementTemplate[] = [
  {
    title: 'trigger',
    doc: 'Sends every row that is written to a function, without waiting for it.',
    insert: [
      'CREATE OR REPLACE FUNCTION ',
      TRIGGER,
      "() RETURNS trigger\nLANGUAGE plpgsql\nAS $$\nBEGIN\n  PERFORM aws_lambda.invoke(\n    '",
      NAME,
      `',\n    jsonb_build_object('operation', TG_OP, 'table', TG_TABLE_NAME, 'row', to_jsonb(NEW)),\n    invocation_type => '${ASYNCHRONOUS}'\n  );\n  RETURN NULL;\nEND;\n$$;\n\nCREATE TRIGGER `,
      TRIGGER,
      '\nAFTER ',
      EVENT,
      ' ON ',
      TABLE,
      '\nFOR EACH ROW EXECUTE FUNCTION ',
      TRIGGER,
      '();',
    ],
  },
  {
    title: 'handle errors',
    doc: "Runs the function, and catches what goes wrong: the function's own errors come as the detail of *lambda invocation failed*.",
    insert: ['DO $$\n', ...withErrorHandling(''), '\n$$;'],
  },
  {
    title: 'wrapper for Babelfish',
    doc: "Babelfish's TDS port has no json: the wrapper takes and returns text, and T-SQL can call it.",
    insert: [
      `CREATE OR REPLACE FUNCTION ${BABELFISH_SCHEMA}.`,
      WRAPPER,
      "(event text) RETURNS text\nLANGUAGE plpgsql\nAS $$\nBEGIN\n  RETURN (\n    SELECT invocation.payload::text\n    FROM aws_lambda.invoke('",
      NAME,
      "', event::json) AS invocation\n  );\nEND;\n$$;",
    ],
  },
];

/** Statements of PL/pgSQL. */
export const PLPGSQL_TEMPLATES: readonly StatementTemplate[] = [
  {
    title: 'invoke and wait',
    doc: 'Runs the function and keeps its answer in a variable.',
    insert: ['SELECT payload INTO ', { placeholder: 'answer' }, '\nFROM ', ...invoke(''), ';'],
  },
  {
    title: 'invoke asynchronously',
    doc: 'Queues the invocation and goes on at once.',
    insert: ['PERFORM ', ...invoke(`, invocation_type => '${ASYNCHRONOUS}'`), ';'],
  },
  {
    title: 'handle errors',
    doc: "Runs the function, and catches what goes wrong: the function's own errors come as the detail of *lambda invocation failed*.",
    insert: withErrorHandling(''),
  },
];
