import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { assertClean, startPanelBrowser } from '../support/panelPage';
import type { PanelBrowser, PanelPage, PanelPageOptions } from '../support/panelPage';
import { done, ended, invocationRow, LOG, OUT_COLUMNS, request, rowsOf, runAll } from '../support/panelRuns';

// The real page, under its real policy, in real Chromium; the test is the editor around it.
let browser: PanelBrowser;
let panel: PanelPage;
before(async () => {
  browser = await startPanelBrowser();
});
after(() => browser.close());
afterEach(() => assertClean(panel));

async function open(options?: PanelPageOptions): Promise<PanelPage> {
  panel = await browser.open(options);
  return panel;
}
const texts = (selector: string): Promise<string[]> => panel.page.locator(selector).allInnerTexts();
const text = (selector: string): Promise<string> => panel.page.locator(selector).innerText();
const focused = (): Promise<string> => panel.page.locator(':focus').innerText();
/** Waits for an element that holds the text. */
const shows = (selector: string, has: string): Promise<void> =>
  panel.page.locator(selector).filter({ hasText: has }).first().waitFor();
const COLUMNS = [
  { name: 'id', type: 'bigint' },
  { name: '', type: 'text' },
  { name: 'id', type: 'jsonb' },
];
const ROWS = [
  ['9007199254740993', 'Ada', '{"a": 1}'],
  ['2', null, null],
  ['3', '', '{"long": "' + 'x'.repeat(3_000) + '"}'],
];

test('before anything has run it says how to begin', async () => {
  const { page, posted } = await open();
  await shows('.empty', 'Run Query');
  assert.deepEqual(posted, [{ kind: 'ready' }]);
  assert.equal(await page.locator('h1').count(), 1);
});

test('an invocation at a glance: status, version, figures, payload, log', async () => {
  const { controller } = await open();
  const payload =
    '{"order": {"id": 9007199254740993, "total": 1.10}, "body": "{\\"message\\": \\"Hello\\"}"}';
  runAll(controller, [['SELECT …', done(OUT_COLUMNS, [invocationRow(payload)])]]);
  await shows('.status-code', '200');
  assert.equal(await text('.status-label'), 'Answered');
  assert.equal(await text('.version'), 'Version $LATEST');
  assert.deepEqual(await texts('.figures > div'), [
    'Duration\n82.3 ms',
    'Billed\n349 ms',
    'Memory\n74 of 128 MB',
    'Init (cold start)\n266 ms',
    'Request\n8f507cfc-1d2e-4a6b-9b57-2c3d4e5f6a7b',
  ]);
  assert.deepEqual(await texts('.json-line'), [
    'order: {2}',
    'id: 9007199254740993',
    'total: 1.10',
    'body: "{"message": "Hello"}"',
    'as JSON {1}',
    'message: "Hello"',
  ]);
  assert.deepEqual(await texts('.level-error'), LOG.split('\n').slice(4, 8));
  assert.equal(await panel.page.locator('.log-line').count(), LOG.trimEnd().split('\n').length);
  assert.equal(await text('.run-state'), 'Completed');
});

test('accepted and dry run say what they mean; a missing log how to get it', async () => {
  const { controller, page } = await open();
  const rows = [
    ['202', null, null, null],
    ['204', null, null, null],
    ['200', '"done"', '7', null],
  ];
  runAll(controller, [['SELECT …', done(OUT_COLUMNS, rows)]]);
  await shows('.invocation', 'runs the function later');
  await shows('.invocation', 'the function did not run');
  await shows('.hint', "log_type => 'Tail'");
  assert.equal(await page.locator('details[open]').count(), 3);
  assert.equal(await text('.json-scalar'), '"done"');
});

test('a log that is no base64 stays to be seen', async () => {
  const { controller } = await open();
  runAll(controller, [['SELECT …', done(OUT_COLUMNS, [['200', 'not json', null, 'not base64!']])]]);
  await shows('.part-log', 'not base64!');
  assert.equal(await text('.part-payload .text-block'), 'not json');
});

