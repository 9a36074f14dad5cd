import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fuzz } from './run';

const SECONDS = 10;

for (const [title, seed] of [
  ['the same documents in every run', 1],
  ['documents that nobody has seen', Math.floor(Math.random() * 1_000_000_000)],
] as const) {
  test(`after every edit all is as if read afresh, and every feature answers: ${title}, from seed ${seed}`, () => {
    const { stories, failure } = fuzz(seed, SECONDS);
    assert.equal(failure, undefined, failure);
    assert.ok(stories > 0);
  });
}
