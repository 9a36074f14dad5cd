import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { test } from 'node:test';
import { LogReader } from '../../../cluster/sandbox/lambda/logReader';

const MARK = '\0end 1\0';

test('the mark is found wherever the stream is cut, and nothing is lost around it', async () => {
  const text = `before \0end 2\0 \0en${MARK}after`;
  for (let size = 1; size <= text.length; size++) {
    const stream = new PassThrough();
    let log = '';
    let atMark = '';
    const reader = new LogReader(stream, (chunk) => (log += chunk.toString()));
    const marked = reader.waitFor(MARK).then(() => (atMark = log));
    for (let at = 0; at < text.length; at += size) stream.write(text.slice(at, at + size));
    await marked;
    assert.ok(atMark.startsWith('before \0end 2\0 \0en'), `pieces of ${size}: ${JSON.stringify(atMark)}`);
    stream.end();
    await new Promise((resolve) => stream.once('close', resolve));
    assert.equal(log, 'before \0end 2\0 \0enafter', `pieces of ${size}`);
  }
});

test('a stream that closes without the mark ends the wait', async () => {
  const stream = new PassThrough();
  let log = '';
  const marked = new LogReader(stream, (chunk) => (log += chunk.toString())).waitFor(MARK);
  stream.end('text\0end');
  await marked;
  assert.equal(log, 'text\0end');
});
