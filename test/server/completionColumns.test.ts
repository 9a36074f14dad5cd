import { test } from 'node:test';
import { checkCompletion, checkDetail, checkInsert, checkTriggered } from '../support/features';

const COLUMNS = ['status_code', 'payload', 'executed_version', 'log_result'];
const CALL = "aws_lambda.invoke('f', '{}'::json)";

test('the OUT columns can be named in a query whose FROM has the call', () => {
  checkCompletion(`SELECT <|> FROM ${CALL}`, COLUMNS);
  checkCompletion(`SELECT status_code, <|> FROM ${CALL} AS r`, COLUMNS);
  checkCompletion(`SELECT * FROM ${CALL} WHERE <|>`, COLUMNS);
  checkCompletion(`SELECT * FROM ${CALL} r ORDER BY <|>`, COLUMNS);
  checkCompletion(`SELECT upper(<|>) FROM ${CALL}`, COLUMNS);
  checkCompletion(`SELECT t.id, <|> FROM t CROSS JOIN LATERAL ${CALL} AS r`, COLUMNS);
  checkCompletion(`SELECT * FROM t JOIN ${CALL} r ON <|>`, COLUMNS);
  checkInsert(`SELECT sta<|> FROM ${CALL}`, 'status_code', `SELECT status_code FROM ${CALL}`);
});

test('behind the alias, the name of the function or the whole call in parentheses', () => {
  checkCompletion(`SELECT r.<|> FROM ${CALL} AS r`, COLUMNS);
  checkCompletion(`SELECT r.pay<|> FROM ${CALL} r`, COLUMNS);
  checkTriggered(`SELECT invoke.<|> FROM ${CALL}`, COLUMNS);
  checkCompletion(`SELECT (${CALL}).<|>`, COLUMNS);
  checkCompletion(`SELECT ((${CALL})).s<|>`, COLUMNS);
  checkInsert(`SELECT (${CALL}).log_<|>`, 'log_result', `SELECT (${CALL}).log_result`);
});

test('types follow the overload', () => {
  checkDetail(`SELECT <|> FROM ${CALL}`, 'payload', 'json');
  checkDetail("SELECT <|> FROM aws_lambda.invoke('f', '{}'::jsonb)", 'payload', 'jsonb');
});

test('an alias with columns renames them', () => {
  checkCompletion(`SELECT r.<|> FROM ${CALL} AS r(code, answer)`, [
    'code',
    'answer',
    'executed_version',
    'log_result',
  ]);
  checkCompletion(`SELECT r.<|> FROM ${CALL} WITH ORDINALITY AS r(a, b, c, d, n)`, ['a', 'b', 'c', 'd']);
});

test('each query sees its own calls, and those of the queries round it', () => {
  checkCompletion(`SELECT 1 UNION SELECT <|> FROM ${CALL}`, COLUMNS);
  checkCompletion(`SELECT <|> UNION SELECT status_code FROM ${CALL}`, []);
  checkCompletion(`SELECT <|> FROM t WHERE id IN (SELECT status_code FROM ${CALL})`, []);
  checkCompletion(`SELECT * FROM ${CALL} r WHERE EXISTS (SELECT 1 FROM t WHERE t.id = r.<|>)`, COLUMNS);
  checkCompletion(`WITH x AS (SELECT <|> FROM ${CALL}) SELECT 1`, COLUMNS);
});

test('statements of a body are apart', () => {
  checkCompletion(`DO $$ BEGIN SELECT <|> INTO a FROM ${CALL}; END $$`, COLUMNS);
  checkCompletion(`DO $$ BEGIN SELECT 1 INTO a FROM ${CALL}; SELECT <|>; END $$`, []);
  checkCompletion(`DO $$ BEGIN FOR r IN SELECT 1 FROM ${CALL} LOOP x := <|>; END LOOP; END $$`, []);
});

test('what is not a column there gets none', () => {
  checkCompletion(`SELECT other.<|> FROM ${CALL} r`, []);
  checkCompletion(`SELECT * FROM ${CALL} AS <|>`, []);
  checkCompletion("SELECT (aws_commons.create_lambda_function_arn('f')).<|>", []);
  checkCompletion(`SELECT status_code AS <|> FROM ${CALL}`, []);
});

