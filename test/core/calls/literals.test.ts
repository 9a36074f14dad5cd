import assert from 'node:assert/strict';
import { test } from 'node:test';
import { refuseJson } from '../../../core/calls/types/jsonText';
import type { JsonType } from '../../../core/calls/types/jsonLexer';
import { refuseLiteral } from '../../../core/calls/types/literals';
import { refuseRecord } from '../../../core/calls/types/recordText';

function detailOf(text: string, type: JsonType): string | undefined {
  const refusal = refuseJson(text, type);
  return refusal === undefined || refusal === 'unsure' ? refusal : (refusal.detail ?? refusal.message);
}

test("what PostgreSQL takes as json, and its words about what it doesn't", () => {
  const details: Readonly<Record<string, string | undefined>> = {
    '{"a": [1, -2.5e3, true, null, "é\\n"]}': undefined,
    ' 1 ': undefined,
    '': 'The input string ended unexpectedly.',
    '{': 'The input string ended unexpectedly.',
    '[1,': 'The input string ended unexpectedly.',
    '{a: 1}': 'Token "a" is invalid.',
    "{'a': 1}": `Token "'" is invalid.`,
    '{1: 2}': 'Expected string or "}", but found "1".',
    '{"a" 1}': 'Expected ":", but found "1".',
    '{"a": 1 "b"': 'Expected "," or "}", but found ""b"".',
    '{"a": 1,}': 'Expected string, but found "}".',
    '[1 2]': 'Expected "," or "]", but found "2".',
    '[,]': 'Expected JSON value, but found ",".',
    '1 2': 'Expected end of input, but found "2".',
    NEW: 'Token "NEW" is invalid.',
    '01': 'Token "01" is invalid.',
    '1.': 'Token "1." is invalid.',
    '"abc': 'Token ""abc" is invalid.',
    '"\t"': 'Character with value 0x09 must be escaped.',
    '"\\x"': 'Escape sequence "\\x" is invalid.',
    '"\\u12"': '"\\u" must be followed by four hexadecimal digits.',
  };
  for (const [text, detail] of Object.entries(details)) assert.equal(detailOf(text, 'json'), detail, text);
});

test('jsonb holds less than json', () => {
  for (const text of ['"\\u0000"', '"\\ud800"', '"\\udc00x"', '1e400000'])
    assert.equal(refuseJson(text, 'json'), undefined);
  assert.equal(detailOf('"\\u0000"', 'jsonb'), '\\u0000 cannot be converted to text.');
  assert.equal(detailOf('"\\ud800"', 'jsonb'), 'Unicode low surrogate must follow a high surrogate.');
  assert.equal(
    detailOf('"\\ud800\\ud800"', 'jsonb'),
    'Unicode high surrogate must not follow a high surrogate.',
  );
  assert.equal(detailOf('"\\ud83d\\ude00"', 'jsonb'), undefined);
  assert.equal(detailOf('1e400000', 'jsonb'), 'value overflows numeric format');
});

test('what may run out of stack is not judged', () =>
  assert.equal(refuseJson('['.repeat(100_000), 'json'), 'unsure'));

test('record literals', () => {
  const detail = (text: string): string | undefined => refuseRecord(text, 2)?.detail;
  for (const text of ['(a,b)', ' ( a , ) ', '(,)', '("a,)""b",\\))'])
    assert.equal(detail(text), undefined, text);
  assert.equal(detail('a'), 'Missing left parenthesis.');
  assert.equal(detail('(a)'), 'Too few columns.');
  assert.equal(detail('(a,b,c)'), 'Too many columns.');
  assert.equal(detail('(a,b'), 'Unexpected end of input.');
  assert.equal(detail('(a,"b)'), 'Unexpected end of input.');
  assert.equal(detail('(a,b) c'), 'Junk after right parenthesis.');
});

test('other literals are taken where that is certain', () => {
  const taken: readonly (readonly [string, string])[] = [
    ['anything', 'text'],
    ['12', 'int4'],
    [' true ', 'bool'],
    ['2024-05-06', 'date'],
    ['2024-05-06 07:08', 'timestamptz'],
    ['1 day', 'interval'],
    ['{}', '_int4'],
    ['1.5', 'numeric'],
  ];
  for (const [text, type] of taken) assert.equal(refuseLiteral(text, type), undefined, `${text} ${type}`);
  for (const [text, type] of [
    ['x', 'int4'],
    ['99999999999', 'int4'],
    ['2024-02-31', 'date'],
    ['0000-01-01', 'date'],
    ['soon', 'timestamptz'],
    ['x', 'xml'],
  ] as const) {
    assert.equal(refuseLiteral(text, type), 'unsure', `${text} ${type}`);
  }
});
