import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createRandom } from '../support/random';
import { askAll } from '../support/features';

const PIECES = [
  'SELECT ',
  'aws_lambda.invoke(',
  'aws_commons.create_lambda_function_arn(',
  "'arn:aws:lambda:us-west-2:123456789012:function:f'",
  "'{}'::json",
  'payload => ',
  ", 'Event'",
  'FROM ',
  ' AS r(a, b)',
  'r.',
  ' \\gset p_\n',
  ":'p_payload'",
  ':',
  'DO $$ BEGIN ',
  ' END $$;',
  "E'\\",
  "U&'\\0041",
  "''",
  "'",
  '"',
  '$x$',
  '/*',
  '--',
  '(',
  ')',
  '[',
  ',',
  '.',
  '::',
  ';',
  '\r\n',
  '\r',
  '😀',
  '\ud800',
  '\u0000',
  'CASE WHEN ',
  'UNION ',
  'INTO STRICT r ',
  'FOR r IN ',
];

test('whatever the text and wherever the cursor, every feature answers', () => {
  for (let seed = 1; seed <= 400; seed++) {
    const random = createRandom(seed);
    const text = Array.from({ length: random.integer(25) }, () => random.pick(PIECES)).join('');
    for (let offset = 0; offset <= text.length; offset += 1 + random.integer(3)) {
      assert.doesNotThrow(
        () => askAll(text, offset),
        `seed ${seed}, offset ${offset} of ${JSON.stringify(text)}`,
      );
    }
  }
});

test('deep nesting and long lines are answered', () => {
  const deep = `SELECT ${'('.repeat(10_000)}aws_lambda.invoke('f', `;
  askAll(deep, deep.length);
  const calls = `SELECT ${"aws_lambda.invoke('f', ".repeat(300)}`;
  askAll(calls, calls.length);
  const long = `SELECT '${'x'.repeat(1_000_000)}', aws_lambda.invoke('f', `;
  askAll(long, long.length);
});
