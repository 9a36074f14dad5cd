import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import type { Column } from '../../core/invocation/outcome';
import type { Rows } from '../../cluster/rows/rowStream';
import { assertClean, startPanelBrowser } from '../support/panelPage';
import type { PanelBrowser, PanelPage, PanelPageOptions } from '../support/panelPage';
import { done, request, rowsOf, runAll } from '../support/panelRuns';

// What stands round the rows: finding, selecting, copying, a cell by itself. The real page in real Chromium.
let browser: PanelBrowser;
let panel: PanelPage;
before(async () => {
  browser = await startPanelBrowser();
});
after(() => browser.close());
afterEach(() => assertClean(panel));

const COLUMNS: readonly Column[] = [
  { name: 'id', type: 'integer' },
  { name: 'customer', type: 'text' },
  { name: 'details', type: 'jsonb' },
];
const orders = (count: number): Rows =>
  Array.from({ length: count }, (_, n) => [
    String(n),
    n % 3 === 0 ? null : `Customer ${n}`,
    `{"lines": [{"sku": "A-${n}"}], "content-type": ${n}}`,
  ]);

async function open(rows: Rows, columns = COLUMNS, options?: PanelPageOptions): Promise<PanelPage> {
  panel = await browser.open(options);
  runAll(panel.controller, [['SELECT …', done(columns, rows)]]);
  await cell(0, 1).waitFor();
  return panel;
}
/** The cell in a row on screen; column 0 is the row's number. */
const cell = (row: number, column: number) =>
  panel.page.locator(`.ag-row[row-index="${row}"] .ag-cell`).nth(column);
const shows = (selector: string, has: string | RegExp): Promise<void> =>
  panel.page.locator(selector).filter({ hasText: has }).first().waitFor();
const press = async (...keys: string[]): Promise<void> => {
  for (const key of keys) await panel.page.keyboard.press(key);
};
const selected = () => panel.page.locator('.ag-cell[aria-selected="true"]');
/** What the next copy puts on the clipboard. */
async function copied(copy: () => Promise<unknown>): Promise<string | undefined> {
  const before = panel.copied.length;
  await copy();
  await panel.page.waitForFunction(() => true);
  for (let turn = 0; panel.copied.length === before && turn < 500; turn++) await panel.settled();
  return panel.copied[before];
}

test('find: from the focused cell on, forwards, backwards, round the end; Escape gives the focus back', async () => {
  const { page } = await open(orders(3_000));
  await cell(1, 2).click();
  await press('Control+f');
  await page.locator('.find-field:focus').waitFor();
  await page.keyboard.insertText('CUSTOMER 29');
  await shows('.find-status', /^1 of 75/);
  await cell(29, 2).waitFor();
  assert.match((await cell(29, 2).getAttribute('class')) ?? '', /found/);
  await press('Shift+Enter');
  await shows('.find-status', /^75 of 75/);
  await page.locator('.ag-row[row-index="2999"]').waitFor();
  await press('Enter', 'F3', 'F3');
  await shows('.find-status', /^3 of 75/);
  await shows('.find-status', 'Row 293, column customer');
  await press('Escape');
  assert.equal(await page.locator('.find').isVisible(), false);
  await page.locator('.ag-row[row-index="292"] .ag-cell[col-id="1"]:focus').waitFor();
  await press('F3');
  await page.locator('.find-field:focus').waitFor();
  await shows('.find-status', /^3 of 75/);
});

test('find: case, whole cells, nothing at all; NULL is no text', async () => {
  const { page } = await open(orders(100));
  await press('Control+f');
  await page.getByRole('textbox', { name: 'Find cells' }).fill('customer 1');
  await shows('.find-status', /^1 of 8/);
  await page.getByRole('button', { name: 'Whole Cell' }).click();
  await shows('.find-status', /^1 of 1/);
  await page.getByRole('button', { name: 'Match Case' }).click();
  await shows('.find-status', 'No matches');
  await page.getByRole('textbox', { name: 'Find cells' }).fill('NULL');
  await shows('.find-status', 'No matches');
  await page.getByRole('textbox', { name: 'Find cells' }).fill('');
  await panel.settled();
  assert.equal(await page.locator('.find-status').innerText(), '');
});

