import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import readExcel from 'read-excel-file/node';
import { COPY_CHOICES, EXPORT_CHOICES, MOST_COPIED } from '../../client/panel/exportPlan';
import { copyCells, exportResult, saveCell } from '../../client/panel/exportResult';
import { RowStore } from '../../cluster/rows/rowStore';
import type { Rows } from '../../cluster/rows/rowStream';
import { createExportUser, type ExportUser } from '../support/exportDialogs';

const COLUMNS = [
  { name: 'n', type: 'integer' },
  { name: 't', type: 'text' },
];
let folder: string;
let user: ExportUser;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'export-result-'));
});
after(() => rm(folder, { recursive: true }));
beforeEach(() => (user = createExportUser()));

async function createStore(rows: Rows): Promise<RowStore> {
  const store = new RowStore({ folder, memory: 1_000, disk: 1_000_000_000 });
  await store.add(rows, rows.length * 20);
  return store;
}
const ROWS = Array.from({ length: 3_000 }, (_, n) => [String(n), n === 1 ? null : `text ${n}`]);

/** Exports the rows of a store that is closed afterwards. */
async function exportAs(
  choice: string,
  name: string,
  incomplete?: string,
  rows: Rows = ROWS,
): Promise<string> {
  const store = await createStore(rows);
  user.choice = choice;
  user.path = join(folder, name);
  const more = incomplete === undefined ? {} : { incomplete };
  await exportResult({ title: 'orders.sql', columns: COLUMNS, store, ...more }, user.dialogs);
  await store.close();
  return user.path;
}

test('a file: asked how and where, told how far and that it is there', async () => {
  const path = await exportAs('JSON file', 'a.json');
  assert.deepEqual((JSON.parse(await readFile(path, 'utf8')) as unknown[]).slice(0, 2), [
    { n: 0, t: 'text 0' },
    { n: 1, t: null },
  ]);
  assert.deepEqual(user.told.slice(0, 3), [
    'Export rows',
    'Export as JSON file: orders.json',
    'Exporting rows',
  ]);
  assert.match(user.told[3] ?? '', /^\d+ %: [\d,]+ of 3,000$/);
  assert.deepEqual(user.told.slice(-2), ['100 %: 3,000 of 3,000', `Exported 3,000 rows. ${path}`]);
});

test('every choice of a file writes one', async () => {
  for (const { label, extension } of EXPORT_CHOICES) {
    if (extension === undefined) continue;
    const path = await exportAs(label, `every.${extension}`);
    assert.ok((await readFile(path)).length > 10_000, label);
  }
});

test('an Excel file says what did not fit', async () => {
  const path = await exportAs('Excel file', 'a.xlsx', undefined, [['1', 'x'.repeat(40_000)]]);
  const [sheet] = await readExcel(await readFile(path));
  assert.equal(sheet?.data.length, 2);
  assert.equal(
    user.told.at(-1),
    `Exported 1 row. 1 cell is cut: Excel takes 32,767 characters a cell. A CSV or JSON file has them whole. ${path}`,
  );
});

test('nothing is written where the user closes a dialog, does not take what there is, or cancels', async () => {
  const cases: ((user: ExportUser) => void)[] = [
    (closing) => (closing.choice = undefined),
    (closing) => (closing.path = undefined),
    (closing) => (closing.acceptsIncomplete = false),
    (closing) => (closing.cancels = true),
  ];
  const store = await createStore(ROWS);
  for (const close of cases) {
    user = createExportUser();
    Object.assign(user, { choice: 'CSV file', path: join(folder, 'never.csv') });
    close(user);
    const incomplete = 'Only the first 3,000 rows are here.';
    await exportResult({ title: 'a.sql', columns: COLUMNS, store, incomplete }, user.dialogs);
    assert.equal(
      user.told.some((told) => told.startsWith('Exported')),
      false,
    );
  }
  assert.equal(
    (await readdir(folder)).some((name) => name.startsWith('never')),
    false,
  );
  await store.close();
});

test('what cannot be written is told', async () => {
  await exportAs('CSV file', join('missing', 'a.csv'));
  assert.match(user.told.at(-1) ?? '', /^error: The rows were not exported: ENOENT/);
});

test('an export may go to the clipboard; what does not fit there is told', async () => {
  await exportAs('Copy as Markdown table', '', undefined, ROWS.slice(0, 2));
  assert.deepEqual(user.clipboard, ['| n | t |\n| --- | --- |\n| 0 | text 0 |\n| 1 | NULL |\n']);
  const long = [0, 1, 2].map((n) => [String(n), 'x'.repeat(MOST_COPIED / 2)]);
  await exportAs('Copy as CSV', '', undefined, long);
  assert.equal(
    user.told.at(-1),
    'warning: Copied the first 1 of 3 rows: more is too much for the clipboard. Export them to a file instead.',
  );
});

test('cells are copied as they are, or as the user chooses; NULL is right in each', async () => {
  const store = await createStore([['1', null]]);
  const copy = (form: 'text' | 'ask'): Promise<void> =>
    copyCells({ columns: COLUMNS, pieces: store.scan(), rows: 1 }, form, user.dialogs);
  await copy('text');
  await copy('ask');
  for (const { label } of COPY_CHOICES) {
    user.choice = label;
    await copy('ask');
  }
  assert.deepEqual(user.clipboard, [
    '1\t',
    'n\tt\n1\t',
    'n,t\r\n1,\r\n',
    '[\n{"n":1,"t":null}\n]\n',
    '| n | t |\n| --- | --- |\n| 1 | NULL |\n',
    `INSERT INTO table_name ("n", "t") VALUES\n  ('1', NULL);\n`,
  ]);
  await store.close();
});

test('a cell is saved, or it is told why not', async () => {
  user.path = join(folder, 'cell.bin');
  await saveCell({ name: 'data.bin', content: Buffer.from([0, 255]) }, user.dialogs);
  assert.deepEqual(await readFile(user.path), Buffer.from([0, 255]));
  user.path = join(folder, 'missing', 'cell.bin');
  await saveCell({ name: 'data.bin', content: 'x' }, user.dialogs);
  user.path = undefined;
  await saveCell({ name: 'data.bin', content: 'x' }, user.dialogs);
  const [first, second, third, fourth, fifth] = user.told;
  assert.deepEqual([first, third, fifth], Array<string>(3).fill('Save the cell: data.bin'));
  assert.match(second ?? '', /^The cell is saved\. /);
  assert.match(fourth ?? '', /^error: The cell was not saved: ENOENT/);
});
