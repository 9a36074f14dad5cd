import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { assertClean, startPanelBrowser, THEMES } from '../support/panelPage';
import type { PanelBrowser, PanelPage, Theme } from '../support/panelPage';
import { done, invocationRow, LOG, OUT_COLUMNS, request, runAll } from '../support/panelRuns';

// Each scene in each theme of VS Code: axe-core finds nothing, the policy refuses nothing; a screenshot is kept.
let browser: PanelBrowser;
let axe: string;
before(async () => {
  axe = await readFile(
    createRequire(join(process.cwd(), 'package.json')).resolve('axe-core/axe.min.js'),
    'utf8',
  );
  browser = await startPanelBrowser();
});
after(() => browser.close());

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

async function assertAccessible({ page }: PanelPage, scene: string): Promise<void> {
  await page.evaluate(axe);
  const { violations } = await page.evaluate<{ violations: Violation[] }>('axe.run()');
  const found = violations.map(({ id, nodes }) => [
    id,
    nodes.map(({ html, failureSummary }) => [html, failureSummary]),
  ]);
  assert.deepEqual(found, [], scene);
}

const SQL = `SELECT * FROM aws_lambda.invoke(aws_commons.create_lambda_function_arn('my-function', 'us-west-2'), '{"body": "Hello from Postgres!"}'::json, 'RequestResponse', 'Tail')`;
const ANSWER = {
  statusCode: 200,
  headers: { 'content-type': 'application/json' },
  order: { id: 4711, total: 129.9, paid: true, note: null, lines: [{ sku: 'A-1', count: 2 }] },
  body: '{"message": "Hello from Lambda!"}',
};
const ORDER_COLUMNS = [
  { name: 'id', type: 'bigint' },
  { name: 'customer', type: 'text' },
  { name: 'total', type: 'numeric(10,2)' },
  { name: 'placed', type: 'timestamp with time zone' },
  { name: 'details', type: 'jsonb' },
];
const ORDERS = Array.from({ length: 500 }, (_, n) => [
  String(4711 + n),
  n % 7 === 3 ? null : `Customer\u200b ${n}`,
  (n * 1.37).toFixed(2),
  '2024-05-01 10:00:00+00',
  `{"lines": [{"sku": "A-${n}", "count": 2}], "paid": true, "note": null, "city": "Łódź"}`,
]);
const FAILURE = {
  sqlstate: '42883',
  message: 'function aws_lambda.invoke(aws_commons._lambda_function_arn_1, text, unknown) does not exist',
  hint: 'No function matches the given name and argument types. You might need to add explicit type casts.',
  context: 'PL/pgSQL function notify_order() line 3 at PERFORM',
};
const MANY = Array.from({ length: 8 }, (_, n) =>
  n === 5 ? ['202', null, null, null] : invocationRow({ n }, LOG.replace('82.31', String(n * 11.5))),
);

