import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createDocument, createEditedDocument, MOST_KEPT } from '../../core/analysis';
import { findProblems, findStatementProblems, type Problem } from '../../core/problems';
import { REACH } from '../../core/sql/runaway';

const FAULTY = `SELECT aws_lambda.invoke('f', '{}'::json, 'eu-west-1', 'event');\n`;
const AMBIGUOUS = `SELECT aws_lambda.invoke('f', '{}');\n`;

function describe({ code, message, fixes }: Problem) {
  return {
    code,
    message,
    fixes: fixes.map(({ title, edits }) => [title, edits.map((edit) => edit.newText)]),
  };
}

test('in a script with more calls than analyses are kept, each problem still has its own fixes', () => {
  const few = findProblems(createDocument(FAULTY + AMBIGUOUS)).map(describe);
  const rounds = MOST_KEPT;
  const many = findProblems(createDocument((FAULTY + AMBIGUOUS).repeat(rounds)));
  assert.equal(few.length, 2);
  assert.equal(many.length, 2 * rounds);
  assert.ok(few.every(({ fixes }) => fixes.length > 0));
  for (const at of [0, 1, 2 * rounds - 2, 2 * rounds - 1]) {
    const problem = many[at];
    assert.ok(problem);
    assert.deepEqual(describe(problem), few[at % 2]);
  }
});

test('a long script is found to have the same problems again, as the same objects', () => {
  const document = createDocument(FAULTY.repeat(MOST_KEPT + 1));
  const before = findStatementProblems(document);
  const again = findStatementProblems(document);
  assert.equal(before.length, MOST_KEPT + 1);
  assert.ok(before.every(({ problems }, index) => problems === again[index]?.problems));
});

test('of a body that is being typed the beginning is read, not the script that it has taken in', () => {
  const call = (name: string) => `  PERFORM aws_lambda.invoke('${name}', '{}');\n`;
  const script = `DO $$ BEGIN\n${call('typed')}${'SELECT 1;\n'.repeat(REACH / 9)}${call('behind')}`;
  const found = (text: string) => findProblems(createEditedDocument(text)).map(({ span }) => span.start < 99);
  assert.deepEqual(found(script), [true]);
  assert.deepEqual(found(`${script}END $$;`), [true, false]);
});
