import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkCompletion, checkInsert, checkSnippet, completionLabels } from '../support/features';

const SQL = [
  'lambda: invoke and wait',
  'lambda: invoke in a Region',
  'lambda: invoke asynchronously',
  'lambda: invoke with the log',
  'lambda: dry run',
];
const DEFINITIONS = ['lambda: trigger', 'lambda: handle errors', 'lambda: wrapper for Babelfish'];
const PLPGSQL = ['lambda: invoke and wait', 'lambda: invoke asynchronously', 'lambda: handle errors'];

test('whole statements come where a statement begins', () => {
  for (const before of ['', 'SELECT 1;\n', '-- a comment\n', '\\set x 1\n']) {
    checkCompletion(`${before}<|>`, [...SQL, ...DEFINITIONS]);
    checkCompletion(`${before}LAM<|>`, [...SQL, ...DEFINITIONS]);
    checkCompletion(`${before}inv<|>\nSELECT 2;`, [...SQL, ...DEFINITIONS]);
  }
});

test('and nowhere else', () => {
  for (const fixture of [
    'SELECT lam<|>',
    'SELECT <|>',
    'lam<|> FROM t',
    'sel<|>',
    'INSERT INTO t <|>',
    "'lam<|>",
  ])
    assert.deepEqual(
      completionLabels(fixture).filter((label) => label.startsWith('lambda: ')),
      [],
      fixture,
    );
});

test('in a body, those of its language', () => {
  checkCompletion('DO $$ BEGIN <|> END $$', []);
  checkCompletion('DO $$ BEGIN\n  <|>\nEND $$', PLPGSQL);
  checkCompletion('DO $$ BEGIN x := 1; inv<|>\nEND $$', PLPGSQL);
  checkCompletion('DO $$ BEGIN IF x THEN\n inv<|>\n END IF; END $$', [...PLPGSQL, 'aws_lambda.invoke']);
  checkCompletion('DO $$ DECLARE <|>\nBEGIN END $$', []);
  checkCompletion('CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$ SELECT 1; inv<|> $$', SQL);
});

test('places to fill in, and choices', () => {
  checkSnippet(
    'inv<|>',
    'lambda: invoke and wait',
    "SELECT status_code, payload\nFROM aws_lambda.invoke('${1:my-function}', '{$2}'::${3|json,jsonb|});$0",
  );
  checkInsert(
    'inv<|>',
    'lambda: invoke and wait',
    "SELECT status_code, payload\nFROM aws_lambda.invoke('my-function', '{}'::json);",
  );
  checkInsert(
    "DO 'BEGIN\n<|>\nEND'",
    'lambda: invoke asynchronously',
    "DO 'BEGIN\nPERFORM aws_lambda.invoke(''my-function'', ''{}''::json, invocation_type => ''Event'');\nEND'",
  );
});

test('one place in several spots is typed once', () =>
  checkSnippet(
    '<|>',
    'lambda: trigger',
    `CREATE OR REPLACE FUNCTION \${1:notify_lambda}() RETURNS trigger
LANGUAGE plpgsql
AS \\$\\$
BEGIN
  PERFORM aws_lambda.invoke(
    '\${2:my-function}',
    jsonb_build_object('operation', TG_OP, 'table', TG_TABLE_NAME, 'row', to_jsonb(NEW)),
    invocation_type => 'Event'
  );
  RETURN NULL;
END;
\\$\\$;

CREATE TRIGGER $1
AFTER \${3|INSERT,UPDATE,INSERT OR UPDATE|} ON \${4:my_table}
FOR EACH ROW EXECUTE FUNCTION $1();$0`,
  ));
