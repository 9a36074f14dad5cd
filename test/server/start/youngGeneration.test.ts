import { test } from 'node:test';
import assert from 'node:assert/strict';
import { getHeapSpaceStatistics } from 'node:v8';
import { keepYoungGeneration } from '../../../server/start/youngGeneration';

const MEGABYTE = 2 ** 20;

function youngGeneration(): number {
  const found = getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space');
  assert.ok(found);
  return found.space_size / MEGABYTE;
}

/** Objects that live a while: what V8 doubles the young generation for. */
function makeGarbage(): void {
  let kept: object[] = [];
  for (let count = 0; count < 4_000_000; count++) {
    kept.push({ count });
    if (kept.length > 60_000) kept = [];
  }
}

test('the young generation stays small whatever is made', () => {
  keepYoungGeneration();
  makeGarbage();
  assert.ok(youngGeneration() < 16, `${youngGeneration()} MB`);
});
