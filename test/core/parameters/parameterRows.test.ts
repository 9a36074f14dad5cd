import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { matchColumns } from '../../../core/parameters/matchColumns';
import { parseParameterRows } from '../../../core/parameters/parameterRows';

/** Columns, then the line and the values of each row. */
function read(text: string, file = 'rows.csv') {
  const reading = parseParameterRows(text, file);
  if (reading.kind === 'unreadable') return reading.problem;
  const rows = reading.rows.map(({ line, values }) => [
    line,
    ...reading.columns.map((name) => values.get(name)),
  ]);
  return [reading.columns, ...rows];
}

describe('CSV', () => {
  test('names the line that a row begins in, behind blank lines and quoted line breaks too', () => {
    assert.deepEqual(read('\ufeff$1,name\r\n1,"a\nb\r\nc"\r\n\r\n2,\n3,""'), [
      ['$1', 'name'],
      [2, '1', 'a\nb\r\nc'],
      [6, '2', null],
      [7, '3', ''],
    ]);
  });

  test('a formula, markup and hidden characters are texts', () => {
    assert.deepEqual(read('=1+1\n<script>\u202e'), [['=1+1'], [2, '<script>\u202e']]);
  });

  test('what cannot be read says where', () => {
    assert.equal(read('$1\n"a\n'), 'rows.csv: the quotes in row 2 are not those of CSV.');
    assert.equal(read('$1,b\n1\n'), 'rows.csv: row 2 has 1 values, and the first one 2.');
    assert.equal(read('a,b,a\n1,2,3\n'), 'rows.csv: the first row names "a" twice.');
    assert.equal(read('$1\n'), 'rows.csv has no values: nothing would run.');
    assert.equal(read(''), 'rows.csv has no values: nothing would run.');
  });
});

describe('JSON', () => {
  test('of objects and arrays, numbers to the last digit, with their lines', () => {
    assert.deepEqual(
      read('[\n  {"a": 12345678901234567890.10, "b": {"c": [1]}},\n\n [true, null], {"a": "x"}]', 'r.json'),
      [
        ['a', 'b', '$1', '$2'],
        [2, '12345678901234567890.10', '{"c": [1]}', undefined, undefined],
        [4, undefined, undefined, 'true', null],
        [4, 'x', undefined, undefined, undefined],
      ],
    );
  });

  test('a member called __proto__ is one', () => {
    assert.deepEqual(read('[{"__proto__": "x"}]', 'r.json'), [['__proto__'], [1, 'x']]);
  });

  test('anything else is told', () => {
    assert.equal(read('{"a": 1}', 'r.json'), 'r.json must be JSON: an array with an entry for each run.');
    assert.equal(read('[1]', 'r.json'), 'r.json: entry 1 is neither an array nor an object.');
    assert.equal(read('[{"a": 1},]', 'r.json'), 'r.json must be JSON: an array with an entry for each run.');
  });
});

test('JSON Lines', () => {
  assert.deepEqual(read('{"a": 1}\r\n\r\n["x"]\n', 'r.jsonl'), [
    ['a', '$1'],
    [1, '1', undefined],
    [3, undefined, 'x'],
  ]);
  assert.equal(
    read('{"a": 1}\n{"a": \n', 'r.ndjson'),
    'r.ndjson: line 2 is neither a JSON array nor an object.',
  );
});

describe('columns are', () => {
  const match = (columns: readonly string[], parameters: number, variables: readonly string[] = []) => {
    const { matches, missing } = matchColumns(columns, { parameters, variables });
    const used = matches.map(
      ({ column, target, isUsed }) => `${column} > ${target}${isUsed ? '' : ' unused'}`,
    );
    return [...used, ...missing.map((name) => `${name} missing`)];
  };

  test('what they are named', () => {
    assert.deepEqual(match(['$2', 'region', '$1'], 2, ['region']), ['$2 > $2', 'region > region', '$1 > $1']);
  });

  test('in order where as many are left as parameters', () => {
    assert.deepEqual(match(['id', 'region', 'city'], 2, ['region']), [
      'id > $1',
      'region > region',
      'city > $2',
    ]);
    assert.deepEqual(match(['id', '$1'], 2), ['id > $2', '$1 > $1']);
  });

  test('else not used, and what is missing is named', () => {
    assert.deepEqual(match(['id', 'city', 'note'], 2), [
      'id > id unused',
      'city > city unused',
      'note > note unused',
      '$1 missing',
      '$2 missing',
    ]);
    assert.deepEqual(match(['$3', 'a'], 1), ['$3 > $3 unused', 'a > $1']);
    assert.deepEqual(match(['a'], 0), ['a > a unused']);
  });
});
