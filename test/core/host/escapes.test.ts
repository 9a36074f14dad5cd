// Escapes are read as the host reads them, and offsets come back through them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findEmbeddedSql } from '../../../core/host/embeddedSql';
import { HOST_SAMPLES } from '../../support/hostSamples';
import { checkHost, checkHostFix, checkSql } from '../../support/hostRules';

test('code points, line breaks and unknown escapes before the call do not shift the squiggle', () => {
  checkHost('javascript', String.raw`q("SELECT '\u{1F600}\x41\u0041\t\q',\naws_lambda.invoke('f', '[1]')")`, [
    'call-ambiguous: aws_lambda.invoke',
  ]);
});

test('an escaped character inside of the squiggle belongs to it', () => {
  checkHost('java', String.raw`q("SELECT aws_lambda.invoke('f', '{}'::json, NULL, 'Ev\u0065nt ')")`, [
    String.raw`enum-value: 'Ev\u0065nt '`,
  ]);
});

test('the fault in JSON stands where it is written', () => {
  checkHost('go', String.raw`q("SELECT aws_lambda.invoke('f', '{\"a\": tru}'::json)")`, ['json-syntax: tru']);
});

test('a backslash takes a line break away, an unknown escape keeps or loses its backslash', () => {
  const text = String.raw`q("SELECT '\q', \
aws_lambda.invoke('f', '{}'::json)")`;
  checkSql('javascript', text, ["SELECT 'q', aws_lambda.invoke('f', '{}'::json)"]);
  checkSql('php', `<? ${text}`, [
    String.raw`SELECT '\q', \
aws_lambda.invoke('f', '{}'::json)`,
  ]);
  checkSql('rust', text.replace('\\\n', '\\\n    '), ["SELECT 'q', aws_lambda.invoke('f', '‹›'::json)"]);
});

/** What stands behind the call in a string, and what it is there. */
const OWN_ESCAPES: readonly (readonly [languageId: string, written: string, value: string])[] = [
  ['javascript', String.raw`\a\e\s\U0001F600\400`, 'aesU0001F600 0'],
  ['python', String.raw`\a\e\s\$\/\400`, '\x07\\e\\s\\$\\/\u0100'],
  ['java', String.raw`\s\12\400`, ' \n 0'],
  ['kotlin', String.raw`\$\u0041`, '$A'],
  ['go', String.raw`\a\U0001F600\101`, '\x07😀A'],
  ['csharp', String.raw`\e\x1F6Z\012`, '\x1b\u01f6Z\x0012'],
  ['rust', String.raw`\x41\u{1F600}`, 'A😀'],
  ['ruby', String.raw`\s\e\x4g\u{1F600}`, ' \x1b\x04g😀'],
  ['php', String.raw`\e\a\'\{\u{1F600}\u0041`, String.raw`${'\x1b'}\a\'\{😀\u0041`],
  ['terraform', String.raw`\U0001F600\u0041`, '😀A'],
  ['yaml', String.raw`\U0001F600\x41`, '😀A'],
];

for (const [languageId, written, value] of OWN_ESCAPES)
  test(`${languageId}: its own escapes and no other language's`, () => {
    const sql = 'SELECT aws_lambda.invoke(f, x) -- ';
    const before = languageId === 'php' ? '<? q(' : languageId === 'yaml' ? 'sql: ' : 'q = ';
    checkSql(languageId, `${before}"${sql}${written}"\n`, [sql + value]);
  });

test('a heredoc of PHP keeps the backslash before a quote', () => {
  const sql = String.raw`SELECT aws_lambda.invoke('f', '{\"a\": 1}'::json)`;
  checkSql('php', `<?php $q = <<<SQL\n${sql}\nSQL;\n`, [`${sql}\n`]);
});

test('a dollar sign that opens nothing there is written without a backslash', () => {
  const call = (qualifier: string): string =>
    `q(f"SELECT aws_lambda.invoke('f', '{{}}'::json, NULL, 'Event', 'None', NULL, '${qualifier}')")`;
  const text = call('1');
  const [found] = findEmbeddedSql(text, 'python');
  const start = found?.document.text.indexOf("'1'") ?? 0;
  const edit = found?.toHostEdit({ start: start + 1, end: start + 2, newText: '$LATEST' });
  assert.equal(edit && text.slice(0, edit.start) + edit.newText + text.slice(edit.end), call('$LATEST'));
});

test('raw strings have no escapes', () => {
  const sql = String.raw`SELECT '\n', aws_lambda.invoke('f', '[]'::json)`;
  checkSql('python', `q(r"${sql}")`, [sql]);
  checkSql('rust', `q(r"${sql}")`, [sql]);
  checkSql('ruby', `q <<~'X'\n${sql}\nX\n`, [`${sql}\n`]);
});

test('doubled quotes and braces are one', () => {
  checkSql('csharp', `q($@"SELECT ""a"", aws_lambda.invoke('f', '{{""b"":1}}')")`, [
    `SELECT "a", aws_lambda.invoke('f', '{"b":1}')`,
  ]);
  checkHostFix(
    'python',
    'call-ambiguous',
    `q(f"SELECT aws_lambda.invoke('f', '{{}}')")`,
    `q(f"SELECT aws_lambda.invoke('f', '{{}}'::json)")`,
  );
});

test('new text is escaped as its string wants it', () => {
  const call = (args: string): string => `SELECT aws_lambda.invoke(${args})`;
  const before = call(String.raw`\'f\', \'[]\'::json, \'Event\'`);
  const after = call(String.raw`\'f\', \'[]\'::json, NULL, \'Event\'`);
  checkHostFix('javascript', 'argument-slip', `q('${before}')`, `q('${after}')`);
});

const SQL = "SELECT aws_lambda.invoke('f', '[]'::json)";
/** What new text may hold besides words; the quotes of SQL itself can be written in every string. */
const NEW_TEXTS = ["'x', ", '"x", ', "'a\\b', ", "'`', ", "'a$b#c', ", '1,\n2, '];

for (const [languageId, before, quote, after] of HOST_SAMPLES)
  test(`${languageId}: what is written into the string is read back from it`, () => {
    const text = `${before}${SQL.replaceAll("'", quote)}${after}`;
    const [found] = findEmbeddedSql(text, languageId);
    const at = 'SELECT '.length;
    for (const newText of NEW_TEXTS) {
      const edit = found?.toHostEdit({ start: at, end: at, newText });
      if (newText.startsWith("'x'")) assert.ok(edit, newText);
      // The string there has no way to write it: nothing is offered.
      if (!edit) continue;
      const written = text.slice(0, edit.start) + edit.newText + text.slice(edit.end);
      const [again] = findEmbeddedSql(written, languageId);
      const wanted = SQL.slice(0, at) + newText + SQL.slice(at);
      assert.equal(again?.document.text.trimEnd(), wanted, written);
    }
  });

test('a string whose quotes are doubled takes its own quote', () => {
  const [found] = findEmbeddedSql(`Run(@"${SQL}");`, 'csharp');
  const edit = found?.toHostEdit({ start: 7, end: 7, newText: '"x", ' });
  assert.equal(edit?.newText, '""x"", ');
});
