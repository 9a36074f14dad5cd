import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findUnsetVariables } from '../../../client/parameters/unsetVariables';

const CASES: Readonly<Record<string, readonly string[]>> = {
  'SELECT :a, :\'b\', :"c", :a;': ['a', 'b', 'c'],
  'SELECT :{?a}, :known, 1::int, f(a := 1);': [],
  'SELECT \':a\', $$ :a $$, ":a" -- :a\n /* :a */;': [],
  'SELECT x[1:n], x[lower:upper], (ARRAY[1, 2])[:n] FROM t;': [],
  'SELECT ARRAY[:a, x[1:n], f(:b)], ARRAY[[:c]];': ['a', 'b', 'c'],
  "SELECT :'set';\n\\set set 1": [],
  'SELECT 1 AS made \\gset\nSELECT :made, :other;': [],
  "SELECT :a;\n\\i more.sql\nSELECT :'b';": ['a'],
  '\\echo :a\nSELECT 1;': [],
  'COPY t FROM STDIN;\n1\t:a\n\\.\nSELECT :b;': ['b'],
  'SELECT :': [],
};

for (const [text, expected] of Object.entries(CASES)) {
  test(`of ${JSON.stringify(text)}: ${expected.join() || 'none'}`, () => {
    const names = findUnsetVariables(text, [{ start: 0, end: text.length }], (name) => name === 'known');
    assert.deepEqual(names, expected);
  });
}

test('only of what runs; what the rest of the text sets is to be run, not asked for', () => {
  const text = '\\set a 1\nSELECT :x;\nSELECT :a, :b;';
  const spans = [{ start: text.indexOf('SELECT :a'), end: text.length }];
  assert.deepEqual(
    findUnsetVariables(text, spans, () => false),
    ['b'],
  );
});
