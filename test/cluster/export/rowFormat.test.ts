import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatRows, type RowFormatName } from '../../../cluster/export/rowFormat';
import type { Cell } from '../../../core/invocation/outcome';

const COLUMNS = [
  { name: 'id', type: 'bigint' },
  { name: 'a "b", c', type: 'text' },
  { name: 'id', type: 'jsonb' },
];
const ROWS: readonly (readonly Cell[])[] = [
  ['9007199254740993', 'plain', '{"n": 1.10}'],
  [null, '', null],
  ['3', 'say "hi",\nthere', '[1,\n 2]'],
];

function check(format: RowFormatName, expected: string): void {
  assert.equal(formatRows(format, COLUMNS, ROWS), expected);
}

test('CSV: quoted where it must be; NULL is nothing, empty text is ""', () =>
  check(
    'csv',
    'id,"a ""b"", c",id\r\n9007199254740993,plain,"{""n"": 1.10}"\r\n,"",\r\n3,"say ""hi"",\nthere","[1,\n 2]"\r\n',
  ));

test('JSON: every digit, JSON inside JSON, names made unique', () => {
  check(
    'json',
    '[\n{"id":"9007199254740993","a \\"b\\", c":"plain","id (2)":{"n": 1.10}},\n' +
      '{"id":null,"a \\"b\\", c":"","id (2)":null},\n' +
      '{"id":"3","a \\"b\\", c":"say \\"hi\\",\\nthere","id (2)":[1, 2]}\n]\n',
  );
  assert.equal(formatRows('json', COLUMNS, []), '[\n\n]\n');
});

test('JSON Lines: each line is an object', () => {
  const lines = formatRows('jsonLines', COLUMNS, ROWS).trimEnd().split('\n');
  assert.equal(lines.length, 3);
  for (const line of lines) assert.equal(typeof JSON.parse(line), 'object');
});

test('Markdown: one line a row, nothing in it is markup', () =>
  assert.equal(
    formatRows('markdown', [{ name: 'a|b', type: 'text' }], [['<b>*x*</b>'], [null], ['two\nlines']]),
    '| a\\|b |\n| --- |\n| \\<b\\>\\*x\\*\\</b\\> |\n| NULL |\n| two<br>lines |\n',
  ));

test('INSERT: names and values quoted as PostgreSQL reads them', () =>
  assert.equal(
    formatRows('insert', COLUMNS.slice(0, 2), [
      ['1', "it's"],
      [null, 'a\\b'],
    ]),
    `INSERT INTO table_name ("id", "a ""b"", c") VALUES\n  ('1', 'it''s'),\n  (NULL,  E'a\\\\b');\n`,
  ));

test('CSV for spreadsheets: what would be computed becomes text, numbers stay numbers', () => {
  const cells = ['=1+1', '+cmd', '-2+3', '@SUM(A1)', '\t=1', '-5', '+1.5', '-1e10', 'a=b', null, ''];
  const rows = formatRows(
    'csvForSpreadsheets',
    [{ name: '=x', type: 'text' }],
    cells.map((cell) => [cell]),
  );
  assert.deepEqual(rows.split('\r\n').slice(0, -1), [
    "'=x",
    "'=1+1",
    "'+cmd",
    "'-2+3",
    "'@SUM(A1)",
    "'\t=1",
    '-5',
    '+1.5',
    '-1e10',
    'a=b',
    '',
    '""',
  ]);
});

test('text for a spreadsheet: tabs between, quotes where needed, NULL empty, names where wanted', () => {
  const columns = ['a', 'tab\there'].map((name) => ({ name, type: 'text' }));
  const rows = [
    ['1', null],
    ['', 'a b'],
    ['tab\there', 'say "hi"'],
    ['two\nlines', '=1+1'],
  ];
  const text = '1\t\n\ta b\n"tab\there"\t"say ""hi"""\n"two\nlines"\t=1+1';
  assert.equal(formatRows('text', columns, rows), text);
  assert.equal(formatRows('textWithNames', columns, rows), `a\t"tab\there"\n${text}`);
});

test('hostile texts are data in INSERT and Markdown', () => {
  const column = [{ name: 'x"; DROP TABLE t; --', type: 'text' }];
  const hostile = "'); DROP TABLE t; --\n[a](javascript:alert(1))<img src=x onerror=alert(1)>\\";
  assert.equal(
    formatRows('insert', column, [[hostile]]),
    'INSERT INTO table_name ("x""; DROP TABLE t; --") VALUES\n' +
      "  ( E'''); DROP TABLE t; --\n[a](javascript:alert(1))<img src=x onerror=alert(1)>\\\\');\n",
  );
  const [, , line] = formatRows('markdown', column, [[hostile]]).split('\n');
  assert.equal(
    line,
    "| '); DROP TABLE t; --<br>\\[a\\](javascript:alert(1))\\<img src=x onerror=alert(1)\\>\\\\ |",
  );
});
