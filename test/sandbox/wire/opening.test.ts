import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createFrame, createInt32, ProtocolViolation } from '../../../cluster/sandbox/wire/frames';
import { createHelloRequest, readOpening, readStartupSettings } from '../../../cluster/sandbox/wire/opening';

test('an opening is read once it is complete; what follows it is kept', () => {
  const bytes = Buffer.concat([
    createFrame('', createInt32(196608), 'user\0me\0x\0y\0\0'),
    Buffer.from('rest'),
  ]);
  for (let size = 0; size < bytes.length - 4; size++)
    assert.equal(readOpening(bytes.subarray(0, size)), undefined);
  const read = readOpening(bytes);
  assert.deepEqual(read?.rest.toString(), 'rest');
  const parameters = new Map([
    ['user', 'me'],
    ['x', 'y'],
  ]);
  assert.deepEqual(read?.opening, { kind: 'startup', minorVersion: 0, parameters });
});

test('a cancel request and our own hello', () => {
  const cancel = readOpening(createFrame('', createInt32(80877102, 7, -8)));
  assert.deepEqual(cancel?.opening, { kind: 'cancel', processId: 7, secret: -8 });
  assert.deepEqual(readOpening(createHelloRequest())?.opening, { kind: 'hello' });
});

for (const bytes of [
  createInt32(7, 0),
  createInt32(10_001, 0),
  createInt32(8, 80877102),
  createInt32(8, 2 << 16),
]) {
  test(`${bytes.toString('hex')} is a violation`, () =>
    assert.throws(() => readOpening(bytes), ProtocolViolation));
}

test('settings of the startup message', () => {
  const settings = readStartupSettings(
    new Map([
      ['user', 'me'],
      ['database', 'db'],
      ['application_name', 'tool'],
      ['_pq_.x', '1'],
      ['options', '-c work_mem=5MB --lock-timeout=3s -csearch_path=a,b -c my.text=two\\ words'],
    ]),
  );
  assert.deepEqual(
    [...settings],
    [
      ['work_mem', '5MB'],
      ['lock_timeout', '3s'],
      ['search_path', 'a,b'],
      ['my.text', 'two words'],
      ['application_name', 'tool'],
    ],
  );
});
