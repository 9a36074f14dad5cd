import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { SqlFailure } from '../../core/invocation/outcome';
import { assertClean, startPanelBrowser } from '../support/panelPage';
import type { PanelBrowser, PanelPage } from '../support/panelPage';
import { base64, done, OUT_COLUMNS, request, runAll } from '../support/panelRuns';

// Whatever the database, the function or the user's own SQL says is shown as text: nothing of it is obeyed.
let browser: PanelBrowser;
before(async () => {
  browser = await startPanelBrowser();
});
after(() => browser.close());

const MARKUP = [
  '<script>alert(1)</script>',
  '<img src=x onerror="alert(2)">',
  '<a href="javascript:alert(3)">here</a>',
  '"><svg onload=alert(4)>',
  '<style>body{display:none}</style>',
  '{{constructor.constructor("alert(5)")()}}',
  '${alert(6)}',
  'https://evil.example/?leak',
].join(' ');
const HIDING = 'a\u202egnp.exe\u2066 pay\u200bpal\u0007\u001b[2J\u001b]8;;https://evil.example\u0007click';
const HOSTILE = `${MARKUP} ${HIDING}`;
/** As it must read on screen. */
const SHOWN_HIDING =
  'a‹U+202E›gnp.exe‹U+2066› pay‹U+200B›pal‹U+0007›␛[2J␛]8;;https://evil.example‹U+0007›click';
const SHOWN = `${MARKUP} ${SHOWN_HIDING}`;

/** Nothing was run, loaded, linked or drawn from the data. */
async function assertInert(panel: PanelPage): Promise<void> {
  assertClean(panel);
  for (const tag of ['img', 'a', 'iframe', 'object', 'embed', 'form', 'base', 'main script', 'main style']) {
    assert.equal(await panel.page.locator(tag).count(), 0, tag);
  }
  assert.equal(await panel.page.locator('.panel').isVisible(), true);
  const drawn = await panel.page.locator('body').innerText();
  for (const char of '\u202e\u2066\u200b\u0007\u001b') {
    assert.equal(drawn.includes(char), false, `U+${char.charCodeAt(0).toString(16)} is drawn`);
  }
}

const shows = (panel: PanelPage, selector: string): Promise<void> =>
  panel.page.locator(selector).filter({ hasText: SHOWN }).first().waitFor();

test('in cells, column names, types, title, connection and SQL', async () => {
  const panel = await browser.open({ width: 3000 });
  const columns = [
    { name: HOSTILE, type: 'text' },
    { name: 'b', type: HOSTILE },
  ];
  runAll(
    panel.controller,
    [[HOSTILE, done(columns, [[HOSTILE, 'b']], { command: HOSTILE, advice: HOSTILE })]],
    {
      request: { ...request().request, title: HOSTILE, connection: HOSTILE },
    },
  );
  for (const place of [
    '.ag-cell',
    '.column-header',
    '.column-type',
    'h1',
    '.connection',
    '.statement-facts',
    '.advice',
  ]) {
    await shows(panel, place);
  }
  await panel.page.locator('.statement-sql').filter({ hasText: '<script>alert(1)</script>' }).waitFor();
  assert.equal(await panel.page.locator('.column-header').first().getAttribute('title'), `${SHOWN}: text`);
  await assertInert(panel);
});

test('in payloads, their names, versions and logs', async () => {
  const panel = await browser.open({ height: 3000 });
  const payload = JSON.stringify({
    [HOSTILE]: HOSTILE,
    __proto__: null,
    list: [HOSTILE],
    inside: JSON.stringify({ a: HOSTILE }),
  });
  const log = `\u001b[31mred\u001b[0m ${HOSTILE}\n[ERROR] ${HOSTILE}\nREPORT RequestId: <b>${'x'}</b>\tDuration: 1 ms\n`;
  runAll(panel.controller, [['SELECT 1', done(OUT_COLUMNS, [['200', payload, HOSTILE, base64(log)]])]]);
  for (const place of ['.json-name', '.json-string', '.version', '.log-message', '.level-error'])
    await shows(panel, place);
  await panel.page
    .locator('.log-line')
    .filter({ hasText: `red ${SHOWN}` })
    .waitFor();
  await panel.page.locator('.request-id').filter({ hasText: '<b>x</b>' }).waitFor();
  await assertInert(panel);
});