/** Each brings the page into a state and waits until it stands there. */
const SCENES: Readonly<Record<string, (panel: PanelPage) => Promise<void>>> = {
  empty: ({ page }) => page.locator('.empty').waitFor(),
  async invocation({ controller, page }) {
    runAll(controller, [[SQL, done(OUT_COLUMNS, [invocationRow(ANSWER)], { ms: 612 })]]);
    await page.locator('.json-inside').waitFor();
  },
  async accepted({ controller, page }) {
    runAll(controller, [[SQL, done(OUT_COLUMNS, [['202', null, null, null]])]]);
    await page.locator('.meaning').waitFor();
  },
  async grid({ controller, page }) {
    runAll(controller, [['SELECT * FROM orders', done(ORDER_COLUMNS, ORDERS, { truncated: true })]]);
    await page.locator('.ag-row[row-index="3"] .null').waitFor();
    await page.locator('.ag-row[row-index="1"] .ag-cell').nth(2).click();
  },
  async found({ page }) {
    await page.locator('.ag-row[row-index="2"] .ag-cell').nth(1).click();
    await page
      .locator('.ag-row[row-index="4"] .ag-cell')
      .nth(2)
      .click({ modifiers: ['Shift'] });
    await page.keyboard.press('Control+f');
    await page.keyboard.insertText('4.11');
    await page.getByRole('button', { name: 'Whole Cell' }).click();
    await page.locator('.ag-cell.found').filter({ hasText: '4.11' }).waitFor();
  },
  async value({ page }) {
    await page.locator('.ag-row[row-index="3"] .ag-cell').nth(1).click();
    await page.keyboard.press('Control+ArrowRight');
    await page.locator('.ag-cell[col-id="4"]:focus').waitFor();
    await page.keyboard.press('Enter');
    await page.locator('.details vscode-tree-item:focus').waitFor();
    await page.locator('.details .json-boolean').hover();
  },
  async script({ controller, page }) {
    const notices = [
      { severity: 'NOTICE', message: 'order 4711 sent' },
      { severity: 'WARNING', message: 'price list is old', hint: 'Refresh it.' },
    ];
    runAll(
      controller,
      [
        ['CREATE TABLE t (a int)', done([], [], { command: 'CREATE TABLE', rowCount: null, notices })],
        ['SELECT i.* FROM orders, LATERAL aws_lambda.invoke(f, p) i', done(OUT_COLUMNS, MANY)],
        [SQL, { kind: 'failed', sql: '', ms: 31, notices, failure: FAILURE }],
      ],
      { output: ['sending orders'] },
    );
    await page.locator('.failure').waitFor();
  },
  async many({ page }) {
    await page.getByRole('tab').nth(1).click();
    await page.locator('.summary-table summary').click();
    await page.locator('.invocation-slot summary').first().click();
    await page.locator('.invocation .json-line').first().waitFor();
  },
  async running({ controller, page }) {
    const sink = controller.beginRun(request().request);
    void sink.onEvent({ kind: 'statementStarted', index: 0, sql: SQL, start: 0 });
    void sink.onEvent({ kind: 'notice', index: 0, notice: { severity: 'NOTICE', message: 'calling' } });
    await page.locator('.notice').waitFor();
  },
  async editors({ controller, page }) {
    const source = { key: 'file:///w/reports.sql', place: 'reports.sql' };
    runAll(controller, [['SELECT * FROM orders', done(ORDER_COLUMNS, ORDERS)]], {
      request: request({ source, title: 'reports.sql', connection: 'staging' }).request,
    });
    await page.locator('.run-tab').nth(1).waitFor();
    await page.locator('.ag-row[row-index="3"] .null').waitFor();
  },
  async beside({ controller, page }) {
    const source = { key: 'file:///w/send.sql', place: 'send.sql' };
    const answered = (answer: unknown) => done(OUT_COLUMNS, [invocationRow(answer)], { ms: 812 });
    runAll(controller, [[SQL, answered(ANSWER)]], {
      request: request({ source, title: 'send.sql' }).request,
    });
    const direct = { source: { key: 'direct', place: 'send.sql' }, beside: { source: source.key, sql: SQL } };
    runAll(controller, [['-- RequestResponse of my-function', answered({ ...ANSWER, body: null })]], {
      request: request({ ...direct, title: 'Invoke Directly: my-function', connection: 'AWS Lambda' })
        .request,
    });
    await page.locator('.beside-verdict').waitFor();
    await page.locator('.beside .json-line').first().waitFor();
  },
};

async function walk(theme: Theme, width: number, height: number): Promise<void> {
  const panel = await browser.open({ theme, width, height });
  for (const [scene, enter] of Object.entries(SCENES)) {
    await enter(panel);
    await assertAccessible(panel, scene);
    await panel.screenshot(width < 600 ? `${theme}-narrow-${scene}` : `${theme}-${scene}`);
  }
  assertClean(panel);
}

for (const theme of THEMES) test(`every scene, ${theme}`, () => walk(theme, 1200, 420));

test('every scene in a side bar', () => walk('dark', 420, 800));
