import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findNearest } from '../../../core/text/nearest';
import { createRandom } from '../../support/random';

/** By the definition: optimal string alignment, row by row, nothing left out. */
function distance(left: string, right: string): number {
  const rows: number[][] = [Array.from({ length: right.length + 1 }, (_, index) => index)];
  const at = (row: number, column: number): number => rows[row]?.[column] ?? 0;
  for (let i = 1; i <= left.length; i++) {
    rows.push([i]);
    for (let j = 1; j <= right.length; j++) {
      const edits = [
        at(i - 1, j) + 1,
        at(i, j - 1) + 1,
        at(i - 1, j - 1) + (left[i - 1] === right[j - 1] ? 0 : 1),
      ];
      if (i > 1 && j > 1 && left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1]) {
        edits.push(at(i - 2, j - 2) + 1);
      }
      rows[i]?.push(Math.min(...edits));
    }
  }
  return at(left.length, right.length);
}

function nearest(text: string, candidates: readonly string[]): string | undefined {
  const limit = Math.max(2, Math.floor(text.length / 4));
  const distances = candidates.map((candidate) => distance(text.toLowerCase(), candidate.toLowerCase()));
  const best = Math.min(...distances);
  return best <= limit ? candidates[distances.indexOf(best)] : undefined;
}

test('the nearest by the definition, the first of equals, or none', () => {
  const random = createRandom(7);
  const word = (): string =>
    Array.from({ length: 1 + random.integer(12) }, () => 'abAB-'.charAt(random.integer(5))).join('');
  for (let round = 0; round < 2_000; round++) {
    const text = word();
    const candidates = Array.from({ length: random.integer(12) }, word);
    assert.equal(findNearest(text, candidates), nearest(text, candidates), `${text}: ${candidates.join()}`);
  }
});

test('letters that changed places, in a long name', () => {
  assert.equal(findNearest('order-craeted', ['order-deleted', 'order-created']), 'order-created');
});
