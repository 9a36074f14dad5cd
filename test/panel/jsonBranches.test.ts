import assert from 'node:assert/strict';
import { test } from 'node:test';
import { branchesOf, MOST_CHILDREN } from '../../client/webview/jsonBranches';
import type { Branch } from '../../client/webview/jsonBranches';
import { parseJsonNode } from '../../core/invocation/jsonNode';

function branches(json: string): readonly Branch[] {
  const node = parseJsonNode(json);
  assert.ok(node);
  return branchesOf(node);
}
const labels = (list: readonly Branch[]): string[] => list.map(({ label }) => `${label.kind} ${label.text}`);

test('members by name, items by index, plain values have nothing below', () => {
  assert.deepEqual(labels(branches('{"b": 1, "a": [], "b": {"c": 1}}')), ['name b', 'name a', 'name b']);
  assert.deepEqual(labels(branches('[true, {}]')), ['index 0', 'index 1']);
  assert.deepEqual(branches('5'), []);
  assert.deepEqual(
    branches('[1, [], {}, [1], {"a": 1}, "text", "[not json"]').map(({ children }) => children !== undefined),
    [false, false, false, true, true, false, false],
  );
});

test('JSON inside a string opens as JSON', () => {
  const [body] = branches('{"body": "{\\"message\\": \\"Hello\\"}"}');
  const inside = body?.children?.() ?? [];
  assert.deepEqual(labels(inside), ['inside as JSON']);
  assert.deepEqual(labels(inside[0]?.children?.() ?? []), ['name message']);
});

test('a long list comes in stretches, a very long one in stretches of stretches', () => {
  const list = (count: number): readonly Branch[] =>
    branches(JSON.stringify(Array.from({ length: count }, (_, n) => n)));
  assert.equal(list(MOST_CHILDREN).length, 100);
  assert.deepEqual(labels(list(101)), ['stretch 0 … 99', 'stretch 100 … 100']);
  assert.deepEqual(labels(list(250)[2]?.children?.() ?? []).slice(0, 1), ['index 200']);
  const top = list(1_000_000);
  assert.deepEqual([top.length, labels(top)[99]], [100, 'stretch 990000 … 999999']);
  const last = top[99]?.children?.() ?? [];
  assert.deepEqual([last.length, labels(last)[99]], [100, 'stretch 999900 … 999999']);
  assert.deepEqual(labels(last[99]?.children?.() ?? []).at(-1), 'index 999999');
});

test('every line knows its path as jsonpath has it, names quoted where they must be', () => {
  const json =
    '{"order": {"lines": [{"sku": 1}]}, "content-type": 1, "a\\"b": 2, "1st": 3, "body": "{\\"message\\": 1}"}';
  const paths = (list: readonly Branch[]): string[] =>
    list.flatMap(({ path, children }) => [path, ...paths(children?.() ?? [])]);
  assert.deepEqual(paths(branches(json)), [
    '$.order',
    '$.order.lines',
    '$.order.lines[0]',
    '$.order.lines[0].sku',
    '$."content-type"',
    '$."a\\"b"',
    '$."1st"',
    '$.body',
    '$.body → $',
    '$.body → $.message',
  ]);
  const stretch = branches(JSON.stringify({ a: Array(150).fill(0) }))[0]?.children?.()[1];
  assert.deepEqual([stretch?.path, stretch?.children?.()[0]?.path], ['$.a', '$.a[100]']);
});
