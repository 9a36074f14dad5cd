import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fuzz } from './run';

/** The same documents in every run, so that what fails is what was changed; `npm run fuzz` makes new ones. */
const SEED = 1;
const SECONDS = 20;

test(`after every edit all is as if read afresh, and every feature answers, from seed ${SEED}`, () => {
  const { stories, failure } = fuzz(SEED, SECONDS);
  assert.equal(failure, undefined, failure);
  assert.ok(stories > 0);
});