test('find goes by the order on screen, and takes in what comes and what is left out', async () => {
  const { page, controller } = await open(orders(300));
  await page.locator('.ag-header-cell[col-id="0"]').click();
  await page.locator('.ag-header-cell[col-id="0"]').click();
  await cell(0, 1).filter({ hasText: '299' }).waitFor();
  await press('Control+f');
  await page.keyboard.insertText('customer 1');
  await shows('.find-status', /^1 of 75/);
  await shows('.ag-cell.found', /^Customer 199$/);
  await page.getByRole('searchbox').fill('Customer 10');
  await press('Enter');
  await shows('.filter-status', '8 of 300 rows');
  await page.getByRole('button', { name: 'Next match' }).click();
  await shows('.find-status', /^1 of 8/);

  const sink = controller.beginRun(request().request);
  void sink.onEvent({ kind: 'statementStarted', index: 0, sql: 'SELECT …', start: 0 });
  void sink.onEvent(rowsOf(0, COLUMNS, orders(100)));
  await shows('.statement-facts', '100 rows');
  await press('Control+f');
  await page.keyboard.insertText('sku');
  await shows('.find-status', /^1 of 100/);
  void sink.onEvent(rowsOf(0, COLUMNS, orders(50)));
  await shows('.statement-facts', '150 rows');
  await press('Enter');
  await shows('.find-status', /^\d+ of 150/);
});

test('a range by mouse: dragged, extended with Shift, by row numbers; copied as text', async () => {
  const { page } = await open(orders(100));
  await cell(1, 1).hover();
  await page.mouse.down();
  await cell(2, 2).hover();
  await page.mouse.up();
  await shows('.selection-status', '2 rows × 2 columns selected');
  assert.equal(await selected().count(), 4);
  assert.equal(await copied(() => press('Control+c')), '1\tCustomer 1\n2\tCustomer 2');
  await cell(4, 2).click({ modifiers: ['Shift'] });
  await shows('.selection-status', '4 rows × 2 columns selected');
  await cell(3, 1).click({ button: 'right' });
  await shows('.selection-status', '4 rows × 2 columns selected');
  await cell(3, 0).click();
  await cell(4, 0).click({ modifiers: ['Shift'] });
  await shows('.selection-status', '2 rows × 3 columns selected');
  assert.equal(
    await copied(() => press('Control+c')),
    '3\t\t"{""lines"": [{""sku"": ""A-3""}], ""content-type"": 3}"\n' +
      '4\tCustomer 4\t"{""lines"": [{""sku"": ""A-4""}], ""content-type"": 4}"',
  );
  await cell(0, 1).click();
  assert.equal(await selected().count(), 0);
});

test('a range by keyboard: Shift with arrows, Shift+Space, Ctrl+Space, all; far more than is drawn', async () => {
  await open(orders(5_000));
  await cell(0, 2).click();
  await press('Shift+ArrowDown', 'Shift+ArrowDown', 'Shift+ArrowLeft');
  await shows('.selection-status', '3 rows × 2 columns selected');
  assert.equal(await copied(() => press('Control+c')), '0\t\n1\tCustomer 1\n2\tCustomer 2');
  await press('Shift+Space');
  await shows('.selection-status', '3 rows × 3 columns selected');
  await press('ArrowUp', 'Control+Space');
  await shows('.selection-status', '5,000 rows × 1 column selected');
  const column = await copied(() => press('Control+c'));
  assert.deepEqual(column?.split('\n').slice(-2), ['4998', '4999']);
  await press('Control+a');
  await shows('.selection-status', '5,000 rows × 3 columns selected');
  assert.equal((await copied(() => press('Control+c')))?.split('\n').length, 5_000);
});

test('several ranges by mouse: Ctrl adds cells, rows and columns and takes them out; a table is copied as one', async () => {
  await open(orders(100));
  const add = { modifiers: ['Control' as const] };
  await cell(1, 1).click();
  await cell(3, 1).click(add);
  await shows('.selection-status', '2 ranges, 2 cells selected');
  assert.equal(await copied(() => press('Control+c')), '1\n3');
  // The focus stands on the last; what was clicked once more is taken out.
  await cell(3, 1).click(add);
  assert.equal(await selected().count(), 1);
  assert.equal(await copied(() => press('Control+c')), '1');
  await cell(5, 0).click(add);
  await cell(1, 2).click(add);
  await cell(1, 3).click(add);
  await shows('.selection-status', /, 6 cells selected$/);
  assert.equal(
    await copied(() => press('Control+c')),
    [1, 5]
      .map((n) => `${n}\tCustomer ${n}\t${JSON.stringify(orders(6)[n]?.[2]).replaceAll('\\"', '""')}`)
      .join('\n'),
  );
  await cell(2, 1).click(add);
  const before = panel.copied.length;
  await press('Control+c');
  await shows('.selection-status', /^Not copied: select the same columns/);
  await panel.settled();
  assert.equal(panel.copied.length, before);
  await cell(0, 1).click();
  await panel.page.locator('.selection-status:empty').waitFor({ state: 'attached' });
  assert.equal(await selected().count(), 0);
});

