import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { RowStore, type RowStoreOptions } from '../../../cluster/rows/rowStore';
import type { Rows } from '../../../cluster/rows/rowStream';
import { createRandom } from '../../support/random';

let folder: string;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'row-store-'));
});
after(() => rm(folder, { recursive: true }));

const createStore = (options: Partial<RowStoreOptions> = {}): RowStore =>
  new RowStore({ folder, memory: 10_000, disk: 1_000_000_000, ...options });
const sizeOf = (rows: Rows): number => rows.flat().reduce((sum, cell) => sum + (cell?.length ?? 0), 0);
async function scanAll(store: RowStore): Promise<Rows> {
  const rows: (readonly (string | null)[])[] = [];
  for await (const piece of store.scan()) rows.push(...piece);
  return rows;
}

test('gives back what it was given, in batches of any size, from memory and from the file', async () => {
  const random = createRandom(5);
  const cells = ['', null, 'x', '"quoted"\n', '漢字 \u{1f600}', '\u2028', 'x'.repeat(300)];
  for (let round = 0; round < 20; round++) {
    const store = createStore({ memory: random.pick([0, 1_000, 1_000_000_000]) });
    const all: (string | null)[][] = [];
    while (all.length < 3_000) {
      const batch = Array.from({ length: 1 + random.integer(700) }, (_, n) => [
        String(all.length + n),
        random.pick(cells),
      ]);
      all.push(...batch);
      await store.add(batch, sizeOf(batch));
    }
    assert.equal(store.rowCount, all.length);
    for (let look = 0; look < 20; look++) {
      const start = random.integer(all.length + 10);
      const end = start + random.integer(400);
      assert.deepEqual(await store.read(start, end), all.slice(start, end), `${start} to ${end}`);
    }
    assert.deepEqual(await scanAll(store), all);
    await store.close();
  }
});

test('what is read while more comes is whole', async () => {
  const store = createStore({ memory: 1_000 });
  const rows = Array.from({ length: 20_000 }, (_, n) => [String(n), 'x'.repeat(20)]);
  const reads: Promise<Rows>[] = [];
  for (let at = 0; at < rows.length; at += 100) {
    const held = store.add(rows.slice(at, at + 100), 2_500);
    reads.push(store.read(Math.max(0, at - 50), at + 100));
    await held;
  }
  for (const [index, read] of (await Promise.all(reads)).entries()) {
    const at = index * 100;
    assert.deepEqual(read, rows.slice(Math.max(0, at - 50), at + 100));
  }
  await store.close();
});

/** What is in use once the garbage is gone, in bytes. */
function measureLive(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

test('rows that wait take little more than their bytes', async () => {
  const store = createStore({ memory: 1_000_000_000 });
  const before = measureLive();
  for (let at = 0; at < 20_000; at += 100) {
    const rows = Array.from({ length: 100 }, (_, n) =>
      Array.from({ length: 10 }, (_, column) => `${at + n}.${column}`),
    );
    await store.add(rows, sizeOf(rows));
  }
  const grown = measureLive() - before;
  assert.ok(store.inMemory > 2_000_000 && store.spilled === 0);
  assert.ok(grown < store.inMemory * 3, `grew by ${grown} for ${store.inMemory}`);
  assert.equal((await store.read(12_345, 12_346))[0]?.[9], '12345.9');
  await store.close();
});

test('a cell of 50 MB is a row like any other', async () => {
  const store = createStore();
  const big = 'ü'.repeat(25_000_000);
  await store.add([['a'], [big], ['b']], 50_000_002);
  await store.add([['c']], 1);
  assert.ok(store.spilled > 50_000_000);
  const rows = await store.read(0, 9);
  assert.deepEqual([rows.length, rows[1]?.[0] === big, rows[3]?.[0]], [4, true, 'c']);
  await store.close();
});

test('nobody finds the file: it has no name while it is written, nor after', async () => {
  const store = createStore();
  await store.add([['secret'.repeat(10_000)]], 60_000);
  assert.ok(store.spilled > 0);
  assert.deepEqual(await readdir(folder), []);
  assert.equal((await stat(folder)).mode & 0o077, 0);
  assert.equal((await store.read(0, 1))[0]?.[0]?.length, 60_000);
  await store.close();
  assert.deepEqual(await store.read(0, 1), []);
  await assert.rejects(scanAll(store), /no longer kept/);
  assert.equal(store.add([['late']], 4), undefined);
  assert.equal(store.rowCount, 0);
});

test('past the room on the disk, and where there is none, the first rows are kept and it is told', async () => {
  const row = [['x'.repeat(50_000)]];
  const small = createStore({ disk: 120_000 });
  for (let n = 0; n < 10; n++) await small.add(row, 50_000);
  assert.equal(small.isCut, true);
  assert.ok(small.rowCount >= 2 && small.rowCount < 10, String(small.rowCount));
  assert.equal((await small.read(0, 99)).length, small.rowCount);
  await small.close();

  const file = join(folder, 'no-folder');
  await writeFile(file, '');
  const none = createStore({ folder: file });
  for (let n = 0; n < 10; n++) await none.add(row, 50_000);
  assert.deepEqual([none.isCut, none.rowCount], [true, 1]);
  assert.equal((await none.read(0, 9)).length, 1);
  await none.close();
  await rm(file);
});
