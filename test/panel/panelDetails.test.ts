import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import type { Column } from '../../core/invocation/outcome';
import type { Rows } from '../../cluster/rows/rowStream';
import { assertClean, startPanelBrowser } from '../support/panelPage';
import type { PanelBrowser, PanelPage, PanelPageOptions } from '../support/panelPage';
import { done, request, rowsOf, runAll } from '../support/panelRuns';

// The value beside the rows from one result to the next. The real page in real Chromium.
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
];
const customers = (count: number, who: string): Rows =>
  Array.from({ length: count }, (_, n) => [String(n), `${who} ${n}`]);

const show = (rows: Rows, columns = COLUMNS): void =>
  runAll(panel.controller, [['SELECT …', done(columns, rows)]]);
const cell = (row: number, column: number) =>
  panel.page.locator(`.ag-row[row-index="${row}"] .ag-cell`).nth(column);
const shows = (text: string): Promise<void> =>
  panel.page.locator('.details-body').getByText(text, { exact: true }).waitFor();
const size = (): Promise<string | null> => panel.page.locator('.splitter').getAttribute('aria-valuenow');

async function openAt(row: number, column: number, rows: Rows, options?: PanelPageOptions): Promise<void> {
  panel = await browser.open(options);
  show(rows);
  await cell(row, column).dblclick();
}

test('open, its size and its column stay from run to run, and when the view comes back', async () => {
  await openAt(1, 2, customers(10, 'Ada'));
  await shows('Ada 1');
  await panel.page.locator('.splitter').focus();
  await panel.page.keyboard.press('ArrowLeft');
  assert.equal(await size(), '45');
  show(customers(10, 'Grace'));
  await shows('Grace 0');
  assert.equal(await size(), '45');
  await panel.reload();
  await shows('Grace 0');
  assert.equal(await size(), '45');
  // A column that the next result does not have.
  show([['only']], [{ name: 'one', type: 'text' }]);
  await shows('only');
});

test('closed, it stays closed', async () => {
  await openAt(0, 2, customers(3, 'Ada'));
  await shows('Ada 0');
  await panel.page.getByRole('button', { name: 'Close the value' }).click();
  show(customers(3, 'Grace'));
  await cell(0, 2).getByText('Grace 0').waitFor();
  assert.equal(await panel.page.locator('.details').isVisible(), false);
});

test('it waits for a row, and takes no focus', async () => {
  await openAt(0, 2, customers(3, 'Ada'));
  await shows('Ada 0');
  const sink = panel.controller.beginRun(request().request);
  void sink.onEvent({ kind: 'statementStarted', index: 0, sql: 'SELECT …', start: 0 });
  void sink.onEvent(rowsOf(0, COLUMNS, []));
  await panel.page.locator('.statement-facts', { hasText: '0 rows' }).waitFor();
  assert.equal(await panel.page.locator('.details').isVisible(), false);
  void sink.onEvent(rowsOf(0, COLUMNS, customers(2, 'Grace')));
  await shows('Grace 0');
  assert.equal(await panel.page.evaluate('document.activeElement === document.body'), true);
});

test('what another version has kept there is passed over', async () => {
  await openAt(0, 2, customers(3, 'Ada'));
  await panel.page.evaluate(`sessionStorage.setItem('state', '[{"runId":1,"statement":4}]')`);
  await panel.reload();
  await cell(0, 2).getByText('Ada 0').waitFor();
  assert.equal(await panel.page.locator('.details').isVisible(), false);
});

/** A long value in a panel of VS Code's own height. */
const LONG: Rows = [
  ['1', JSON.stringify(Array.from({ length: 90 }, (_, n) => `line ${n}`))],
  ...customers(300, 'Ada'),
];
const boxOf = async (selector: string): Promise<{ top: number; bottom: number }> => {
  const box = await panel.page.locator(selector).boundingBox();
  assert.ok(box, `${selector} is not to be seen`);
  return { top: box.y, bottom: box.y + box.height };
};

test('in a low panel a long value and many rows scroll by themselves: all that is round them stays in sight', async () => {
  await openAt(0, 2, LONG, { width: 1000, height: 285 });
  await panel.page.locator('.details .json-line').nth(20).waitFor({ state: 'attached' });
  for (const selector of ['.grid', '.details', '.details-head'])
    assert.ok((await boxOf(selector)).bottom <= 285, selector);
  const [heading, close] = [await boxOf('.details h2'), await boxOf('.details [title="Close"]')];
  assert.ok(Math.abs(heading.top - close.top) < 8, 'the way out stands beside the heading');
});

test('in a narrow panel the value has its share beneath the rows, however long it is', async () => {
  await openAt(0, 2, LONG, { width: 420, height: 800 });
  await panel.page.locator('.details .json-line').nth(20).waitFor({ state: 'attached' });
  const [grid, details] = [await boxOf('.grid'), await boxOf('.details')];
  assert.ok(grid.bottom <= details.top && details.bottom <= 800);
  await panel.page.locator('.splitter').focus();
  await panel.page.keyboard.press('ArrowUp');
  assert.ok((await boxOf('.details')).top < details.top - 10, 'the splitter gives it more');
});

test('many notices leave room for the rows that came with them', async () => {
  panel = await browser.open({ width: 1000, height: 420 });
  const notices = Array.from({ length: 200 }, (_, n) => ({
    severity: 'NOTICE',
    message: `called with ${n}`,
  }));
  runAll(panel.controller, [['SELECT …', done(COLUMNS, customers(300, 'Ada'), { notices })]]);
  await cell(3, 2).getByText('Ada 3').waitFor();
  assert.ok((await boxOf('.ag-row[row-index="3"]')).bottom <= 420);
  await panel.page.locator('.statement-notices').focus();
  await panel.page.keyboard.press('End');
  const scrolled = (): Promise<number> =>
    panel.page.evaluate(`document.querySelector('.statement-notices').scrollTop`);
  for (let turn = 0; (await scrolled()) < 1_000 && turn < 500; turn++) await panel.settled();
  assert.ok((await scrolled()) >= 1_000);
});
