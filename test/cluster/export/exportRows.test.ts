import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import readExcel from 'read-excel-file/node';
import { exportRows } from '../../../cluster/export/exportRows';
import { RowStore } from '../../../cluster/rows/rowStore';

const COLUMNS = [
  { name: 'n', type: 'integer' },
  { name: 't', type: 'text' },
];
let folder: string;
let store: RowStore;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'export-'));
  store = new RowStore({ folder: join(folder, 'rows'), memory: 10_000, disk: 1_000_000_000 });
  const rows = Array.from({ length: 100_000 }, (_, n) => [String(n), 'ü'.repeat(n % 50)]);
  await store.add(rows, 3_000_000);
});
after(async () => {
  await store.close();
  await rm(folder, { recursive: true });
});

const options = (path: string, signal = new AbortController().signal) => ({
  format: 'jsonLines' as const,
  path,
  signal,
  onProgress: () => undefined,
});

test('writes all rows, piece by piece, and tells how many there are so far', async () => {
  const path = join(folder, 'all.jsonl');
  const told: number[] = [];
  const result = await exportRows(COLUMNS, store.scan(), {
    ...options(path),
    onProgress: (rows) => told.push(rows),
  });
  assert.deepEqual(result, { kind: 'done', rows: 100_000, sheets: 1, cut: 0 });
  const lines = (await readFile(path, 'utf8')).split('\n');
  assert.equal(lines.length, 100_001);
  assert.equal(lines[49_049], `{"n":49049,"t":"${'ü'.repeat(49)}"}`);
  assert.ok(told.length > 10);
  assert.equal(told.at(-1), 100_000);
});

test('an empty result is a whole file too', async () => {
  const path = join(folder, 'none.json');
  const none = new RowStore({ folder, memory: 1, disk: 1 });
  await exportRows(COLUMNS, none.scan(), { ...options(path), format: 'json' });
  assert.deepEqual(JSON.parse(await readFile(path, 'utf8')), []);
  await none.close();
});

test('a workbook takes the same way, and says what did not fit', async () => {
  const path = join(folder, 'all.xlsx');
  const rows = [['1', 'x'.repeat(40_000)]];
  const some = new RowStore({ folder, memory: 1_000_000, disk: 1 });
  await some.add(rows, 40_000);
  const result = await exportRows(COLUMNS, some.scan(), { ...options(path), format: 'excel' });
  assert.deepEqual(result, { kind: 'done', rows: 1, sheets: 1, cut: 1 });
  const [sheet] = await readExcel(await readFile(path));
  assert.deepEqual(sheet?.data, [
    ['n', 't'],
    [1, 'x'.repeat(32_767)],
  ]);
  await some.close();
});

for (const format of ['jsonLines', 'excel'] as const)
  test(`cancelled, nothing is left of ${format}, and what was there before stays`, async () => {
    const path = join(folder, 'kept.jsonl');
    await writeFile(path, 'before');
    const cancel = new AbortController();
    const result = await exportRows(COLUMNS, store.scan(), {
      ...options(path, cancel.signal),
      format,
      onProgress: () => cancel.abort(),
    });
    assert.deepEqual(result, { kind: 'cancelled' });
    assert.equal(await readFile(path, 'utf8'), 'before');
    assert.equal(
      (await readdir(folder)).some((name) => name.endsWith('.part')),
      false,
    );
  });

test('a file of the user that is called like a draft is left alone', async () => {
  const path = join(folder, 'mine.csv');
  await writeFile(`${path}.part`, 'mine');
  const results = await Promise.all(
    [1, 2].map(() => exportRows(COLUMNS, store.scan(), { ...options(path), format: 'csv' })),
  );
  assert.deepEqual(
    results.map(({ kind }) => kind),
    ['done', 'done'],
  );
  assert.equal(await readFile(`${path}.part`, 'utf8'), 'mine');
  assert.deepEqual((await readdir(folder)).filter((name) => name.startsWith('mine.csv')).sort(), [
    'mine.csv',
    'mine.csv.part',
  ]);
  await rm(`${path}.part`);
});

test('where it cannot be written that is a value, not an exception', async () => {
  const result = await exportRows(COLUMNS, store.scan(), options(join(folder, 'missing', 'a.jsonl')));
  assert.equal(result.kind, 'failed');
});

test('rows that are given up meanwhile fail it: half a result is never taken for a whole one', async () => {
  const rows = Array.from({ length: 5_000 }, (_, n) => [String(n), null]);
  for (const memory of [0, 1_000_000]) {
    const doomed = new RowStore({ folder, memory, disk: 1_000_000 });
    await doomed.add(rows, 50_000);
    const path = join(folder, 'doomed.jsonl');
    let closed: Promise<void> | undefined;
    const onProgress = (): void => void (closed ??= doomed.close());
    const result = await exportRows(COLUMNS, doomed.scan(), { ...options(path), onProgress });
    assert.deepEqual(result, {
      kind: 'failed',
      message: 'The rows are no longer kept: run the statement again.',
    });
    await closed;
    assert.equal((await readdir(folder)).includes('doomed.jsonl'), false);
  }
});
