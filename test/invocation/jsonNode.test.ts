import assert from 'node:assert/strict';
import { test } from 'node:test';
import { indentJson, parseJsonNode } from '../../core/invocation/jsonNode';
import type { JsonNode } from '../../core/invocation/jsonNode';

test('numbers keep every digit, members their order and their doubles', () => {
  assert.deepEqual(parseJsonNode('{"2": 9007199254740993, "1": 1.10, "2": -0e5}'), {
    kind: 'object',
    members: [
      ['2', { kind: 'number', text: '9007199254740993' }],
      ['1', { kind: 'number', text: '1.10' }],
      ['2', { kind: 'number', text: '-0e5' }],
    ],
  } satisfies JsonNode);
});

test('strings, scalars, empty containers, nesting', () => {
  assert.deepEqual(parseJsonNode('[ "a\\n\\u00e9\\"{[,:", true, false, null, {}, [], {"":[1]} ]'), {
    kind: 'array',
    items: [
      { kind: 'string', value: 'a\né"{[,:' },
      { kind: 'boolean', text: 'true' },
      { kind: 'boolean', text: 'false' },
      { kind: 'null', text: 'null' },
      { kind: 'object', members: [] },
      { kind: 'array', items: [] },
      { kind: 'object', members: [['', { kind: 'array', items: [{ kind: 'number', text: '1' }] }]] },
    ],
  } satisfies JsonNode);
  assert.deepEqual(parseJsonNode(' "x" '), { kind: 'string', value: 'x' });
  assert.deepEqual(parseJsonNode('"\\\\"'), { kind: 'string', value: '\\' });
});

test('names of Object.prototype are names like any other', () => {
  assert.deepEqual(parseJsonNode('{"__proto__": 1}'), {
    kind: 'object',
    members: [['__proto__', { kind: 'number', text: '1' }]],
  });
});

test('what is no JSON', () => {
  for (const text of ['', 'plain', '{', "{'a': 1}", '[1,]', 'NaN', 'undefined']) {
    assert.equal(parseJsonNode(text), undefined, text);
    assert.equal(indentJson(text), undefined, text);
  }
});

test('6 MB of escapes, and nesting a million deep, are read', () => {
  const escapes = JSON.stringify('ab"'.repeat(1_500_000));
  assert.deepEqual(parseJsonNode(escapes), { kind: 'string', value: 'ab"'.repeat(1_500_000) });
  const deep = '['.repeat(1_000_000) + ']'.repeat(1_000_000);
  let depth = 0;
  for (let node = parseJsonNode(deep); node?.kind === 'array'; node = node.items[0]) depth += 1;
  assert.equal(depth, 1_000_000);
  assert.equal(indentJson(deep.slice(500_000, 1_500_000))?.startsWith('[\n  [\n    ['), true);
});

test('indenting touches white space alone', () => {
  assert.equal(
    indentJson('{"a":[1.10,{"b":"x , y"},[],{}],"a":9007199254740993}'),
    `{
  "a": [
    1.10,
    {
      "b": "x , y"
    },
    [],
    {}
  ],
  "a": 9007199254740993
}`,
  );
  assert.equal(indentJson(' 5 '), '5');
});
