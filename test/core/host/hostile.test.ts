// Half-typed and hostile text: an answer or silence, in time, with every span inside of the text.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findEmbeddedSql } from '../../../core/host/embeddedSql';
import { findHostProblems } from '../../../core/host/hostProblems';
import { HOST_LANGUAGES } from '../../../core/host/languages';
import { createRandom } from '../../support/random';

const PIECES = [
  '"',
  "'",
  '`',
  '"""',
  "'''",
  '\\',
  '\n',
  '\r\n',
  '${',
  '}',
  '{',
  '#{',
  '$a',
  '{{',
  '}}',
  '//',
  '/*',
  '*/',
  '#',
  '/',
  '<<~SQL\n',
  'SQL\n',
  '<<<X\n',
  'X;\n',
  '<?php ',
  '?>',
  '```sql\n',
  '```\n',
  'a: |\n  ',
  '$$',
  'r#"',
  '"#',
  'f"',
  '@"',
  "SELECT aws_lambda.invoke('f', '{}')",
  "aws_lambda.invoke(?, $1, :a, '😀')",
  ' + ',
  ' . ',
  '%s',
  '?',
  ',',
  ')',
];
const SEEDS = 60;

for (const language of HOST_LANGUAGES) {
  const [id = ''] = language.ids;
  test(`${id}: random pieces`, () => {
    for (let seed = 1; seed <= SEEDS; seed++) {
      const random = createRandom(seed);
      const text = Array.from({ length: random.integer(40) }, () => random.pick(PIECES)).join('');
      for (const { span, fixes } of findHostProblems(text, id)) {
        const spans = [span, ...fixes.flatMap(({ edits }) => edits)];
        assert.ok(
          spans.every(({ start, end }) => start >= 0 && start <= end && end <= text.length),
          `seed ${String(seed)}`,
        );
      }
      for (const { span, inner, outer } of findEmbeddedSql(text, id)) {
        const at = inner(span.start);
        assert.equal(at === undefined ? span.start : outer({ start: at, end: at + 1 }).start, span.start);
      }
    }
  });
}

test('deep nesting and long lines are read in time', () => {
  const started = performance.now();
  findHostProblems(`aws_lambda ${'`${'.repeat(20_000)}`, 'typescript');
  findHostProblems(`aws_lambda ${'"a" / b; '.repeat(50_000)}`, 'javascript');
  findHostProblems(`aws_lambda ${'f"{'.repeat(20_000)}`, 'python');
  findHostProblems(`aws_lambda ${'"SELECT " + '.repeat(20_000)}`, 'java');
  findHostProblems(`aws_lambda ${'<<~A '.repeat(5_000)}\nA\n`, 'ruby');
  findHostProblems(`aws_lambda\n${'- a: |\n   b\n'.repeat(20_000)}`, 'yaml');
  assert.ok(performance.now() - started < 20_000, 'took too long');
});