test('payload and log are copied and opened by the host, which has the whole', async () => {
  const { controller, page, copied, opened } = await open();
  runAll(controller, [['SELECT …', done(OUT_COLUMNS, [invocationRow({ a: 1 })])]]);
  await page.getByRole('button', { name: 'Copy payload of invocation 1' }).click();
  await page.getByRole('button', { name: 'Open log of invocation 1' }).click();
  await panel.postOf('openPart');
  assert.deepEqual(copied, ['{"a":1}']);
  assert.deepEqual(opened, [{ text: LOG, language: 'log' }]);
});

test('the rows behind the cards, and back; the choice outlives a hidden panel', async () => {
  const { controller, page } = await open();
  runAll(controller, [['SELECT …', done(OUT_COLUMNS, [invocationRow({ a: 1 })])]]);
  await page.getByRole('button', { name: 'Rows' }).click();
  await shows('.ag-cell', '{"a":1}');
  assert.equal(await page.locator('.invocation').count(), 0);
  await panel.reload();
  await shows('.ag-cell', '{"a":1}');
  await page.getByRole('button', { name: 'Invocations' }).click();
  await shows('.invocation', 'Answered');
  assert.equal(await page.locator('.ag-cell').count(), 0);
});

test('a grid: every digit, NULL unlike empty text, names and types, a name twice and none', async () => {
  const { controller, page } = await open();
  runAll(controller, [['SELECT …', done(COLUMNS, ROWS, { truncated: true })]]);
  await shows('.ag-cell', '9007199254740993');
  assert.deepEqual(await texts('.column-header'), ['id\nbigint', '(no name)\ntext', 'id\njsonb']);
  assert.deepEqual(
    await page
      .locator('.column-header')
      .evaluateAll((all) => all.map((one) => (one as { title?: string }).title)),
    ['id: bigint', ': text', 'id: jsonb'],
  );
  assert.deepEqual(await texts('.ag-row[row-index="1"] .ag-cell'), ['2', '2', 'NULL', 'NULL']);
  assert.equal(await page.locator('.ag-row[row-index="1"] .null').count(), 2);
  assert.deepEqual(await texts('.ag-row[row-index="2"] .ag-cell:nth-child(2)'), ['']);
  await shows('.ag-row[row-index="2"]', '3,012 characters: Enter opens them');
  await shows('.note', 'Only the first 3 rows are shown');
  const grid = page.getByRole('grid', { name: 'Rows of statement 1' });
  assert.equal(await grid.getAttribute('aria-rowcount'), '4');
});

test('the grid by keyboard: arrows move, Enter opens beside, copy takes the cell or the row', async () => {
  const { controller, page, copied, opened } = await open();
  runAll(controller, [['SELECT …', done(COLUMNS, ROWS)]]);
  await page.locator('.ag-row[row-index="0"] .ag-cell').nth(1).click();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Control+c');
  assert.deepEqual(await panel.postOf('copyCell'), {
    kind: 'copyCell',
    runId: 1,
    statement: 0,
    row: 2,
    column: 2,
  });
  await page.keyboard.press('Enter');
  await shows('.details .json-line', 'long:');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Open the value in an editor' }).click();
  await panel.postOf('openCell');
  await page.locator('.ag-row[row-index="2"] .ag-cell').nth(3).click();
  for (let n = 0; n < 3; n++) await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Control+c');
  assert.deepEqual(await panel.postOf('copyRange'), {
    kind: 'copyRange',
    runId: 1,
    statement: 0,
    arranged: false,
    form: 'text',
    rows: [{ start: 2, end: 3 }],
    columns: [{ start: 0, end: 3 }],
  });
  assert.equal(copied[0], ROWS[2]?.[2]);
  assert.equal(opened[0]?.text, `{\n  "long": "${'x'.repeat(3_000)}"\n}`);
  assert.match(copied[1] ?? '', /^3\t\t"\{""long"/);
});

test('no rows, and rows that psql puts elsewhere', async () => {
  const { controller } = await open();
  runAll(controller, [['SELECT …', done(COLUMNS, [])]]);
  await shows('.grid', 'No Rows To Show');
  assert.equal((await texts('.column-header')).length, 3);
  runAll(controller, [['SELECT … \\gset', done(COLUMNS, ROWS.slice(0, 1), { storedIn: ['a', 'b'] })]]);
  await shows('.note', '\\gset stored the row in :a, :b.');
  await shows('.ag-cell', 'Ada');
  runAll(controller, [['SELECT … \\gexec', done([], [], { executed: true })]]);
  await shows('.note', '\\gexec ran each cell as a statement of its own.');
});

