/** Random statements round random calls of AWS's functions: positional, named, mixed, well and ill typed. */
import { createExpressions, type ExpressionGenerator, type Sort } from './expressionGenerator';
import type { Random } from './random';

export interface GeneratedStatement {
  /** As it stands in a file; psql variables are written as `:'v1'`. */
  readonly sql: string;
  /** As the server gets it: the same length, the variables replaced. */
  readonly sent: string;
  /** Names columns, which PostgreSQL knows and may refuse where we assume that they fit. */
  readonly usesColumns: boolean;
  /** Parsed alone; or run, in a transaction that is rolled back. */
  readonly way: 'parse' | 'run';
}

const PARAMETERS: readonly (readonly [string, Sort])[] = [
  ['function_name', 'text'],
  ['payload', 'json'],
  ['region', 'text'],
  ['invocation_type', 'text'],
  ['log_type', 'text'],
  ['context', 'json'],
  ['qualifier', 'text'],
];
const WRONG_NAMES = ['invocationtype', 'status_code', 'Region', '"Region"', 'a'];

/** Statements that are only analysed. */
const PARSED: readonly ((call: string) => string)[] = [
  (call) => `SELECT ${call}`,
  (call) => `SELECT ${call}`,
  (call) => `SELECT 1 AS a, ${call} AS b FROM t WHERE n > 0 ORDER BY 1`,
  (call) => `SELECT * FROM ${call}`,
  (call) => `SELECT * FROM ${call} AS r`,
  (call) => `SELECT r.payload FROM t, LATERAL ${call} r WHERE r.status_code = 200`,
  (call) => `SELECT * FROM t JOIN ${call} AS r ON true`,
  (call) => `SELECT * FROM ROWS FROM (${call}, generate_series(1, 2)) AS r`,
  (call) => `SELECT (${call}).*`,
  (call) => `SELECT (${call}).payload`,
  (call) => `SELECT (SELECT status_code FROM ${call} x)`,
  (call) => `WITH c AS (SELECT * FROM ${call}) SELECT * FROM c`,
  (call) => `WITH c AS MATERIALIZED (SELECT ${call} AS r) SELECT 1 FROM c`,
  (call) => `INSERT INTO t (n) SELECT status_code FROM ${call}`,
  (call) => `UPDATE t SET n = (${call}).status_code WHERE n = 1`,
  (call) => `DELETE FROM t WHERE EXISTS (SELECT FROM ${call})`,
  (call) => `SELECT n FROM t GROUP BY n HAVING (${call}) IS NOT NULL`,
  (call) => `SELECT CASE WHEN n > 1 THEN (${call}).status_code END FROM t`,
  (call) => `SELECT array_agg(x) FROM (SELECT ${call} AS x UNION ALL SELECT ${call}) s`,
  (call) => `VALUES (1, (${call}).status_code)`,
  (call) => `select /* c */ aws_lambda /* d */ . -- e\n ${call.replace(/^aws_\w+\./, '')}`,
  (call) => `SELECT 'é😀', ${call}`,
  (call) => `SELECT ${call} AS t(a int, b json, c text, d text)`.replace('SELECT', 'SELECT * FROM'),
  (call) => `SELECT ${call} FILTER (WHERE true)`,
  (call) => `SELECT ${call} OVER ()`,
  (call) => `SELECT ${call} WITHIN GROUP (ORDER BY '{}'::json)`,
];
/** Statements that have to be run to be analysed. */
const RUN: readonly ((call: string) => string)[] = [
  (call) => `CREATE VIEW v AS SELECT (${call}).status_code`,
  (call) => `CREATE VIEW v AS SELECT * FROM ${call} r`,
  (call) => `CREATE FUNCTION w() RETURNS int LANGUAGE sql AS $body$ SELECT status_code FROM ${call} $body$`,
  (call) =>
    `CREATE FUNCTION w() RETURNS int LANGUAGE sql AS ' SELECT 1; SELECT (${call.replaceAll("'", "''")}).status_code '`,
  (call) => `CREATE FUNCTION w() RETURNS int BEGIN ATOMIC SELECT (${call}).status_code; END`,
  (call) => `CREATE MATERIALIZED VIEW v AS SELECT * FROM ${call} WITH NO DATA`,
  (call) => `EXPLAIN SELECT * FROM ${call}`,
  (call) => `PREPARE p AS SELECT ${call}`,
  (call) => `DECLARE c CURSOR FOR SELECT * FROM ${call}`,
  (call) => `CALL ${call}`,
  (call) =>
    `DO $body$ DECLARE v_text text; v_json json; v_jsonb jsonb; v_name name; v_arn aws_commons._lambda_function_arn_1; v_n int := 1; v_list text[];\nBEGIN PERFORM ${call}; END $body$`,
  (call) =>
    `CREATE FUNCTION w(a text, b jsonb, varchar(10)) RETURNS int LANGUAGE sql AS $$ SELECT status_code FROM ${call} $$`,
];
const VARIABLES = [
  'v_text',
  'v_json',
  'v_jsonb',
  'v_name',
  'v_arn',
  'v_n',
  'v_list',
  'v_text::json',
  'v_list[1]',
];
const BODY_PARAMETERS = ['$1', '$2', '$3', '$1::json'];
const COLUMNS = ['t.payload', 'r_other', 'n'];

