import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeProblems } from '../../client/connections/describeProblems';

test('problems of the settings are told at once, the first of many in full', () => {
  assert.equal(describeProblems([]), undefined);
  assert.equal(describeProblems(['A.']), 'A.');
  assert.equal(describeProblems(['A.', 'B.', 'C.']), 'A. B. C.');
  assert.equal(
    describeProblems(['A.', 'B.', 'C.', 'D.', 'E.']),
    'A. B. C. And 2 more, listed by Select Connection.',
  );
});
