import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import type { Column } from '../../core/invocation/outcome';
import type { Rows } from '../../cluster/rows/rowStream';
import { assertClean, startPanelBrowser } from '../support/panelPage';
import type { PanelBrowser, PanelPage } from '../support/panelPage';
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

async function openAt(row: number, column: number, rows: Rows): Promise<void> {
  panel = await browser.open();
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