test('Tab goes through the grid in one step, however many cells it has', async () => {
  const { controller, page } = await open();
  runAll(controller, [['SELECT …', done(COLUMNS, ROWS)]], { output: ['a line'] });
  /** The grid gives the focus on a little after the key. */
  const press = async (key: string, to: string): Promise<void> => {
    await page.keyboard.press(key);
    await page.locator(`${to}:focus`).waitFor();
  };
  await page.locator('.ag-row[row-index="0"] .ag-cell').nth(1).click();
  await press('Tab', '[aria-label="Script output"]');
  await press('Shift+Tab', '[role="gridcell"]');
  await press('Shift+Tab', '[title^="Copy the selected cells"]');
  await press('Tab', '[role="columnheader"]');
  await press('ArrowDown', '[role="gridcell"]');
});

test('a million rows: what is looked at is fetched, drawn and no more', async () => {
  const { controller, page, posted } = await open();
  const rows = Array.from({ length: 1_000_000 }, (_, n) => [`row ${n}`]);
  runAll(controller, [['SELECT …', done([{ name: 'a', type: 'text' }], rows)]]);
  await shows('.ag-cell', 'row 0');
  await page.locator('.ag-row[row-index="0"] .ag-cell').nth(1).click();
  await page.keyboard.press('Control+End');
  await shows('.ag-cell', 'row 999999');
  assert.ok((await page.locator('.ag-row').count()) < 100);
  const fetches = posted.filter(({ kind }) => kind === 'fetchRows').length;
  assert.ok(fetches < 10, `${fetches} pages were fetched`);
});

test('1,600 columns are not all drawn', async () => {
  const { controller, page } = await open();
  const columns = Array.from({ length: 1_600 }, (_, n) => ({ name: `c${n}`, type: 'integer' }));
  runAll(controller, [['SELECT …', done(columns, [columns.map((_, n) => String(n))])]]);
  await shows('.ag-header-cell', 'c0');
  assert.ok((await page.locator('.ag-cell').count()) < 100);
});

test('an error: message, SQLSTATE, its parts, cause and mend', async () => {
  const { controller, page, copied } = await open();
  const failure = {
    sqlstate: '42725',
    message: 'function aws_lambda.invoke(unknown, unknown) is not unique',
    hint: 'Could not choose a best candidate function.',
    context: 'SQL statement "…"\nPL/pgSQL function f() line 3',
  };
  runAll(controller, [['SELECT …', { kind: 'failed', sql: '', ms: 3, notices: [], failure }]]);
  await shows('.failure', failure.message);
  assert.equal(await text('.sqlstate'), '42725');
  assert.deepEqual(await texts('.failure-parts dt'), ['HINT', 'CONTEXT']);
  assert.deepEqual(await texts('.failure-parts dd'), [failure.hint, failure.context]);
  await shows('.failure .advice', '$2::json for a bind parameter');
  assert.equal(await text('.run-state'), 'Failed');
  assert.equal(await page.locator('.announcer').innerText(), `Run failed after 152 ms: ${failure.message}`);
  await page.getByRole('button', { name: 'Copy error' }).click();
  await panel.postOf('copyText');
  assert.equal(
    copied[0],
    `ERROR: 42725: ${failure.message}\nHINT: ${failure.hint}\nCONTEXT: ${failure.context}`,
  );
});

test('the list of statements says which of them raised notices', async () => {
  const { controller } = await open();
  const notices = [{ severity: 'NOTICE', message: 'hello' }];
  runAll(controller, [
    ['LISTEN x', done([], [])],
    ['NOTIFY x', { ...done([], []), notices }],
    ['SELECT 1', done([], [])],
  ]);
  await shows('.statement-tab:nth-child(2) .tab-facts', '1 notice');
  const facts = await texts('.tab-facts');
  assert.deepEqual(
    facts.map((text) => text.includes('notice')),
    [false, true, false],
  );
});

