import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createDocument } from '../../core/analysis';
import { findHostProblems } from '../../core/host/hostProblems';
import { findProblems, type Problem } from '../../core/problems';
import { applySafeFixes } from '../../core/safeFixes';

function find(sql: string): readonly Problem[] {
  return findProblems(createDocument(sql));
}

function checkFixed(before: string, after: string, codes: readonly string[]): void {
  const { text, applied } = applySafeFixes(before, find, () => true);
  assert.equal(text, after);
  assert.deepEqual(
    applied.map(({ code }) => code),
    codes,
  );
  assert.deepEqual(
    applySafeFixes(text, find, () => true),
    { text, applied: [] },
    'nothing is left to do',
  );
}

const checkLeft = (sql: string): void => checkFixed(sql, sql, []);

describe('what can only be meant in one way is mended', () => {
  test('a value that is spelt wrong', () =>
    checkFixed(
      "SELECT * FROM aws_lambda.invoke('f', '{}'::json, NULL, 'event', log_type => 'tail');",
      "SELECT * FROM aws_lambda.invoke('f', '{}'::json, NULL, 'Event', log_type => 'None');",
      ['enum-value', 'enum-value', 'async-ignored-argument'],
    ));

  test('a Region in capitals or with the wrong dash', () =>
    checkFixed(
      "SELECT * FROM aws_lambda.invoke('arn:aws:lambda:us_west_2:123456789012:function:f', '{}'::json);",
      "SELECT * FROM aws_lambda.invoke('arn:aws:lambda:us-west-2:123456789012:function:f', '{}'::json);",
      ['arn-region'],
    ));

  test('a record that is read as if it were its payload', () =>
    checkFixed(
      "SELECT aws_lambda.invoke('f', '{}'::json) ->> 'x';",
      "SELECT (aws_lambda.invoke('f', '{}'::json)).payload ->> 'x';",
      ['record-into-scalar'],
    ));

  test('one call in place of four', () =>
    checkFixed(
      "SELECT (aws_lambda.invoke('f', '{}'::json)).*;",
      "SELECT invocation.* FROM aws_lambda.invoke('f', '{}'::json) AS invocation;",
      ['expands-to-many-calls'],
    ));

  test('two that insert at one place, one after the other', () => {
    const before = `CREATE FUNCTION g() RETURNS void LANGUAGE plpgsql AS $$
DECLARE payload json; status_code int;
BEGIN
  SELECT payload, status_code INTO payload, status_code FROM aws_lambda.invoke('f', '{}'::json);
END $$;`;
    const after = before
      .replace('SELECT payload, status_code', 'SELECT invocation.payload, invocation.status_code')
      .replace(';\nEND', ' AS invocation;\nEND');
    checkFixed(before, after, ['out-column-ambiguous', 'out-column-ambiguous']);
  });

  test('inside the strings of a host language, with its escapes', () => {
    const before = String.raw`const sql = 'SELECT * FROM aws_lambda.invoke(\'f\', \'{}\'::json, NULL, \'event\')';`;
    const { text } = applySafeFixes(
      before,
      (now) => findHostProblems(now, 'typescript'),
      () => true,
    );
    assert.equal(text, before.replace('event', 'Event'));
  });
});

describe('what is for the user to choose is left', () => {
  test('one of several fixes', () => checkLeft("SELECT aws_lambda.invoke('f', '{}');"));

  test('another Region', () => checkLeft("SELECT * FROM aws_lambda.invoke('f', '{}'::json, 'us-west-9');"));

  test('another partition', () =>
    checkLeft(
      "SELECT * FROM aws_lambda.invoke('arn:aws:lambda:cn-north-1:123456789012:function:f', '{}'::json);",
    ));

  test('how often a query calls', () =>
    checkLeft("SELECT (aws_lambda.invoke('f', to_json(t))).* FROM t ORDER BY t.a LIMIT 1;"));

  test('a synchronous call in a trigger', () =>
    checkLeft(
      "CREATE FUNCTION g() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM * FROM aws_lambda.invoke('f', '{}'::json); RETURN NEW; END $$;",
    ));

  test('what a comment silences, and what is not wanted', () => {
    checkLeft(
      "-- aurora-lambda-sql: ignore enum-value\nSELECT * FROM aws_lambda.invoke('f', '{}'::json, NULL, 'event');",
    );
    const sql = "SELECT * FROM aws_lambda.invoke('f', '{}'::json, NULL, 'event');";
    assert.equal(applySafeFixes(sql, find, ({ code }) => code !== 'enum-value').text, sql);
  });
});

/** A find that knows no SQL: each `x` is a problem whose only fix is what `mend` makes of it. */
function findLetters(mend: string, severityOf: (letter: string) => Problem['severity'] = () => 'error') {
  return (text: string): readonly Problem[] =>
    [...text].flatMap((letter, start) =>
      /[a-z]/.test(letter)
        ? [
            {
              code: 'enum-value' as const,
              severity: severityOf(letter),
              message: '',
              sqlstate: null,
              span: { start, end: start + 1 },
              fixes: [
                {
                  title: mend,
                  isSafe: true,
                  edits: [{ start, end: start + 1, newText: letter === 'x' ? mend : '.' }],
                },
              ],
            },
          ]
        : [],
    );
}

test('a fix that brings an error is not applied, and holds up no other', () => {
  const { text, applied } = applySafeFixes('x,a,b', findLetters('cd'), () => true);
  assert.equal(text, 'x,.,.');
  assert.equal(applied.length, 2);
});

test('fixes that go in circles end', () => {
  const { text } = applySafeFixes('x', findLetters('x'), () => true);
  assert.equal(text, 'x');
});