test('in payloads and logs that do not decode, and in lines of many invocations', async () => {
  const panel = await browser.open({ width: 3000 });
  const row = ['200', HOSTILE, null, HOSTILE];
  runAll(panel.controller, [['SELECT 1', done(OUT_COLUMNS, [row])]]);
  await shows(panel, '.part-payload .text-block');
  await shows(panel, '.part-log .text-block');
  runAll(panel.controller, [['SELECT 1', done(OUT_COLUMNS, [row, row, row, row])]]);
  await shows(panel, '.line-payload');
  await assertInert(panel);
});

test('in the cell beside the grid: as text, as JSON, in its name and type; in what find tells', async () => {
  const panel = await browser.open({ width: 3000, height: 1500 });
  const { page } = panel;
  const json = JSON.stringify({ [HOSTILE]: [HOSTILE], inside: JSON.stringify({ a: HOSTILE }) });
  const columns = [
    { name: HOSTILE, type: HOSTILE },
    { name: 'b', type: 'jsonb' },
    { name: 'c', type: 'bytea' },
  ];
  runAll(panel.controller, [['SELECT 1', done(columns, [[HOSTILE, json, HOSTILE]])]]);
  const cell = (column: number) => page.locator(`.ag-cell[col-id="${column}"]`);
  await cell(0).dblclick();
  for (const place of ['.details h2', '.details-facts', '.details .text-block']) await shows(panel, place);
  await cell(1).click();
  for (const place of ['.details .json-name', '.details .json-string']) await shows(panel, place);
  await cell(2).click();
  await shows(panel, '.details .text-block');
  await page.keyboard.press('Control+f');
  await page.keyboard.insertText('<script>alert(1)');
  await page.locator('.find-status').filter({ hasText: '3 of 3' }).waitFor();
  await page.keyboard.press('Enter');
  await shows(panel, '.find-status');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Control+c');
  await panel.postOf('copyRange');
  // What is copied is the data itself, to the last character.
  assert.ok(panel.copied[0]?.includes(HIDING));
  await assertInert(panel);
});

test('in errors, notices, output and tabs', async () => {
  const panel = await browser.open({ width: 3000, height: 1500 });
  const failure: SqlFailure = {
    sqlstate: HOSTILE,
    message: HOSTILE,
    detail: HOSTILE,
    hint: HOSTILE,
    context: HOSTILE,
    advice: HOSTILE,
  };
  const notices = [{ severity: HOSTILE, message: HOSTILE, detail: HOSTILE, hint: HOSTILE }];
  runAll(
    panel.controller,
    [
      [HOSTILE, done([], [])],
      [HOSTILE, { kind: 'failed', sql: '', ms: 1, notices, failure }],
    ],
    { output: [HOSTILE] },
  );
  for (const place of [
    '.failure-message',
    '.sqlstate',
    '.failure-parts dd',
    '.advice',
    '.severity',
    '.notice-text',
    '.output-text',
    '.tab-sql',
    '.tab-facts',
    '.announcer',
  ]) {
    await shows(panel, place);
  }
  await assertInert(panel);
});

test('nothing of the data can leave: requests, frames, inline script and style are refused by the policy', async () => {
  const panel = await browser.open();
  const answered: string[] = [];
  panel.page.on('response', (one) => answered.push(one.url()));
  await panel.page.locator('main').evaluate((main) => {
    (main as { innerHTML: string }).innerHTML =
      '<img src="https://evil.example/a.png"><iframe src="https://evil.example/"></iframe><p style="color:red" onclick="alert(1)">x</p><style>p{color:red}</style>';
  });
  await panel.postOf('fault');
  await panel.settled();
  const refused = panel.problems
    .filter((problem) => problem.includes('policy: '))
    .map((problem) => /policy: ([a-z-]+)/.exec(problem)?.[1]);
  assert.deepEqual([...new Set(refused)].sort(), [
    'frame-src',
    'img-src',
    'script-src-attr',
    'style-src-attr',
    'style-src-elem',
  ]);
  assert.deepEqual(answered, []);
});