test('advice of the runner wins over our own, and is shown with a result too', async () => {
  const { controller } = await open();
  const failure = { message: 'permission denied for schema aws_lambda', advice: 'Ask Ada.' };
  runAll(controller, [['SELECT …', { kind: 'failed', sql: '', ms: 3, notices: [], failure }]]);
  await shows('.advice', 'Ask Ada.');
  runAll(controller, [['SELECT …', done([], [], { advice: 'The TEXT form was chosen.' })]]);
  await shows('.advice', 'The TEXT form was chosen.');
});

test('notices and output live, progress, cancel, then run again', async () => {
  const { controller, page } = await open();
  const { request: asked, calls } = request();
  const sink = controller.beginRun(asked);
  void sink.onEvent({ kind: 'statementStarted', index: 0, sql: 'DO …', start: 0 });
  void sink.onEvent({
    kind: 'notice',
    index: 0,
    notice: { severity: 'WARNING', message: 'late', detail: 'by 3 s' },
  });
  void sink.onEvent({ kind: 'output', text: 'from ' });
  void sink.onEvent({ kind: 'output', text: '\\echo\n' });
  void sink.onEvent({ kind: 'output', text: 'careful\n', stream: 'err' });
  await shows('.notice-warning', 'late');
  await shows('.notice-more', 'DETAIL: by 3 s');
  await shows('.output-text', 'from \\echo\ncareful');
  assert.equal(await text('.output-warning'), 'careful\n');
  await page.getByRole('progressbar').waitFor();
  await page.getByRole('button', { name: 'Cancel' }).press('Enter');
  await shows('.run-state', 'Cancelling');
  assert.equal(await page.getByRole('button', { name: 'Cancelling…' }).isDisabled(), true);
  void sink.onEvent({
    kind: 'statementEnded',
    index: 0,
    outcome: { kind: 'cancelled', sql: '', ms: 9, notices: [] },
  });
  void sink.onEvent({ kind: 'finished', ms: 9, reason: 'cancelled' });
  await shows('.run-state', 'Cancelled');
  await shows('.note', 'Cancelled before it ended');
  assert.equal(await page.getByRole('progressbar').isVisible(), false);
  await page.getByRole('button', { name: 'Run Again' }).click();
  await panel.postOf('runAgain');
  assert.deepEqual(calls, ['cancel', 'runAgain']);
});

test('a script: tabs follow the run, the failed one has the attention, arrows choose', async () => {
  const { controller, page } = await open();
  const { request: asked, calls } = request();
  runAll(
    controller,
    [
      ['CREATE TABLE t ()', done([], [], { command: 'CREATE TABLE', rowCount: null })],
      ['-- why\nSELECT 1', done(COLUMNS, ROWS)],
      [
        'SELECT x',
        { kind: 'failed', sql: '', ms: 3, notices: [], failure: { message: 'column "x" does not exist' } },
      ],
    ],
    { request: asked },
  );
  await shows('.failure', 'column "x" does not exist');
  assert.deepEqual(await page.getByRole('tab').allInnerTexts(), [
    '1\nCREATE TABLE t ()\n12.4 ms',
    '2\nSELECT 1\n3 rows · 12.4 ms',
    '3\nSELECT x\nError · 3 ms',
  ]);
  await page.getByRole('tab', { selected: true }).focus();
  await page.keyboard.press('ArrowUp');
  assert.match(await focused(), /SELECT 1/);
  await shows('.ag-cell', 'Ada');
  await page.keyboard.press('Home');
  assert.match(await focused(), /CREATE TABLE/);
  assert.equal(await page.getByRole('tabpanel').getAttribute('aria-labelledby'), 'statement-tab-0');
  await page.keyboard.press('End');
  await shows('.failure', 'column "x" does not exist');
  await page.getByTitle('Show in the editor').click();
  await panel.postOf('reveal');
  assert.deepEqual(calls, ['reveal 200 SELECT x']);
});

