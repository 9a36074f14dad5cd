import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { keepCompiled, removeOldCompiled } from '../../client/language/compileCache';

let folder: string;
before(() => (folder = mkdtempSync(join(tmpdir(), 'compiled-'))));
after(() => rmSync(folder, { recursive: true }));

test('each version has a folder, and what others have left goes', async () => {
  const { NODE_COMPILE_CACHE: now = '' } = keepCompiled(folder, '1.1.0');
  for (const version of ['1.0.0', '1.1.0']) {
    const { NODE_COMPILE_CACHE: own = '' } = keepCompiled(folder, version);
    mkdirSync(own, { recursive: true });
    writeFileSync(join(own, 'code'), '');
  }
  await removeOldCompiled(folder, '1.1.0');
  assert.deepEqual(readdirSync(folder), ['1.1.0']);
  assert.ok(existsSync(join(now, 'code')));
});

test('nothing has been kept yet', async () => {
  const fresh = join(folder, 'none', 'yet');
  await removeOldCompiled(fresh, '1.0.0');
  assert.deepEqual(readdirSync(fresh), []);
});