test('a PL/pgSQL record that has taken the result has its columns', () => {
  const body = (text: string): string => `DO $$ DECLARE r record; BEGIN ${text} END $$`;
  checkCompletion(body(`SELECT * INTO r FROM ${CALL}; IF r.<|>`), COLUMNS);
  checkCompletion(body(`SELECT * INTO STRICT r FROM ${CALL} AS x; RAISE NOTICE '%', r.pay<|>;`), COLUMNS);
  checkCompletion(body(`r := ${CALL}; RETURN r.<|>`), COLUMNS);
  checkCompletion(body(`FOR r IN SELECT * FROM ${CALL} LOOP x := r.<|>; END LOOP;`), COLUMNS);
  checkCompletion(body(`SELECT payload INTO r FROM ${CALL}; x := r.<|>`), []);
  checkCompletion(body(`x := r.<|>; SELECT * INTO r FROM ${CALL};`), []);
});

test('the names of an alias with columns, one by one or all at once', () => {
  const all = COLUMNS.join(', ');
  checkCompletion(`SELECT * FROM ${CALL} AS r(<|>`, ['status_code', all]);
  checkCompletion(`SELECT * FROM ${CALL} AS r(<|>)`, ['status_code', all]);
  checkCompletion(`SELECT * FROM ${CALL} r(s, pay<|>)`, ['payload', 'payload, executed_version, log_result']);
  checkCompletion(`SELECT * FROM ${CALL} WITH ORDINALITY "R"(a, b, c, <|>)`, ['log_result']);
  checkCompletion(`SELECT * FROM ${CALL} AS r(a, b, c, d, <|>)`, []);
  checkInsert(`SELECT * FROM ${CALL} AS r(<|>)`, all, `SELECT * FROM ${CALL} AS r(${all})`);
  checkCompletion(`DO $$ BEGIN PERFORM * FROM ${CALL} AS r(<|>); END $$`, ['status_code', all]);
});

test('names in double quotes, and in upper case', () => {
  checkCompletion(`SELECT r."<|>" FROM ${CALL} AS r`, COLUMNS);
  checkInsert(
    `SELECT "R"."pay<|>" FROM ${CALL} AS "R"`,
    'payload',
    `SELECT "R"."payload" FROM ${CALL} AS "R"`,
  );
  checkInsert(
    `SELECT * FROM ${CALL} AS r WHERE r."st<|>`,
    'status_code',
    `SELECT * FROM ${CALL} AS r WHERE r."status_code"`,
  );
  checkCompletion(`SELECT R.<|> FROM AWS_LAMBDA.INVOKE('f', '{}'::JSON) R`, COLUMNS);
  checkCompletion('SELECT "aws_lambda"."<|>"', ['invoke']);
  checkCompletion('SELECT "aws_l<|>"', []);
});

test('a sub-select or CTE hands on what it selects of a call', () => {
  checkCompletion(`SELECT r.<|> FROM (SELECT * FROM ${CALL}) AS r`, COLUMNS);
  checkCompletion(`SELECT <|> FROM (SELECT c.payload AS answer, 1, status_code FROM ${CALL} c) r`, [
    'answer',
    'status_code',
  ]);
  checkCompletion(`WITH r AS (SELECT * FROM t, ${CALL}) SELECT <|> FROM r`, COLUMNS);
  checkCompletion(
    `WITH a AS (SELECT 1), r AS MATERIALIZED (SELECT * FROM ${CALL}) SELECT x.<|> FROM a JOIN r x`,
    COLUMNS,
  );
  checkCompletion(`WITH r AS (SELECT * FROM ${CALL}) SELECT s.<|> FROM (SELECT payload FROM r) s`, [
    'payload',
  ]);
  checkCompletion(`SELECT r.<|> FROM (SELECT * FROM ${CALL}) AS r(a, b)`, [
    'a',
    'b',
    'executed_version',
    'log_result',
  ]);
  checkCompletion(`WITH r AS (SELECT count(payload) FROM ${CALL}) SELECT r.<|> FROM r`, []);
  checkCompletion(`WITH r AS (SELECT * FROM ${CALL}) SELECT t.<|> FROM t`, []);
  checkCompletion(`WITH r AS (SELECT * FROM ${CALL}) SELECT r.<|> FROM other.r`, []);
});

test('a name in double quotes that goes over several lines is left alone', () => {
  checkCompletion(`SELECT r."pay<|>\n" FROM ${CALL} r`, []);
  checkCompletion(`SELECT r."<|>" FROM ${CALL} r`, COLUMNS);
});
