import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createFrame, FrameReader, ProtocolViolation } from '../../../cluster/sandbox/wire/frames';

const FRAMES = [
  createFrame('Q', 'SELECT 1\0'),
  createFrame('S'),
  createFrame('d', 'x'.repeat(300)),
  createFrame('H'),
];

test('messages come out whole, wherever the stream is cut', () => {
  const stream = Buffer.concat(FRAMES);
  for (let size = 1; size <= stream.length; size++) {
    const reader = new FrameReader();
    const found: Buffer[] = [];
    for (let at = 0; at < stream.length; at += size) {
      found.push(...reader.push(stream.subarray(at, at + size)).map(({ bytes }) => Buffer.from(bytes)));
    }
    assert.deepEqual(found, FRAMES, `pieces of ${size}`);
  }
});

for (const length of [3, 0, -1, 0x40000000]) {
  test(`a length of ${length} is a violation`, () => {
    const frame = createFrame('Q', 'x');
    frame.writeInt32BE(length, 1);
    assert.throws(() => new FrameReader().push(frame), ProtocolViolation);
  });
}
