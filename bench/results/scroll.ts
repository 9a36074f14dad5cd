/**
 * Scrolling and finding in the panel's real page, in the browser of the tests. Beside it the same grid of the same
 * look with all rows in the page's memory: what it takes is the grid's own time, the difference is what fetching
 * the rows that are looked at costs.
 */
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { startPanelBrowser, type PanelPage } from '../../test/support/panelPage';
import { request } from '../../test/support/panelRuns';
import type { InPage, Recorded } from '../page/inPage';
import { COLUMNS, sampleRow } from './sample';

/** A way through the rows, and what it is called. */
interface Way {
  readonly name: string;
  readonly steps: number;
  readonly take: (page: Page, step: number) => Promise<void>;
}

/** What the page does of itself is called by name: its types are not Node's. */
const inPage = {
  start: (): void => void (globalThis as unknown as InPage).recorder.start(),
  stop: (): Promise<Recorded> => (globalThis as unknown as InPage).recorder.stop(),
  jump: (share: number): void => (globalThis as unknown as InPage).recorder.jump(share),
  fill: (rows: number): void => (globalThis as unknown as InPage).rival.fill(rows),
  find: (text: string): number => (globalThis as unknown as InPage).rival.find(text),
};

const wheel = (name: string, pixels: number, steps: number): Way => ({
  name: `wheel, ${name}`,
  steps,
  take: (page) => page.mouse.wheel(0, pixels),
});
const key = (name: string, steps = 1): Way => ({
  name: `key ${name}`,
  steps,
  take: (page) => page.keyboard.press(name),
});

/** Each begins where the one before ended. */
const WAYS: readonly Way[] = [
  wheel('4 rows a step', 104, 100),
  wheel('40 rows a step', 1_040, 60),
  wheel('400 rows a step', 10_400, 40),
  key('ArrowDown', 60),
  key('PageDown', 60),
  key('End'),
  key('PageUp', 20),
  key('Home'),
];
/** Places that the scroll bar is dragged to, one by one. */
const JUMPS = [0.5, 0.9, 0.1, 0.33, 0.77, 0.05, 0.61, 0.99, 0.25, 0.42, 0.7, 0];
const FIND = 'customer 99999';

/** What was measured of one way; the parts of a way that is measured in parts follow each other. */
export interface Measured {
  readonly way: string;
  readonly ours: readonly Recorded[];
  readonly rival: readonly Recorded[];
}

export async function measureScrolling(rows: number): Promise<Measured[]> {
  const browser = await startPanelBrowser();
  try {
    const panel = await browser.open();
    await fill(panel, rows);
    await panel.page.locator('.ag-row .ag-cell').first().waitFor();
    const rival = (await browser.open()).page;
    await rival.evaluate(await readFile('.cache/bench/page/rivalGrid.js', 'utf8'));
    await rival.evaluate(inPage.fill, rows);
    const pages = [panel.page, rival] as const;
    for (const page of pages) await prepare(page);
    const measured: Measured[] = [];
    for (const way of WAYS) measured.push(await inTurns(way.name, pages, (page) => walk(page, way)));
    measured.push(await inTurns('scroll bar dragged', pages, jump));
    measured.push(
      await inTurns(`find "${FIND}"`, [panel.page, rival], (page) =>
        find(page, page === rival ? findInMemory : findInPanel),
      ),
    );
    // Ends the search, which goes on counting.
    await panel.page.keyboard.press('Escape');
    await panel.settled();
    if (panel.problems.length > 0) throw new Error(panel.problems.join('\n'));
    return measured;
  } finally {
    await browser.close();
  }
}

/** Rows as a statement gives them, all there before anybody scrolls. */
async function fill({ controller }: PanelPage, rows: number): Promise<void> {
  const sink = controller.beginRun(request().request);
  void sink.onEvent({ kind: 'statementStarted', index: 0, sql: 'SELECT …', start: 0 });
  const batch = 2_000;
  for (let at = 0; at < rows; at += batch) {
    const some = Array.from({ length: Math.min(batch, rows - at) }, (_, n) => sampleRow(at + n + 1));
    await sink.onEvent({ kind: 'rows', index: 0, columns: COLUMNS, rows: some, size: some.length * 130 });
  }
  const ended = { sql: '', ms: 1, notices: [], command: 'SELECT', rowCount: rows, truncated: false } as const;
  const outcome = { kind: 'done', ...ended, columns: COLUMNS } as const;
  void sink.onEvent({ kind: 'statementEnded', index: 0, outcome });
  void sink.onEvent({ kind: 'finished', ms: 1, reason: 'completed' });
}

async function prepare(page: Page): Promise<void> {
  await page.evaluate(await readFile('.cache/bench/page/recorder.js', 'utf8'));
  await page.locator('.ag-row .ag-cell').nth(1).click();
}

async function inTurns(
  way: string,
  [ours, rival]: readonly [Page, Page],
  measure: (page: Page) => Promise<readonly Recorded[]>,
): Promise<Measured> {
  return { way, ours: await measure(ours), rival: await measure(rival) };
}

async function walk(page: Page, { steps, take }: Way): Promise<Recorded[]> {
  const one = await recorded(page, async () => {
    for (let step = 0; step < steps; step++) await take(page, step);
  });
  return [one];
}

async function jump(page: Page): Promise<Recorded[]> {
  const all: Recorded[] = [];
  for (const share of JUMPS) all.push(await recorded(page, () => page.evaluate(inPage.jump, share)));
  return all;
}

async function recorded(page: Page, act: () => Promise<unknown>): Promise<Recorded> {
  await page.evaluate(inPage.start);
  await act();
  return page.evaluate(inPage.stop);
}

/** From the keys until the grid shows what was sought. */
async function find(page: Page, seek: (page: Page) => Promise<unknown>): Promise<Recorded[]> {
  let ms = 0;
  const one = await recorded(page, async () => {
    const begun = performance.now();
    await seek(page);
    ms = performance.now() - begun;
  });
  return [{ ...one, filled: ms }];
}

async function findInPanel(page: Page): Promise<void> {
  await page.keyboard.press('Control+f');
  await page.keyboard.insertText(FIND);
  await page.locator('.ag-cell.found').waitFor();
}

const findInMemory = (page: Page): Promise<unknown> => page.evaluate(inPage.find, FIND);