test('a chosen statement stays chosen while the run goes on', async () => {
  const { controller, page } = await open();
  const sink = controller.beginRun(request().request);
  for (const index of [0, 1]) {
    void sink.onEvent({ kind: 'statementStarted', index, sql: `SELECT ${index}`, start: 0 });
    for (const event of ended(index, done(COLUMNS, [[`r${index}`, null, null]]))) void sink.onEvent(event);
  }
  await page.getByRole('tab').first().click();
  await shows('.ag-cell', 'r0');
  void sink.onEvent({ kind: 'statementStarted', index: 2, sql: 'SELECT 2', start: 0 });
  await shows('.statement-tab', 'SELECT 2');
  assert.deepEqual(await page.getByRole('tab', { selected: true }).allInnerTexts(), [
    '1\nSELECT 0\n1 row · 12.4 ms',
  ]);
  await shows('.ag-cell', 'r0');
});

test('rows are shown as they come, and the grid stays where it is scrolled to', async () => {
  const { controller, page } = await open();
  const rows = (from: number, count: number) =>
    Array.from({ length: count }, (_, n) => [String(from + n), 'x', null]);
  const sink = controller.beginRun(request().request);
  void sink.onEvent({ kind: 'statementStarted', index: 0, sql: 'SELECT …', start: 0 });
  void sink.onEvent(rowsOf(0, COLUMNS, rows(1, 250)));
  await shows('.ag-cell', '17');
  await shows('.statement-facts', '250 rows · running…');
  await page.locator('.ag-cell').first().click();
  await page.keyboard.press('Control+End');
  await shows('.ag-cell', '250');
  void sink.onEvent(rowsOf(0, COLUMNS, rows(251, 99_750)));
  await shows('.ag-cell', '251');
  assert.equal(await page.locator('.ag-row[row-index="249"]').count(), 1);
  const failure = { message: 'the connection to the server was lost' };
  for (const event of ended(0, { kind: 'failed', sql: '', ms: 9, notices: [], failure }))
    void sink.onEvent(event);
  await shows('.failure', failure.message);
  await shows('.note', 'These are the rows that came before.');
  await shows('.statement-facts', '100,000 rows · 9 ms');
  assert.equal(await page.locator('.ag-row[row-index="249"]').count(), 1);
});

test('rows leave by Export, which says where they are not all', async () => {
  const { controller, page, exported } = await open();
  runAll(controller, [['SELECT …', done(COLUMNS, ROWS, { truncated: true })]]);
  await page.getByRole('button', { name: 'Export…' }).click();
  await panel.postOf('exportRows');
  assert.equal(exported[0]?.rows, 3);
  assert.match(exported[0].incomplete ?? '', /that is the row limit/);
});

test('rows are filtered and sorted, by keyboard too, and stay the rows they are', async () => {
  const { controller, page, copied } = await open();
  const rows = Array.from({ length: 3_000 }, (_, n) => [String((n * 7) % 3_000), `name ${n}`, null]);
  runAll(controller, [['SELECT …', done(COLUMNS, rows)]]);
  await shows('.ag-cell', 'name 0');
  await page.getByRole('searchbox').fill('NAME 299');
  await page.keyboard.press('Enter');
  await shows('.filter-status', '11 of 3,000 rows');
  assert.equal(await page.locator('.ag-row').count(), 11);
  assert.deepEqual((await texts('.ag-cell.row-number')).slice(0, 2), ['300', '2991']);
  await page.locator('.ag-header-cell[col-id="0"]').focus();
  await page.keyboard.press('Enter');
  await page.locator('.ag-header-cell[aria-sort="ascending"]').waitFor();
  await shows('.ag-row[row-index="1"] .ag-cell', 'name 2990');
  await page.keyboard.press('Enter');
  await shows('.ag-row[row-index="0"] .ag-cell', 'name 2999');
  await page.locator('.ag-row[row-index="10"] .ag-cell.row-number').click();
  await page.keyboard.press('Control+c');
  await panel.postOf('copyRange');
  assert.deepEqual(copied, ['2093\tname 299\t']);
  await page.getByRole('searchbox').fill('nothing has this');
  await page.keyboard.press('Enter');
  await shows('.filter-status', '0 of 3,000 rows');
  await page.getByRole('searchbox').fill('');
  await page.keyboard.press('Enter');
  await shows('.ag-row[row-index="0"] .ag-cell', '2999');
});

