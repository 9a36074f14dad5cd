import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeValues } from '../../../client/parameters/describeValues';
import { describeRows, type RowsBefore } from '../../../client/parameters/rowsQuestion';
import { findWanted } from '../../../client/parameters/wantedValues';
import { matchColumns } from '../../../core/parameters/matchColumns';
import { parseParameterRows } from '../../../core/parameters/parameterRows';

function ask(sql: string, csv: string) {
  const reading = parseParameterRows(csv, 'rows.csv');
  assert.ok(reading.kind === 'read');
  const wanted = findWanted(sql, [{ start: 0, end: sql.length }]);
  const { message, detail } = describeRows('rows.csv', reading.rows, matchColumns(reading.columns, wanted));
  return [message, ...detail.split('\n')];
}

test('how often, and the first values of each parameter and variable', () => {
  assert.deepEqual(
    ask("SELECT $1, $2, :'region', :{?more}", 'id,region,city,more\n1,r,,x\n2,r,c,\n3,,d,\n4,,e,\n'),
    [
      'Run 4 times, with the rows of rows.csv?',
      '$1 from "id": 1, 2, 3, …',
      ':region: r, r, NULL, …',
      '$2 from "city": NULL, c, d, …',
      ':more: x, NULL, NULL, …',
    ],
  );
});

test('made again: whether the rows are those that it ran with', () => {
  const reading = parseParameterRows('a\n1\n', 'rows.csv');
  assert.ok(reading.kind === 'read');
  const matches = matchColumns(reading.columns, { parameters: 1, variables: [] });
  const first = (before: RowsBefore) =>
    describeRows('rows.csv', reading.rows, matches, before).detail.split('\n')[0];
  const before = { file: 'rows.csv', count: 1_200 };
  assert.equal(first({ ...before, isSame: true }), 'These are the rows that it ran with.');
  assert.equal(
    first({ ...before, isSame: false }),
    'It ran with 1,200 rows and rows.csv has changed since: this is not the same run.',
  );
  assert.equal(
    first({ file: 'old.csv', count: 1, isSame: false }),
    'It ran with one row of old.csv: this is not the same run.',
  );
});

test('what is not used, and what is missing', () => {
  assert.deepEqual(ask('SELECT $1, $2', 'a,b,c\n1,2,3\n'), [
    'Run once, with the one row of rows.csv?',
    'No column is used: every run is the same.',
    'Not used: a, b, c',
    "No column gives $1, $2. Name one so in the file's first line.",
  ]);
});

test('hostile values are shown as what they are, and cut', () => {
  const [, first] = ask('SELECT $1', `"$1"\n"a\u202e\nb<i>"\n${'x'.repeat(50)}\n`);
  assert.equal(first, `$1: a‹U+202E›↵b<i>, ${'x'.repeat(40)}…`);
});

test('what a text wants: parameters outside of bodies, variables also where they are only asked about', () => {
  const wanted = (sql: string) => findWanted(sql, [{ start: 0, end: sql.length }]);
  assert.deepEqual(wanted('SELECT $2, :a, :{?b}, $$ $9 :c $$'), { parameters: 2, variables: ['a', 'b'] });
  assert.deepEqual(wanted('SELECT $99999999999'), { parameters: 0, variables: [] });
});

test('the values of a row, in a line', () => {
  const values = { parameters: ['1', null], variables: { region: 'x'.repeat(41) } };
  assert.equal(describeValues(values), `$1 = 1, $2 = NULL, region = ${'x'.repeat(40)}…`);
});
