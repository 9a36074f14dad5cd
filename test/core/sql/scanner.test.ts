import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { loadModule, scanSync } from 'libpg-query';
import { tokenize } from '../../../core/sql/tokens';
import { createRandom } from '../../support/random';

before(() => loadModule());

const SOUP = [
  ...[
    'select',
    'Straße',
    '"a""b"',
    'U&"x"',
    "'it''s'",
    "E'a\\'b\\n'",
    "U&'\\0041'",
    "N'x'",
    "B'01'",
    "X'1f'",
  ],
  ...[
    '$$a$$',
    '$t$ $$ $t$',
    '$1',
    '$12',
    '1',
    '1.5',
    '.5',
    '1e10',
    '1.5e-3',
    '0x1F',
    '1_000',
    '1..10',
    'a$b',
    'a$$b',
  ],
  ...[
    '::',
    ':=',
    '=>',
    '<=',
    '>=',
    '<>',
    '!=',
    '->',
    '->>',
    '#>',
    '||',
    '@>',
    '+',
    '-',
    '*',
    '/',
    '<->',
    '+-',
    '@-',
    '*+',
  ],
  ...[
    '(',
    ')',
    '[',
    ']',
    ',',
    ';',
    '.',
    ':',
    '-- c\n',
    '/* a /* b */ c */',
    "'a'\n'b'",
    "'a' \t\n  'b'",
    '\u{1f600}',
    'é',
  ],
  ...["''", "''''", "E''", '""""', "b'", 'x', 'e', 'u', 'n', '&', '~', '!', '?', '`', '%', '^', '|', '#'],
];

/** Tokens as `start-end`, in UTF-16 offsets; libpg-query counts UTF-8 bytes. Undefined where it refuses the text. */
function oracle(text: string): readonly string[] | undefined {
  const bytes = Buffer.from(text);
  const toUtf16 = (byte: number) => bytes.subarray(0, byte).toString().length;
  let scanned;
  try {
    scanned = scanSync(text);
  } catch (error) {
    assert.ok(error instanceof Error);
    return undefined;
  }
  return scanned.tokens
    .filter(({ tokenName }) => tokenName !== 'SQL_COMMENT' && tokenName !== 'C_COMMENT')
    .map(({ start, end }) => `${toUtf16(start)}-${toUtf16(end)}`);
}

test("token boundaries are PostgreSQL's own on random token soups", () => {
  let compared = 0;
  for (let seed = 1; seed <= 4000; seed++) {
    const random = createRandom(seed);
    const text = Array.from(
      { length: 1 + random.integer(8) },
      () => random.pick(SOUP) + random.pick(['', ' ', '\n']),
    ).join('');
    // The one known difference: PostgreSQL joins the parts of a literal over a comment, libpg-query does not.
    const expected = /'[ \t]*--/.test(text) ? undefined : oracle(text);
    if (!expected) continue;
    compared++;
    const found = tokenize(text, { psql: false }).significant.map(({ start, end }) => `${start}-${end}`);
    assert.deepEqual(found, expected, `seed ${seed}: ${JSON.stringify(text)}`);
  }
  assert.ok(compared > 1000, `only ${compared} texts compared`);
});

test("psql's variables and backslash commands are tokens only where psql reads them", () => {
  const words = (text: string, psql: boolean) =>
    tokenize(text, { psql }).significant.map(({ kind, text: token }) => `${kind} ${token}`);
  assert.deepEqual(words(`:'a' :"b" :c x::int :{?d} f(a=>:'v') '$:e' \\gset p_\nx`, true), [
    ...["psqlVariable :'a'", 'psqlVariable :"b"', 'psqlVariable :c', 'word x', 'operator ::', 'word int'],
    ...[
      'psqlVariable :{?d}',
      'word f',
      'punctuation (',
      'word a',
      'operator =>',
      "psqlVariable :'v'",
      'punctuation )',
    ],
    ...["string '$:e'", 'metaCommand \\gset p_', 'word x'],
  ]);
  assert.deepEqual(words(":'a' \\g", false), ['punctuation :', "string 'a'", 'junk \\', 'word g']);
});

test('what the text ends inside of is a token all the same', () => {
  for (const text of ["'abc", "E'a\\'", '"abc', '$$abc', '$t$ $$', '/* /* */', "U&'x"]) {
    const { significant, comments } = tokenize(text, { psql: false });
    const [token] = [...significant, ...comments];
    assert.deepEqual([token?.start, token?.end, token?.closed], [0, text.length, false], text);
  }
});