test('many invocations: a line each that opens, more on request', async () => {
  const { controller, page } = await open();
  const rows = Array.from({ length: 60 }, (_, n) => invocationRow({ n }));
  runAll(controller, [['SELECT …', done(OUT_COLUMNS, rows)]]);
  await shows('.invocation-slot summary', '{"n":24}');
  assert.equal(await page.locator('.invocation-slot summary').count(), 25);
  assert.equal(await page.locator('.invocation').count(), 0);
  await page.locator('.invocation-slot summary').nth(3).press('Enter');
  await shows('.invocation .json-line', 'n: 3');
  await page.getByRole('button', { name: 'Show more: 35 invocations left' }).click();
  await page.getByRole('button', { name: 'Show more: 10 invocations left' }).click();
  await shows('.invocation-slot summary', '{"n":59}');
  assert.equal(await page.locator('.invocation-slot summary').count(), 60);
  assert.equal(await page.locator('.show-more').count(), 0);
});

test('many invocations at a glance: figures, a bar for each, the same as a table', async () => {
  const { controller, page } = await open();
  const logs = [10, 20, 30].map((ms) => LOG.replace('82.31', String(ms)));
  const rows = [...logs.map((log) => invocationRow({}, log)), ['202', null, null, null]];
  runAll(controller, [['SELECT …', done(OUT_COLUMNS, rows)]]);
  await shows('.summary dt', 'Estimated cost, list price for x86 in us-east-1');
  assert.deepEqual((await texts('.summary dl div')).slice(0, 5), [
    'Invocations\n4',
    'Median\n20 ms',
    '95 of 100 within\n30 ms',
    'Longest\n30 ms',
    'Cold starts\n3',
  ]);
  await shows('.summary dl div', 'Without a REPORT');
  assert.equal(await page.locator('.chart rect').count(), 4);
  await page.getByRole('img', { name: 'Durations of 4 invocations, the longest 30 ms' }).waitFor();
  await page.locator('.summary-table summary').press('Enter');
  assert.deepEqual(await texts('.summary-table tbody tr'), [
    '1\t10 ms, cold start',
    '2\t20 ms, cold start',
    '3\t30 ms, cold start',
    '4\tno REPORT',
  ]);
});

test('the payload tree by keyboard: arrows, Home, End, copy', async () => {
  const { controller, page, copied } = await open();
  const items = Array.from({ length: 120 }, (_, n) => n);
  runAll(controller, [
    ['SELECT …', done(OUT_COLUMNS, [invocationRow({ items, a: { b: 'text', c: [1, '2'] } }, null)])],
  ]);
  await shows('.json-line', 'b: "text"');
  await page.locator('vscode-tree-item').first().focus();
  await page.keyboard.press('ArrowRight');
  await shows('.json-line', '100 … 119');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await shows('.json-line', '99: 99');
  await page.keyboard.press('End');
  assert.equal(await focused(), '1: "2"');
  await page.keyboard.press('Control+c');
  await panel.postOf('copyText');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Control+c');
  await page.keyboard.press('Home');
  assert.match(await focused(), /^items: \[120\]/);
  await panel.settled();
  assert.deepEqual(copied, ['2', '[1,"2"]']);
});

test('a payload of 6 MB, and one that nests 20,000 deep, are drawn as far as they are looked at', async () => {
  const { controller, page } = await open();
  const items = Array.from({ length: 100_000 }, (_, n) => ({ n, text: 'x'.repeat(35) }));
  const deep = '['.repeat(20_000) + ']'.repeat(20_000);
  const rows = [invocationRow(JSON.stringify({ items }), null), invocationRow(deep, null)];
  assert.ok((rows[0]?.[1]?.length ?? 0) > 5_500_000);
  runAll(controller, [['SELECT …', done(OUT_COLUMNS, rows)]]);
  await shows('.json-line', 'items: [100000]');
  await page.locator('vscode-tree-item').first().focus();
  await page.keyboard.press('ArrowRight');
  await shows('.json-line', '90000 … 99999');
  assert.ok((await page.locator('vscode-tree-item').count()) < 200);
});

