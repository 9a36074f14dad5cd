import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SqlDocument } from '../../../core/sql/document';
import { createRandom } from '../../support/random';

const PSQL = { psql: true, mark: /aws_lambda/i };
const PARTS = [
  ...[
    ';',
    '\n',
    '\r\n',
    ' ',
    "'",
    '"',
    '$$',
    '$x$',
    '--',
    '/*',
    '*/',
    '(',
    ')',
    ':',
    '\\gset\n',
    '\\',
    '\\.\n',
    'a',
    '1',
  ],
  ...[
    'SELECT 1;\n',
    "SELECT aws_lambda.invoke('f', '{}'::json);\n",
    'COPY t FROM STDIN;\n',
    'CREATE FUNCTION f() BEGIN ATOMIC ',
    ' END;',
  ],
  ...[
    'DO $$ BEGIN PERFORM 1; END $$;\n',
    'CASE ',
    'CREATE RULE r AS (',
    "SELECT 'text';\n",
    "'text'",
    'CREATE FUNCTION g() RETURNS int AS $$\nBEGIN\nEND $$;\n',
    'é',
    '\u{1f600}',
    "E'\\'",
    '\\set v 1\n',
  ],
];

function describe(document: SqlDocument) {
  return document.chunks.map((chunk) => {
    const { kind, text, start, bodyEnd, opensCopyData, lookahead, lineStarts, head, marked, open } = chunk;
    return { kind, text, start, bodyEnd, opensCopyData, lookahead, lineStarts, head, marked, open };
  });
}

for (const recover of [false, true]) {
  const options = { ...PSQL, recover };
  test(`after every edit the document equals one read afresh${recover ? ', open quotes cut' : ''}`, () => {
    for (let seed = 1; seed <= 150; seed++) {
      const random = createRandom(seed);
      let text = Array.from({ length: random.integer(40) }, () => random.pick(PARTS)).join('');
      let document = SqlDocument.create(text, options);
      for (let step = 0; step < 25; step++) {
        const start = random.integer(text.length + 1);
        const end = Math.min(text.length, start + (random.integer(3) === 0 ? random.integer(20) : 0));
        const newText = Array.from({ length: random.integer(3) }, () => random.pick(PARTS)).join('');
        text = text.slice(0, start) + newText + text.slice(end);
        document = document.edit({ start, end, newText });
        const fresh = SqlDocument.create(text, options);
        assert.deepEqual(describe(document), describe(fresh), `seed ${seed}, step ${step}`);
      }
    }
  });

  test(`tokens of a statement are those it was split by${recover ? ', open quotes cut' : ''}`, () => {
    for (let seed = 1; seed <= 300; seed++) {
      const random = createRandom(seed);
      const text = Array.from({ length: random.integer(60) }, () => random.pick(PARTS)).join('');
      for (const chunk of SqlDocument.create(text, options).chunks.filter(({ kind }) => kind === 'sql')) {
        const again = SqlDocument.create(chunk.text, options).chunks[0];
        assert.equal(again?.text, chunk.text, `seed ${seed}`);
      }
    }
  });
}

const BEHIND = "SELECT 1 AS a, 'text' AS b;\nSELECT aws_lambda.invoke('f', '{}'::json);\n";

function checkCut(typed: string, ...expected: readonly string[]): void {
  const document = SqlDocument.create(`SELECT 0;\n${typed}${BEHIND}`, { ...PSQL, recover: true });
  const statements = document.chunks.map(({ text }) => text.trim()).filter((text) => text !== '');
  assert.deepEqual(statements, ['SELECT 0;', ...expected, ...BEHIND.trim().split('\n')]);
}

test('a quote that is not closed leaves the statements behind it alone', () => {
  checkCut("SELECT f('a);\n", "SELECT f('a);");
  checkCut("SELECT f('a, '{}');\n", "SELECT f('a, '{}');");
  checkCut("SELECT f(E'a\\', '{}');\n", "SELECT f(E'a\\', '{}');");
  checkCut('SELECT "a;\n', 'SELECT "a;');
  const routine = 'CREATE FUNCTION f() RETURNS int AS $$\nBEGIN\n  RETURN 1;\n';
  const next = 'CREATE FUNCTION g() RETURNS int AS $$\nBEGIN\n  RETURN 2;\nEND $$;\n';
  checkCut(`${routine}${next}`, routine.trim(), next.trim());
});

test('texts of several lines stay whole', () => {
  const whole = [
    "SELECT 'a\n;\nb', 'c';",
    "SELECT 'a;\nb'::json;",
    "SELECT 'a;\nb'\n'c';",
    'SELECT 1 AS "a\nb", \'c\';',
    "CREATE FUNCTION f() RETURNS int AS '\nBEGIN\n RETURN 1;\nEND;\n' LANGUAGE plpgsql;",
    'DO $$\nBEGIN\nCREATE TABLE t AS SELECT 1;\nEND $$;',
    'SELECT $$\nCREATE TABLE t AS $$ || name;',
    `SELECT '${'a;\n'.repeat(20_000)}' AS b;`,
  ];
  for (const text of whole) checkCut(`${text}\n`, text);
});

