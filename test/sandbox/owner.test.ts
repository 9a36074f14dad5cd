import assert from 'node:assert/strict';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { acquire, findOwner, type Owner } from '../../cluster/sandbox/owner';
import { makeFolder } from '../support/sandbox';

const owner = (pid: number): Owner => ({ pid, port: 1, functionsDir: '/', version: '1' });
const isDead = (): Promise<boolean> => Promise.resolve(false);
const isAlive = (): Promise<boolean> => Promise.resolve(true);

test('a dead owner is followed, a living one is not', async () => {
  const folder = makeFolder();
  assert.equal(await acquire(folder, owner(1), isDead), true);
  assert.equal(await acquire(folder, owner(2), isAlive), false);
  assert.equal(findOwner(folder)?.pid, 1);
  assert.equal(await acquire(folder, owner(3), isDead), true);
  assert.equal(findOwner(folder)?.pid, 3);
  assert.deepEqual(readdirSync(folder), ['owner.2']);
});

test('one that judged long ago finds out that others went past meanwhile', async () => {
  const folder = makeFolder();
  await acquire(folder, owner(1), isDead);
  const alive = new Set([4]);
  // While 2 asks whether 1 is alive, 3 takes over and dies, then 4 takes over and lives.
  const slow = acquire(folder, owner(2), async ({ pid }) => {
    if (pid === 1) {
      await acquire(folder, owner(3), isDead);
      await acquire(folder, owner(4), isDead);
    }
    return alive.has(pid);
  });
  assert.equal(await slow, false);
  assert.equal(findOwner(folder)?.pid, 4);
});

test('of many at once, one wins', async () => {
  for (let round = 0; round < 20; round++) {
    const folder = makeFolder();
    writeFileSync(join(folder, 'owner.1'), JSON.stringify(owner(99)));
    const isOther = ({ pid }: Owner): Promise<boolean> => Promise.resolve(pid !== 99);
    const results = await Promise.all([1, 2, 3, 4, 5].map((pid) => acquire(folder, owner(pid), isOther)));
    assert.equal(results.filter(Boolean).length, 1);
  }
});

test("a file that no owner wrote is nobody's", async () => {
  for (const text of [
    '',
    'null',
    '[]',
    '{"pid": 1}',
    '{"pid": "1", "port": 2, "functionsDir": "/", "version": "1"}',
  ]) {
    const folder = makeFolder();
    writeFileSync(join(folder, 'owner.1'), text);
    assert.equal(findOwner(folder), undefined, text);
    assert.equal(await acquire(folder, owner(7), isAlive), true, text);
  }
});

test('a folder that is not there has no owner', () => {
  assert.equal(findOwner(join(makeFolder(), 'missing')), undefined);
});
