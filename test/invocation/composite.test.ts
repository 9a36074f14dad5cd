import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseComposite, writeComposite } from '../../core/invocation/composite';

const FORMS: readonly (readonly [string, (string | null)[] | undefined])[] = [
  ['(200,"{""a"": 1}",$LATEST,)', ['200', '{"a": 1}', '$LATEST', null]],
  ['(,)', [null, null]],
  ['("",)', ['', null]],
  ['()', [null]],
  [' (1, 2) ', ['1', ' 2']],
  [String.raw`("a\\b\"c",d\,e)`, [String.raw`a\b"c`, 'd,e']],
  ['("a,b)(",ab"c,d"e)', ['a,b)(', 'abc,de']],
  ['("line\nbreak")', ['line\nbreak']],
  ['', undefined],
  ['(1', undefined],
  ['("1)', undefined],
  ['(1)2)', undefined],
  ['(1\\)', undefined],
];

for (const [text, fields] of FORMS) {
  test(`composite ${JSON.stringify(text)}`, () => assert.deepEqual(parseComposite(text), fields));
}

test('fields that are written are read back as they were', () => {
  const fields = ['200', '{"a": "\\\\"}', '', null, ' a,b)(', 'line\nbreak'];
  assert.deepEqual(parseComposite(writeComposite(fields)), fields);
});
