import { test } from 'node:test';
import { checkSymbols } from '../support/navigation';

const CALL = "aws_lambda.invoke('f', '{}'::json)";

test('a statement that invokes is named after the function that its literal names', () => {
  checkSymbols(
    `-- note
SELECT ${CALL};
SELECT aws_lambda.invoke('arn:aws:lambda:us-west-2:123456789012:function:ship-order:v1', '{}'::json);
SELECT 1;`,
    `
f | aws_lambda.invoke | f | SELECT aws
ship-order | aws_lambda.invoke | ship-order | SELECT aws`,
  );
});

test('the name inside of create_lambda_function_arn counts, other values leave the call itself', () =>
  checkSymbols(
    `SELECT aws_lambda.invoke(aws_commons.create_lambda_function_arn('g', 'us-west-2'), '{}'::json);
SELECT aws_lambda.invoke(name, '{}'::json) FROM functions;
SELECT aws_commons.create_lambda_function_arn('h');`,
    `
g | aws_lambda.invoke | g | SELECT aws
aws_lambda.invoke |  | aws_lambda.invoke | SELECT aws`,
  ));

test('a statement with several calls stands above them', () =>
  checkSymbols(
    `SELECT ${CALL}, aws_lambda.invoke('g', '{}'::json);`,
    `
f, g | 2 calls | f | SELECT aws
  f | aws_lambda.invoke | f | aws_lambda
  g | aws_lambda.invoke | g | aws_lambda`,
  ));

test('routines hold the calls of their bodies; those without one are listed too', () =>
  checkSymbols(
    `CREATE OR REPLACE FUNCTION App."Ship" () RETURNS void LANGUAGE plpgsql AS $$
BEGIN PERFORM ${CALL}; END $$;
CREATE PROCEDURE p() LANGUAGE sql AS 'SELECT 1';
CREATE TABLE t (a int);
CREATE FUNCTION`,
    `
app.Ship | function | App."Ship" | CREATE OR 
  f | aws_lambda.invoke | f | aws_lambda
p | procedure | p | CREATE PRO`,
  ));

test('psql variables stand where they are set, below the statement that sets them if it invokes', () =>
  checkSymbols(
    `\\set name value
\\unset name
SELECT 1 AS id, aws_commons.create_lambda_function_arn('f') AS arn \\gset p_
SELECT payload, x AS y FROM ${CALL} \\gset
\\prompt 'Which?' answer
`,
    `
name | \\set | name | name
p_id | \\gset | id | id
p_arn | \\gset | arn | arn
f | aws_lambda.invoke | f | SELECT pay
  payload | \\gset | \\gset | \\gset
  y | \\gset | y | y
answer | \\prompt | answer | answer`,
  ));

test('names that are nothing are left out', () =>
  checkSymbols('SELECT 1 AS "" \\gset\nCREATE FUNCTION ""() ', ''));