test('hidden and shown again: the page asks and gets everything anew', async () => {
  const { controller } = await open();
  runAll(controller, [['SELECT …', done(COLUMNS, ROWS)]], { output: ['a line'] });
  await shows('.ag-cell', 'Ada');
  await panel.reload();
  await shows('.ag-cell', 'Ada');
  await shows('.output-text', 'a line');
  assert.equal(await text('.run-state'), 'Completed');
});

test('every control is reached with Tab alone', async () => {
  const { controller, page } = await open();
  runAll(controller, [
    ['SELECT 1', done([], [])],
    ['SELECT …', done(OUT_COLUMNS, [invocationRow({ a: 1 })])],
  ]);
  await shows('.status-code', '200');
  const reached: string[] = [];
  for (let n = 0; n < 12; n++) {
    await page.keyboard.press('Tab');
    const element = page.locator(':focus');
    reached.push((await element.getAttribute('aria-label')) ?? (await element.innerText()));
  }
  assert.deepEqual(reached, [
    'Run Again',
    '2\nSELECT …\n1 row · 12.4 ms',
    'SELECT …',
    'Invocations',
    'Rows',
    'Export…',
    'Copy payload of invocation 1',
    'Open payload of invocation 1',
    'a: 1',
    'Copy log of invocation 1',
    'Open log of invocation 1',
    'Log of invocation 1',
  ]);
});

const other = (title: string) => request({ title, source: { key: title, place: title } }).request;

test('two editors, two tabs: each shows its own, keys choose, what runs is marked, Delete closes', async () => {
  const { controller, page, posted } = await open();
  runAll(controller, [['SELECT 1', done(COLUMNS, ROWS)]], { request: other('orders.sql') });
  await shows('.ag-cell', 'Ada');
  assert.equal(await page.locator('.run-tabs-bar').isVisible(), false);
  const sink = controller.beginRun(other('a\u202eb<i>.sql'));
  void sink.onEvent({ kind: 'output', text: 'only here' });
  await shows('.output-text', 'only here');
  const tabs = page.getByRole('tablist', { name: 'Results by editor' }).getByRole('tab');
  assert.deepEqual(await tabs.allInnerTexts(), ['orders.sql', 'a‹U+202E›b<i>.sql']);
  await page.getByRole('tab', { name: 'a‹U+202E›b<i>.sql, running' }).focus();
  assert.equal(await page.getByRole('button', { name: 'Close' }).isDisabled(), true);
  await page.keyboard.press('ArrowLeft');
  await shows('.ag-cell', 'Ada');
  assert.equal(await page.locator('.output-text').isVisible(), false);
  assert.equal(await focused(), 'orders.sql');
  const place = page.locator('#run-panel');
  assert.deepEqual(
    [await place.getAttribute('role'), await place.getAttribute('aria-labelledby')],
    ['tabpanel', 'run-tab-1'],
  );
  void sink.onEvent({ kind: 'finished', ms: 1, reason: 'completed' });
  await shows('.announcer', 'a‹U+202E›b<i>.sql completed.');
  await page.getByRole('tab', { name: 'orders.sql, completed' }).press('Delete');
  await shows('.output-text', 'only here');
  assert.equal(posted.filter(({ kind }) => kind === 'closeRun').length, 1);
  assert.equal(await page.locator('.run-tabs-bar').isVisible(), false);
});

test('what was chosen in one editor’s results is still chosen after a look at another’s', async () => {
  const { controller, page } = await open();
  const one = done(OUT_COLUMNS, [invocationRow({ a: 1 })]);
  runAll(controller, [['SELECT …', one]], { request: other('a.sql') });
  await page.getByRole('button', { name: 'Rows' }).click();
  runAll(controller, [['SELECT …', one]], { request: other('b.sql') });
  await shows('.invocation', 'Answered');
  await page.getByRole('tab', { name: 'a.sql, completed' }).click();
  await shows('.ag-cell', '{"a":1}');
  await panel.reload();
  await shows('.ag-cell', '{"a":1}');
});