test('positions and offsets agree with a plain count of lines', () => {
  const text = "SELECT 1; SELECT 2;\r\nSELECT '\n';\n\\set a b\r\n-- end\rx";
  const document = SqlDocument.create(text, PSQL);
  const lines = text.split(/\r\n|\n|\r/);
  assert.equal(document.lineCount, lines.length);
  let offset = 0;
  lines.forEach((line, number) => {
    for (let character = 0; character <= line.length; character++) {
      assert.equal(document.offsetAt({ line: number, character }), offset + character);
      assert.deepEqual(document.positionAt(offset + character), { line: number, character });
    }
    assert.equal(document.offsetAt({ line: number, character: 999 }), offset + line.length);
    offset += line.length + (text.startsWith('\r\n', offset + line.length) ? 2 : 1);
  });
  assert.equal(document.offsetAt({ line: 99, character: 0 }), text.length);
});

test('an edit keeps the chunks that it does not touch', () => {
  const text = Array.from({ length: 1000 }, (_, n) => `SELECT ${n};\n`).join('');
  const before = SqlDocument.create(text, PSQL);
  const after = before.edit({ start: text.indexOf('500'), end: text.indexOf('500') + 1, newText: '7' });
  const kept = after.chunks.filter((chunk) => before.chunks.includes(chunk)).length;
  assert.ok(kept >= 997, `kept ${kept} of 1000`);
});

test('what a comment or a dollar quote has swallowed comes back as it was', () => {
  const text = Array.from({ length: 1000 }, (_, n) => `SELECT ${n};\n`).join('');
  const at = text.indexOf('SELECT 100;');
  for (const typed of ['/* a */', '$$ a $$', '/* $$ */ $$']) {
    const before = SqlDocument.create(text, PSQL);
    let document = before;
    [...typed].forEach((newText, index) => {
      document = document.edit({ start: at + index, end: at + index, newText });
      const fresh = SqlDocument.create(text.slice(0, at) + typed.slice(0, index + 1) + text.slice(at), PSQL);
      assert.deepEqual(describe(document), describe(fresh), typed.slice(0, index + 1));
    });
    document = document.edit({ start: at, end: at + typed.length, newText: '' });
    const kept = document.chunks.filter((chunk) => before.chunks.includes(chunk)).length;
    assert.ok(kept >= 995, `kept ${kept} of 1000 after ${typed}`);
  }
});

/** Notes how much of the text it was asked about. */
class Witness extends RegExp {
  longest = 0;

  override test(text: string): boolean {
    this.longest = Math.max(this.longest, text.length);
    return super.test(text);
  }
}

test('what is typed into an open comment or dollar quote is all that is looked at', () => {
  for (const opened of ['/* ', '$a$ ', 'SELECT $$']) {
    const mark = new Witness('aws_lambda', 'i');
    const rest = Array.from({ length: 1000 }, (_, n) => `SELECT ${n};\n`).join('');
    let document = SqlDocument.create(opened + rest, { psql: true, recover: true, mark });
    mark.longest = 0;
    let typed = '';
    for (const newText of 'call aws_lambda $b$ \n;') {
      document = document.edit({
        start: opened.length + typed.length,
        end: opened.length + typed.length,
        newText,
      });
      typed += newText;
      const fresh = SqlDocument.create(opened + typed + rest, { ...PSQL, recover: true });
      assert.deepEqual(describe(document), describe(fresh), opened + typed);
      if (!document.chunks[0]?.marked) assert.ok(mark.longest < 200, `${mark.longest} characters`);
    }
    assert.equal(document.chunks[0]?.marked, true);
  }
});

test('long documents equal ones read afresh, whatever is opened and closed in them', () => {
  for (let seed = 1; seed <= 30; seed++) {
    const random = createRandom(seed);
    let text = Array.from({ length: 300 }, () =>
      random.pick(['SELECT 1;\n', "SELECT '';", '$$;$$;', '\n']),
    ).join('');
    let document = SqlDocument.create(text, PSQL);
    for (let step = 0; step < 40; step++) {
      const start = random.integer(Math.ceil(text.length / (1 + random.integer(20))));
      const end = Math.min(text.length, start + (random.integer(2) === 0 ? random.integer(4) : 0));
      const newText = random.pick(['/*', '*/', '$$', "'", '', 'COPY t FROM STDIN;\n', '\\.\n', 'a', ';']);
      text = text.slice(0, start) + newText + text.slice(end);
      document = document.edit({ start, end, newText });
      assert.deepEqual(
        describe(document),
        describe(SqlDocument.create(text, PSQL)),
        `seed ${seed}, step ${step}`,
      );
    }
  }
});

test('half a million statements can be swallowed and come back', () => {
  const text = ';'.repeat(500_000);
  const document = SqlDocument.create(text, PSQL).edit({ start: 0, end: 0, newText: '/*' });
  assert.equal(document.chunks.length, 1);
  assert.equal(document.edit({ start: 0, end: 1, newText: '' }).chunks.length, 500_000);
});
