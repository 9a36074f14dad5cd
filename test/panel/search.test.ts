import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { RowSearch, type SearchProgress, type Sought } from '../../client/panel/search';
import { RowStore } from '../../cluster/rows/rowStore';
import type { Rows } from '../../cluster/rows/rowStream';
import { createRandom } from '../support/random';

let folder: string;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'search-'));
});
after(() => rm(folder, { recursive: true }));

async function createStore(rows: Rows): Promise<RowStore> {
  const store = new RowStore({ folder, memory: 1_000, disk: 1_000_000_000 });
  await store.add(rows, rows.length * 10);
  return store;
}
const sought = (text: string, more: Partial<Sought> = {}): Sought => ({
  text,
  matchCase: false,
  wholeCell: false,
  ...more,
});
const ignore = (): void => undefined;

test('case, whole cells, NULL that is never text', async () => {
  const store = await createStore([
    ['NULL', null],
    ['Null island', 'ÄRGER'],
    ['', 'ärger'],
  ]);
  const count = async (text: string, more?: Partial<Sought>): Promise<number> => {
    let matches = 0;
    const search = new RowSearch(store, undefined);
    await search.run(sought(text, more), (progress) => (matches = progress.matches));
    return matches;
  };
  assert.equal(await count('null'), 2);
  assert.equal(await count('null', { wholeCell: true }), 1);
  assert.equal(await count('null', { matchCase: true }), 0);
  assert.equal(await count('ärger'), 2);
  assert.equal(await count('ärger', { matchCase: true, wholeCell: true }), 1);
  await store.close();
});

test('forwards and backwards, round the ends, in the order on screen: as a plain list has it', async () => {
  const random = createRandom(11);
  const rows = Array.from({ length: 700 }, () =>
    Array.from({ length: 3 }, () => random.pick(['hit', 'a', null, 'b'])),
  );
  const store = await createStore(rows);
  const shuffled = [...rows.keys()].filter(() => random.integer(3) > 0).sort(() => random.integer(3) - 1);
  for (const order of [undefined, Uint32Array.from(shuffled)]) {
    const shown = order ? [...order].map((row) => rows[row] ?? []) : rows;
    const all = shown.flatMap((cells, position) =>
      cells.flatMap((cell, column) => (cell === 'hit' ? [{ position, column }] : [])),
    );
    const search = new RowSearch(store, order);
    // Asked while it runs: the answer must be that of the whole.
    const running = search.run(sought('HIT'), ignore);
    for (let look = 0; look < 200; look++) {
      const from = { position: random.integer(shown.length), column: random.integer(3) };
      const [backwards, including] = [random.integer(2) === 0, random.integer(2) === 0];
      const behind = (one: typeof from): number =>
        one.position * 3 + one.column - from.position * 3 - from.column;
      const fits = (one: typeof from): boolean => {
        const distance = behind(one);
        return distance === 0 ? including : backwards ? distance < 0 : distance > 0;
      };
      const expected = backwards ? (all.findLast(fits) ?? all.at(-1)) : (all.find(fits) ?? all[0]);
      assert.ok(expected);
      assert.deepEqual(await search.next(from, backwards, including), {
        nth: all.indexOf(expected) + 1,
        ...expected,
      });
    }
    await running;
  }
  await store.close();
});

test('the count grows while it searches, and ends with all', async () => {
  const store = await createStore(Array.from({ length: 70_000 }, (_, n) => [n % 7 === 0 ? 'x' : 'y']));
  const told: SearchProgress[] = [];
  await new RowSearch(store, undefined).run(sought('x'), (progress) => told.push(progress));
  assert.ok(told.length > 3);
  assert.equal(told[0]?.done, false);
  assert.ok((told[0]?.matches ?? 0) < 10_000);
  assert.deepEqual(told.at(-1), { matches: 10_000, searched: 70_000, done: true, more: false });
  await store.close();
});

test('more matches than are counted are said to be more', async () => {
  const store = await createStore(Array.from({ length: 5_000 }, () => ['x', 'x']));
  const told: SearchProgress[] = [];
  const search = new RowSearch(store, undefined, 1_001);
  await search.run(sought('x'), (progress) => told.push(progress));
  assert.deepEqual(told.at(-1), { matches: 1_001, searched: 501, done: true, more: true });
  assert.deepEqual(await search.next({ position: 4_000, column: 0 }, false, true), {
    nth: 1,
    position: 0,
    column: 0,
  });
  await store.close();
});

test('a stopped search tells no more, and whoever waits for a match hears that there is none', async () => {
  const store = await createStore(Array.from({ length: 50_000 }, () => ['y']));
  const search = new RowSearch(store, undefined);
  const told: SearchProgress[] = [];
  const running = search.run(sought('x'), (progress) => told.push(progress));
  const waiting = search.next({ position: 0, column: 0 }, false, false);
  search.stop();
  assert.equal(await waiting, undefined);
  await running;
  assert.deepEqual(told, []);
  await store.close();
});

test('rows that are given up meanwhile fail it, and nobody waits for ever', async () => {
  const store = await createStore(Array.from({ length: 50_000 }, () => ['y']));
  const search = new RowSearch(store, undefined);
  const running = search.run(sought('x'), ignore);
  const waiting = search.next({ position: 0, column: 0 }, false, false);
  const closing = store.close();
  await assert.rejects(running, /no longer kept/);
  assert.equal(await waiting, undefined);
  await closing;
});
