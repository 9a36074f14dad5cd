import { test } from 'node:test';
import { checkFolds } from '../support/navigation';

test('a statement and its calls; a parenthesis that begins its line stays in sight', () =>
  checkFolds(
    `SELECT *
FROM aws_lambda.invoke(
  'f',
  json_build_object(
    'a', 1)
);
SELECT 1;`,
    ['1-6', '2-5', '4-5'],
  ));

test('bodies, and what is folded in them', () =>
  checkFolds(
    `CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS
$$
BEGIN
  PERFORM aws_lambda.invoke(
    'f', '{}'::json
  );
  /* one
     two */
END
$$;`,
    ['1-10', '2-9', '4-5', '7-8 comment'],
  ));

test('comments: one of several lines, and several of one line each', () =>
  checkFolds(
    `-- a
-- b

-- c
SELECT 1, -- not
-- this
aws_lambda.invoke('f', '{}'::json) /* nor this */;
/* d
*/`,
    ['1-4 comment', '5-7', '8-9 comment'],
  ));

test('one fold a line, the longest', () =>
  checkFolds("SELECT aws_lambda.invoke('f',\n'{}'::json)\nFROM t;", ['1-3']));

test('half-typed text and Windows line breaks', () =>
  checkFolds("SELECT aws_lambda.invoke('f',\r\n (1 +\r\n 2\r\n), $$\r\n", ['1-4', '2-3']));

test('a document that has nothing of ours is left to the editor', () =>
  checkFolds('SELECT (\n1\n);', undefined));
