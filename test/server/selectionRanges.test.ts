import { test } from 'node:test';
import { checkGrowing, checkSelection } from '../support/navigation';

test('from the content of a literal to the text', () => {
  const call = "aws_lambda.invoke('f', payload => '{}'::json)";
  const statement = `SELECT * FROM ${call} r;`;
  checkSelection(
    `SELECT 1;\n${statement.replace('{}', '{<|>}')}`,
    '{}',
    "'{}'",
    "'{}'::json",
    "payload => '{}'::json",
    "'f', payload => '{}'::json",
    call,
    `SELECT * FROM ${call} r`,
    statement,
    `SELECT 1;\n${statement}`,
  );
});

test('a call in a call, and the body round them', () => {
  const inner = "aws_commons.create_lambda_function_arn('f')";
  const outer = `aws_lambda.invoke(${inner}, '{}'::json)`;
  const body = ` BEGIN PERFORM ${outer}; END `;
  checkSelection(
    `DO $$${body.replace("'f'", "'<|>f'")}$$`,
    'f',
    "'f'",
    inner,
    `${inner}, '{}'::json`,
    outer,
    `PERFORM ${outer}`,
    body,
    `$$${body}$$`,
    `DO $$${body}$$`,
  );
});

test('elsewhere the statement and the text', () => {
  checkSelection('SELECT 1;\nSELECT <|>2;', 'SELECT 2;', 'SELECT 1;\nSELECT 2;');
  checkSelection('<|>', '');
});

test('where strings make one text, each range still holds the one before', () => {
  const body = `BEGIN EXECUTE 'SELECT aws_lambda.invoke(''' || f || E''',\\n' || quote_literal(p) || '::json)'; END`;
  const text = `DO $$${body}$$;`;
  for (let offset = 0; offset <= text.length; offset++)
    checkGrowing(`${text.slice(0, offset)}<|>${text.slice(offset)}`);
});
