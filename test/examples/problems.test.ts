// What is reported on the examples: the mistakes they were written for, and nothing else.
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { RULES } from '../../core/catalog/rules';
import type { Problem } from '../../core/problems';
import { readMistakes } from '../support/mistakes';
import { problemsOf } from '../support/rules';

const FOLDER = 'examples';

async function readExample(file: string): Promise<string> {
  return readFile(join(FOLDER, file), 'utf8');
}

function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

const describe = (text: string, problems: readonly Problem[]) =>
  problems.map(({ code, span }) => `${String(lineOf(text, span.start))}: ${code}`);

test('each mistake is reported under the code that its comment says, and nothing beside it', async () => {
  const { text, mistakes } = await readMistakes();
  const problems = problemsOf(text);
  for (const { code, from, to } of mistakes) {
    const here = problems.filter(({ span }) => {
      const line = lineOf(text, span.start);
      return from <= line && line <= to;
    });
    assert.deepEqual(
      here.map((problem) => problem.code),
      [code],
      `the statement at line ${String(from)}`,
    );
  }
});

/** Literals of megabytes would make no example, and without AWS nothing is known of what it has. */
const NOT_SHOWN = new Set([
  'payload-size',
  'context-size',
  'function-unknown',
  'qualifier-unknown',
  'function-timeout',
]);

test('there is a mistake for every code', async () => {
  const codes = (await readMistakes()).mistakes.map(({ code }) => code);
  assert.deepEqual([...codes].sort(), RULES.map(({ code }) => code).filter((code) => !NOT_SHOWN.has(code)).sort());
});

test("of AWS's printed statements those are reported that PostgreSQL reads otherwise", async () => {
  const text = await readExample('aurora-postgresql/as-printed.sql');
  const found = describe(text, problemsOf(text));
  const calls = text.split('\n').flatMap((line, index) => (/^SELECT \*/.test(line) ? [index + 1] : []));
  const [last] = calls.slice(-1);
  assert.deepEqual(found, [
    ...calls.slice(0, -1).map((line) => `${String(line)}: psql-variable-untyped`),
    `${String(last)}: call-ambiguous`,
    `${String(last)}: psql-variable-untyped`,
  ]);
});

test('nothing is reported on all the others', async () => {
  const entries = await readdir(FOLDER, { recursive: true });
  const wrong = new Set(['mistakes.sql', join('aurora-postgresql', 'as-printed.sql')]);
  const files = entries.filter((file) => file.endsWith('.sql') && !wrong.has(file));
  assert.ok(files.length > 0);
  for (const file of files) {
    const text = await readExample(file);
    assert.deepEqual(describe(text, problemsOf(text)), [], file);
  }
});