test('columns by their names: Ctrl+click adds one, Shift+click all between, a click alone sorts', async () => {
  const { page } = await open(orders(30));
  const name = (column: number) => page.locator(`.ag-header-cell[col-id="${column}"]`);
  await cell(0, 1).click();
  await name(0).click({ modifiers: ['Control'] });
  await shows('.selection-status', '30 rows × 1 column selected');
  await name(2).click({ modifiers: ['Control'] });
  await shows('.selection-status', '2 ranges, 60 cells selected');
  const two = await copied(() => press('Control+c'));
  assert.match(two ?? '', /^0\t"\{""lines""/);
  assert.equal(two?.split('\n').length, 30);
  await name(1).click({ modifiers: ['Shift'] });
  await shows('.selection-status', '30 rows × 2 columns selected');
  assert.equal(await page.locator('.ag-header-cell[aria-sort="ascending"]').count(), 0);
  await name(1).click();
  await page.locator('.ag-header-cell[col-id="1"][aria-sort="ascending"]').waitFor();
});

test('several ranges by keyboard: Shift+F8 adds one, Escape ends; Ctrl+Shift+arrows go to the edge', async () => {
  const { page } = await open(orders(500));
  await cell(0, 1).click();
  await press('Shift+ArrowRight', 'Shift+F8');
  await shows('.selection-status', /^2 ranges, 2 cells selected \(Shift\+F8 adds/);
  await press('ArrowLeft', 'ArrowDown', 'ArrowDown', 'Shift+ArrowRight', 'Shift+ArrowDown');
  await shows('.selection-status', /^2 ranges, 6 cells selected/);
  assert.equal(await copied(() => press('Control+c')), '0\t\n2\tCustomer 2\n3\t');
  await press('Escape');
  await shows('.selection-status', /^2 ranges, 6 cells selected$/);
  await press('ArrowDown');
  await panel.page.locator('.selection-status:empty').waitFor({ state: 'attached' });
  await press('Control+Shift+ArrowDown');
  await shows('.selection-status', '496 rows × 1 column selected');
  await press('Control+Shift+ArrowLeft');
  await shows('.selection-status', '496 rows × 2 columns selected');
  await press('Control+Shift+ArrowUp');
  await shows('.selection-status', '5 rows × 2 columns selected');
  await press('Control+Shift+ArrowRight');
  await shows('.selection-status', '5 rows × 2 columns selected');
  assert.equal(await page.locator('[role="grid"]').getAttribute('aria-multiselectable'), 'true');
});

test('dragging past the edge scrolls on', async () => {
  const { page } = await open(orders(500));
  await cell(0, 1).hover();
  await page.mouse.down();
  await page.mouse.move(300, 515);
  await shows('.selection-status', /^1\d\d rows × 1 column selected/);
  await page.mouse.up();
  await page.locator('.ag-cell:focus').waitFor();
  assert.ok((await copied(() => press('Control+c')))?.startsWith('0\n1\n2\n'));
});

test('copy as: with names, in the order on screen, whatever is chosen', async () => {
  const { page, user } = await open(orders(100));
  await page.getByRole('searchbox').fill('Customer 9');
  await press('Enter');
  await shows('.filter-status', '6 of 100 rows');
  await cell(1, 1).click();
  await cell(2, 2).click({ modifiers: ['Shift'] });
  user.choice = 'Text with column names';
  assert.equal(
    await copied(() => press('Control+Shift+c')),
    'id\tcustomer\n92\tCustomer 92\n94\tCustomer 94',
  );
  user.choice = 'Markdown table';
  assert.equal(
    await copied(() => page.getByRole('button', { name: 'Copy As…' }).click()),
    '| id | customer |\n| --- | --- |\n| 92 | Customer 92 |\n| 94 | Customer 94 |\n',
  );
});

test('a cell beside the grid: Enter goes there, Escape back, it follows, Escape in the grid closes it', async () => {
  const { page } = await open(orders(100));
  await cell(4, 3).click();
  await press('Enter');
  await shows('.details h2', 'details jsonb · row 5');
  await page.locator('.details vscode-tree-item:focus').waitFor();
  await press('Escape');
  await page.locator('.ag-row[row-index="4"] .ag-cell[col-id="2"]:focus').waitFor();
  await press('Enter');
  await page.locator('.details vscode-tree-item:focus').waitFor();
  await press('End', 'Control+c');
  await panel.postOf('copyText');
  assert.equal(
    await copied(() => page.getByRole('button', { name: 'Copy Path' }).click()),
    '$."content-type"',
  );
  assert.equal(
    await copied(() => page.getByRole('button', { name: 'Copy the value' }).click()),
    orders(5)[4]?.[2],
  );
  await press('Escape');
  await page.locator('.ag-row[row-index="4"] .ag-cell[col-id="2"]:focus').waitFor();
  await press('ArrowLeft');
  await shows('.details .text-block', 'Customer 4');
  await press('ArrowUp');
  await shows('.details .null', 'NULL');
  await press('Escape');
  assert.equal(await page.locator('.details').isVisible(), false);
  assert.deepEqual(panel.copied, ['4', '$."content-type"', orders(5)[4]?.[2]]);
});

test('bytes, long text, JSON in text; the whole of it is saved, opened and copied by the host', async () => {
  const columns: readonly Column[] = [
    { name: 'data', type: 'bytea' },
    { name: 'note', type: 'text' },
    { name: 'note', type: 'text' },
  ];
  const long = 'x'.repeat(300_000);
  const { page, saved } = await open([['\\x48656c6c6f00ff', long, '[{"a": 1}]']], columns);
  await cell(0, 1).dblclick();
  await shows('.details .hex', '00000000  48 65 6c 6c 6f 00 ff');
  await shows('.details .hex', 'Hello..');
  await page.getByRole('button', { name: 'Save the value' }).click();
  await cell(0, 2).click();
  await shows('.details h2', 'the beginning of 300,000 characters');
  assert.equal((await page.locator('.details .text-block').innerText()).length, 100_000);
  assert.equal(
    (await copied(() => page.getByRole('button', { name: 'Copy the value' }).click()))?.length,
    300_000,
  );
  await cell(0, 3).click();
  await shows('.details .json-line', 'a: 1');
  await panel.settled();
  assert.deepEqual(saved, [{ name: 'data.bin', content: Buffer.from('Hello\0\u00ff', 'latin1') }]);
});

test('the value is resized by keys and by mouse, and stands beneath where there is no room beside', async () => {
  const { page } = await open(orders(50));
  await cell(0, 3).dblclick();
  const splitter = page.getByRole('separator');
  assert.equal(await splitter.getAttribute('aria-orientation'), 'vertical');
  await splitter.focus();
  await press('ArrowLeft');
  assert.equal(await splitter.getAttribute('aria-valuenow'), '45');
  const [before, handle] = [await page.locator('.details').boundingBox(), await splitter.boundingBox()];
  assert.ok(before && handle);
  await page.mouse.move(handle.x + 3, handle.y + 50);
  await page.mouse.down();
  await page.mouse.move(handle.x - 147, handle.y + 50);
  await page.mouse.up();
  const wider = await page.locator('.details').boundingBox();
  assert.ok(Math.abs((wider?.width ?? 0) - before.width - 150) < 12);
  await page.setViewportSize({ width: 420, height: 800 });
  await page.locator('.splitter[aria-orientation="horizontal"]').waitFor();
  const [grid, below] = [
    await page.locator('.grid').boundingBox(),
    await page.locator('.details').boundingBox(),
  ];
  assert.ok(grid && below && below.y >= grid.y + grid.height);
});

test('a cell of 50 MB: a page has its beginning, the value is on demand, the panel stays alive', async () => {
  const huge = `{"a": "${'y'.repeat(50_000_000)}"}`;
  const { page } = await open([['1', 'small', huge]]);
  await shows('.ag-cell', '50,000,009 characters: Enter opens them');
  await cell(0, 3).click();
  await press('Enter');
  await shows('.details h2', 'the beginning of 50,000,009 characters');
  assert.equal((await page.locator('.details .text-block').innerText()).length, 100_000);
  assert.equal(await page.getByRole('button', { name: 'Open the value' }).count(), 0);
  assert.equal(
    (await copied(() => page.getByRole('button', { name: 'Copy the value' }).click()))?.length,
    huge.length,
  );
  await press('Escape', 'Escape', 'ArrowLeft');
  await shows('.ag-cell', 'small');
});

test('1,600 columns, duplicate and empty names: found, selected and seen by themselves', async () => {
  const columns = Array.from({ length: 1_600 }, (_, n) => ({ name: n % 2 ? 'same' : '', type: 'text' }));
  const { page } = await open([columns.map((_, n) => `value ${n}`)], columns);
  await press('Control+f');
  await page.keyboard.insertText('value 1599');
  await shows('.find-status', /^1 of 1/);
  await page.locator('.ag-cell[col-id="1599"].found').waitFor();
  assert.ok((await page.locator('.ag-cell').count()) < 200);
  await press('Escape', 'Control+a');
  await shows('.selection-status', '1 row × 1,600 columns selected');
  assert.equal((await copied(() => press('Control+c')))?.split('\t').length, 1_600);
});