/** `version`: of PostgreSQL, for what only newer ones have. */
export function createStatements(random: Random, version?: number): () => GeneratedStatement {
  const { next, pick, integer } = random;
  return () => {
    const way = next() < 0.75 ? 'parse' : 'run';
    const template = pick(way === 'parse' ? PARSED : RUN);
    const frame = template('');
    const names = frame.startsWith('DO')
      ? VARIABLES
      : frame.includes('$$')
        ? BODY_PARAMETERS
        : columnsOf(frame);
    const parameters = way === 'parse' && !frame.includes('UNION');
    const calls = createCalls(random, { parameters, names, ...(version !== undefined && { version }) });
    const sql = numberParameters(template(calls(1 + integer(2))), parameters);
    const psql = next() < 0.1 && !frame.includes('$') && !frame.includes("' SELECT");
    const usesColumns = names === COLUMNS;
    return { ...(psql ? withVariables(sql) : { sql, sent: sql }), way, usesColumns };
  };

  function columnsOf(frame: string): readonly string[] {
    return frame.includes(' t ') && next() < 0.1 ? COLUMNS : [];
  }
}

/** Without gaps: a parameter that stands nowhere has no type. */
function numberParameters(sql: string, parameters: boolean): string {
  let count = 0;
  return parameters ? sql.replaceAll(/\$\d+/g, () => `$${++count}`) : sql;
}

/** Some of the plain literals become psql variables; a name as long as the text keeps every offset. */
function withVariables(sent: string): Pick<GeneratedStatement, 'sql' | 'sent'> {
  const sql = sent.replaceAll(/(?<=[(, ])'[^'\\]{2,}'(?=[,)])/g, (literal) =>
    literal.length > 4 ? `:'${'v'.repeat(literal.length - 3)}'` : literal,
  );
  return { sql, sent };
}

function createCalls(
  random: Random,
  options: { readonly parameters: boolean; readonly names: readonly string[]; readonly version?: number },
): (depth: number) => string {
  const { next, pick, integer } = random;
  const expressions: ExpressionGenerator = createExpressions(random, { ...options, call });

  function call(depth: number): string {
    if (next() < 0.12) return helper(depth);
    const name = next() < 0.03 ? 'aws_lambda.invoke_lambda' : spelled('aws_lambda.invoke');
    return `${name}(${argumentList(depth)})`;
  }

  function spelled(name: string): string {
    const chance = next();
    if (chance < 0.05) return name.toUpperCase();
    return chance < 0.1 ? name.replace(/(\w+)\.(\w+)/, '"$1" . "$2"') : name;
  }

  function helper(depth: number): string {
    const values = Array.from({ length: 1 + integer(2) }, () => value(depth, 'text'));
    if (next() < 0.3)
      return `aws_commons.create_lambda_function_arn(region => ${value(depth, 'text')}, function_name => 'f')`;
    return `aws_commons.create_lambda_function_arn(${values.join(', ')})`;
  }

  function value(depth: number, sort: Sort): string {
    return next() < 0.15 ? expressions.expression(depth) : expressions.expression(depth, sort);
  }

  function argumentList(depth: number): string {
    const isArn = next() < 0.35;
    const seats = isArn ? PARAMETERS.filter(([name]) => name !== 'region') : PARAMETERS;
    const count = next() < 0.04 ? integer(10) : 2 + integer(next() < 0.5 ? 2 : 6);
    const positional = next() < 0.6 ? count : integer(count + 1);
    const given: string[] = [];
    for (let index = 0; index < count; index++) {
      const [, sort] = seats[index] ?? (['', 'text'] as const);
      if (index < positional) given.push(value(depth, index === 0 && isArn ? 'arn' : sort));
    }
    given.push(...namedArguments(depth, count, positional, isArn));
    if (next() < 0.02) given.reverse();
    if (next() < 0.02 && given.length > 0) given.push(`VARIADIC ${given.pop() ?? ''}`);
    const quantifier = next() < 0.01 ? pick(['DISTINCT ', 'ALL ']) : '';
    const tail = next() < 0.01 ? ' ORDER BY 1' : '';
    if (next() < 0.004) return '*';
    return quantifier + given.join(pick([', ', ',', ' , '])) + tail;
  }

  function namedArguments(
    depth: number,
    count: number,
    positional: number,
    isArn: boolean,
  ): readonly string[] {
    const left = PARAMETERS.slice(positional).filter(([name]) => !(isArn && name === 'region'));
    const required = left.filter(([name]) => name === 'function_name' || name === 'payload');
    const others = left.filter((one) => !required.includes(one)).sort(() => next() - 0.5);
    const chosen = [...required, ...others].slice(
      0,
      Math.max(count - positional, next() < 0.9 ? required.length : 0),
    );
    return chosen
      .sort(() => next() - 0.5)
      .map(([name, sort]) => {
        const spelling = next() < 0.03 ? pick(WRONG_NAMES) : next() < 0.02 ? 'payload' : name;
        const wanted = name === 'function_name' && isArn ? 'arn' : sort;
        return `${next() < 0.1 ? spelling.toUpperCase() : spelling} ${pick(['=>', ':='])} ${value(depth, wanted)}`;
      });
  }

  return call;
}