test('the statement’s own time stands beside the function’s, one and many, once it has ended well', async () => {
  const { controller, page } = await open();
  const sink = controller.beginRun(request().request);
  void sink.onEvent({ kind: 'statementStarted', index: 0, sql: 'SELECT …', start: 0 });
  void sink.onEvent(rowsOf(0, OUT_COLUMNS, [invocationRow({ a: 1 })]));
  await shows('.figures', 'Duration');
  assert.equal(await page.locator('.timeline-way').count(), 0);
  const one = done(OUT_COLUMNS, [], { ms: 412.4, rowCount: 1 });
  void sink.onEvent({ kind: 'statementEnded', index: 0, outcome: one });
  await shows('.figures > div', 'Statement');
  assert.equal((await texts('.figures > div')).at(-2), 'Statement\n412 ms, 64.4 ms outside');
  assert.equal(await page.locator('.timeline-way').count(), 1);

  const rows = [1, 2, 3].map((n) => invocationRow({ n }));
  runAll(controller, [['SELECT …', done(OUT_COLUMNS, rows, { ms: 2_000 })]]);
  await shows('.summary dl div', 'Statement');
  const totals = await texts('.summary dl div');
  assert.ok(totals.includes('All functions\n1.04 s'), totals.join());
  assert.ok(totals.includes('Statement\n2 s, 956 ms outside'), totals.join());
});

test('a time that cannot be set beside the function’s is not', async () => {
  const { controller, page } = await open();
  runAll(controller, [['SELECT …', done(OUT_COLUMNS, [invocationRow({ a: 1 })], { ms: 100 })]]);
  await shows('.figures', 'Duration');
  assert.equal(await page.locator('.figures dt', { hasText: 'Statement' }).count(), 0);
  const event = ['202', null, null, invocationRow({})[3] ?? null];
  runAll(controller, [['SELECT …', done(OUT_COLUMNS, [event], { ms: 1_000 })]]);
  await shows('.status-code', '202');
  await panel.settled();
  assert.equal(await page.locator('.figures dt', { hasText: 'Statement' }).count(), 0);
});

test('a call made directly stands beside the answer that came through the database, with the differences', async () => {
  const { controller, page } = await open();
  const sql = "SELECT * FROM aws_lambda.invoke('f', '{}'::json)";
  runAll(controller, [[sql, done(OUT_COLUMNS, [invocationRow({ a: '<b>\u202e' })], { ms: 900 })]], {
    request: other('a.sql'),
  });
  const beside = { source: 'a.sql', sql };
  const direct = { ...other('direct'), title: 'Invoke Directly: f', beside };
  runAll(controller, [['-- direct', done(OUT_COLUMNS, [invocationRow({ a: 2 })])]], { request: direct });
  const place = page.getByRole('region', { name: 'Through the database', exact: true });
  await shows('.beside-verdict', 'Both ways it was answered, with differences.');
  assert.deepEqual(await texts('.beside-differences li'), [
    'Status: the same, 200.',
    'Version: the same, $LATEST.',
    'Payload: different.',
    "Log: the function's lines are the same.",
  ]);
  assert.equal(await place.locator('.json-string').first().innerText(), '"<b>‹U+202E›"');
  assert.match(await place.locator('.figures').innerText(), /900 ms, 552 ms outside/);
  const [left, right] = [await page.locator('.statement-panel').boundingBox(), await place.boundingBox()];
  assert.ok(left && right && right.x >= left.x + left.width - 1, 'two columns');
  await page.setViewportSize({ width: 420, height: 800 });
  const [upper, lower] = [await page.locator('.statement-panel').boundingBox(), await place.boundingBox()];
  assert.ok(upper && lower && lower.y >= upper.y + upper.height - 1, 'one below the other');

  const failure = {
    sqlstate: 'XX000',
    message: 'invoke API failed',
    detail: "AWS Lambda client returned 'Unable to connect to endpoint'.",
  };
  runAll(controller, [[sql, { kind: 'failed', sql: '', ms: 3, notices: [], failure }]], {
    request: other('a.sql'),
  });
  runAll(controller, [['-- direct', done(OUT_COLUMNS, [invocationRow({ a: 2 })])]], { request: direct });
  await shows('.beside-verdict', 'the fault is on the way to it from the database');
  await shows('.beside .advice', 'TCP 443');
});
