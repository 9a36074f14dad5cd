import assert from 'node:assert/strict';
import { test } from 'node:test';
import { InvocationLog } from '../../../cluster/sandbox/lambda/invocationLog';

function createLog(): { log: InvocationLog; passed: () => string } {
  let passed = '';
  return { log: new InvocationLog((chunk) => (passed += chunk.toString())), passed: () => passed };
}

test('a line of Lambda begins on a line of its own', () => {
  const { log, passed } = createLog();
  log.writeLine('START');
  log.write(Buffer.from('no line break'));
  log.writeLine('END');
  assert.equal(passed(), 'START\nno line break\nEND\n');
  assert.equal(log.readTail().toString(), passed());
});

test('the tail is the last 4096 bytes, without a cut character', () => {
  for (const pad of ['', 'a', 'aa', 'aaa']) {
    const { log } = createLog();
    const text = '€'.repeat(2000) + pad;
    for (const byte of Buffer.from(text)) log.write(Buffer.from([byte]));
    const tail = log.readTail();
    assert.ok(tail.length <= 4096 && tail.length > 4092, String(tail.length));
    assert.ok(text.endsWith(tail.toString()));
  }
});

test('of a flood only a part is passed on, but lines of Lambda always are', () => {
  const { log, passed } = createLog();
  for (let n = 0; n < 100; n++) log.write(Buffer.alloc(10_000, 'x'));
  log.writeLine('END');
  assert.equal(passed().length, 256 * 1024 + '\n… more is not shown here\n'.length + '\nEND\n'.length);
  assert.ok(passed().endsWith('x\n… more is not shown here\n\nEND\n'));
});
