// After any edit the SQL of a host text is what a reading from the start finds, at the same places.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findEmbeddedSql, type EmbeddedSql } from '../../../core/host/embeddedSql';
import { HostText } from '../../../core/host/hostText';
import { editLineStarts } from '../../../core/sql/lineStarts';
import { editMentions, findMentions } from '../../../core/host/mentions';
import { findLineStarts } from '../../../core/sql/lines';
import { HOST_SAMPLES } from '../../support/hostSamples';
import { createRandom, type Random } from '../../support/random';

const SEEDS = 6;
const EDITS = 120;
const SQL = "SELECT aws_lambda.invoke('f', '{\"a\": 1}'::json)";
const TYPED = [
  'x',
  '"',
  "'",
  '`',
  '"""',
  '\\',
  '\n',
  '\r',
  '\r\n',
  '${',
  '}',
  '{',
  '#{',
  '//',
  '/*',
  '*/',
  '#',
  '/',
  ' + ',
  '<<~SQL\n',
  'SQL\n',
  '```sql\n',
  '```\n',
  'a: |\n  ',
  'r#"',
  '<?php ',
  '?>',
  'aws_lambda',
  'aws_',
  'commons.',
  '😀',
  '',
];

/** Long enough for several places to take up the reading again. */
function createText([, before, quote, after]: (typeof HOST_SAMPLES)[number]): string {
  const sql = SQL.replaceAll("'", quote).replaceAll('"', before.endsWith('"') ? '\\"' : '"');
  const sample = `${before}${sql}${after}\n`;
  const filler = `x = compute(a, b) / 2\ny = [1, 2]\n`;
  return (sample + filler.repeat(8)).repeat(12);
}

function createEdit(random: Random, length: number) {
  const start = random.integer(length + 1);
  const end = Math.min(start + (random.next() < 0.5 ? 0 : random.integer(30)), length);
  return { start, end, newText: random.pick(TYPED) };
}

/** Each piece with its text and where every sixth unit of it stands. */
function describe(pieces: readonly EmbeddedSql[]) {
  return pieces.map(({ document, span, isScript, outer }) => {
    const { text } = document;
    const places = Array.from({ length: Math.ceil(text.length / 6) }, (_, at) =>
      outer({ start: at * 6, end: at * 6 + 1 }),
    );
    return { text, span, isScript, places };
  });
}

for (const sample of HOST_SAMPLES) {
  const [languageId] = sample;
  test(`${languageId}: random edits`, () => {
    for (let seed = 1; seed <= SEEDS; seed++) {
      const random = createRandom(seed);
      let host = HostText.create(createText(sample), languageId);
      assert.equal(host.embedded.length, 12);
      for (let count = 0; count < EDITS; count++) {
        host = host.edit(createEdit(random, host.text.length));
        // Some edits come before anybody asks again.
        if (random.next() < 0.3) continue;
        const fresh = describe(findEmbeddedSql(host.text, languageId));
        assert.deepEqual(describe(host.embedded), fresh, `seed ${seed}, edit ${count}`);
      }
    }
  });
}

test('what an edit does not touch stays the same value', () => {
  for (const sample of HOST_SAMPLES) {
    const [languageId] = sample;
    const host = HostText.create(createText(sample), languageId);
    const before = host.embedded.map(({ document }) => document);
    const at = host.text.indexOf('compute');
    const after = host.edit({ start: at, end: at, newText: 're' }).embedded;
    assert.deepEqual(
      after.map(({ document }) => before.includes(document)),
      before.map(() => true),
      languageId,
    );
  }
});

test('line starts and names after an edit are those of a fresh look', () => {
  const pieces = ['a', '\r', '\n', '\r\n', 'aws_lambda', 'aws_commons', 'aws_', '_lambda', 's', ''];
  for (let seed = 1; seed <= 300; seed++) {
    const random = createRandom(seed);
    const some = (): string => Array.from({ length: random.integer(12) }, () => random.pick(pieces)).join('');
    let text = some() + some();
    for (let count = 0; count < 20; count++) {
      const start = random.integer(text.length + 1);
      const end = Math.min(start + random.integer(6), text.length);
      const edit = { start, end, newText: random.pick(pieces) };
      const after = text.slice(0, start) + edit.newText + text.slice(end);
      const message = `seed ${seed}: ${JSON.stringify([text, edit])}`;
      assert.deepEqual(editLineStarts(findLineStarts(text), after, edit), findLineStarts(after), message);
      assert.deepEqual(editMentions(findMentions(text), after, edit), findMentions(after), message);
      text = after;
    }
  }
});
