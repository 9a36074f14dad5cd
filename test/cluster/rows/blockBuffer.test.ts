import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BlockBuffer } from '../../../cluster/rows/blockBuffer';
import type { Rows } from '../../../cluster/rows/rowStream';
import { createRandom } from '../../support/random';

test('blocks of any length stay what they are while more are appended', () => {
  const random = createRandom(3);
  const buffer = new BlockBuffer();
  const blocks = Array.from({ length: 200 }, (): Rows => {
    const length = random.integer(3_000);
    return [
      ['x'.repeat(length), null, 'ü'],
      [String(length), '', null],
    ].slice(0, 1 + random.integer(2));
  });
  const places = blocks.map((block) => buffer.append(block));
  assert.ok(buffer.length > 200_000);
  assert.equal(buffer.contents.length, buffer.length);
  for (const [index, place] of places.entries()) assert.deepEqual(buffer.rowsAt(place), blocks[index]);
});

test('what was cleared is used again, but for a block that is very large', () => {
  const buffer = new BlockBuffer();
  buffer.append([['x'.repeat(10_000)]]);
  const { buffer: memory } = buffer.contents;
  buffer.clear();
  assert.equal(buffer.length, 0);
  const place = buffer.append([['y']]);
  assert.deepEqual(buffer.rowsAt(place), [['y']]);
  assert.equal(buffer.contents.buffer, memory);

  buffer.append([['x'.repeat(10_000_000)]]);
  buffer.clear();
  assert.equal(buffer.contents.buffer.byteLength, 0);
});
