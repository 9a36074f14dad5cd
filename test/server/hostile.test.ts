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

test('names that every object of JavaScript has are names like any other', () => {
  for (const name of Object.getOwnPropertyNames(Object.prototype)) {
    const texts = [
      `SELECT aws_lambda.invoke(${name}('f'), ${name}::${name}, ${name} => aws_lambda.${name}());`,
      `DO $$ BEGIN EXECUTE ${name}('SELECT aws_lambda.invoke(', ${name}) || ${name}(1); END $$;`,
      `CREATE TABLE ${name} (${name} ${name});\nSELECT aws_lambda.invoke(${name}.${name}) FROM ${name};`,
      `\\set ${name} 1\nSELECT aws_lambda.invoke(:'${name}') \\${name}`,
      `SELECT aws_lambda.invoke('f', '{"${name}": 1}'::json, context => '{"${name}": {"${name}": 1}}');`,
      `-- aurora-lambda-sql: ignore ${name}\nSET aws_lambda.${name} = 1; SELECT aws_lambda.invoke('${name}');`,
    ];
    for (const text of texts)
      for (let offset = 0; offset <= text.length; offset += 3)
        assert.doesNotThrow(() => askAll(text, offset), `offset ${offset} of ${text}`);
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
