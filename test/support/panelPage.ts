import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { mkdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { createPanelController } from '../../client/panel/controller';
import type { PanelController } from '../../client/panel/controller';
import { copyCells } from '../../client/panel/exportResult';
import type { PanelHost } from '../../client/panel/host';
import { RowStore, ROW_STORE } from '../../cluster/rows/rowStore';
import { contentSecurityPolicy, panelHtml } from '../../client/panel/html';
import type { SavedFile } from '../../client/panel/pages';
import { readFromWebview } from '../../client/panel/readFromWebview';
import type { FromWebview, ToWebview } from '../../client/panel/protocol';
import themes from '../fixtures/panel/themes.json';
import { launchBrowser } from './browser';
import { createExportUser, type ExportUser } from './exportDialogs';

/** The colours of VS Code's own themes, as its workbench sets them. */
export type Theme = keyof typeof themes;
export const THEMES = Object.keys(themes) as Theme[];

const ARTEFACTS = join('out', 'artefacts', 'panel');
const NONCE = 'dGVzdCBub25jZQ==';

/** The real page of the panel in real Chromium, the real controller behind it, the test as its editor. */
export interface PanelPage {
  readonly page: Page;
  readonly controller: PanelController;
  /** Everything the page posted. */
  readonly posted: FromWebview[];
  readonly copied: string[];
  readonly opened: { readonly text: string; readonly language: string }[];
  readonly saved: readonly SavedFile[];
  /** Who is asked how to copy; its clipboard is `copied`. */
  readonly user: ExportUser;
  /** What the editor was asked to export. */
  readonly exported: { readonly rows: number; readonly incomplete: string | undefined }[];
  /** What must stay empty: refused by the policy, thrown, or posted as a fault. */
  readonly problems: string[];
  /** The last message of this kind that the page posted, or the next if there was none; it has been answered. */
  postOf(kind: FromWebview['kind']): Promise<FromWebview>;
  /** Settles once the page has taken in all that was posted to it. */
  settled(): Promise<void>;
  /** Takes the page away and loads it anew, as VS Code does when the view was hidden. */
  reload(): Promise<void>;
  screenshot(name: string): Promise<void>;
}

/** What differs from page to page. */
export interface PanelPageOptions {
  readonly theme?: Theme;
  readonly width?: number;
  readonly height?: number;
}

/** Chromium and a loopback server for one test file; `close` ends both. */
export interface PanelBrowser {
  open(options?: PanelPageOptions): Promise<PanelPage>;
  close(): Promise<void>;
}

/** Starts both. The bundles are those of `node esbuild.mjs`. */
export async function startPanelBrowser(): Promise<PanelBrowser> {
  const server = createServer((request, response) => {
    void answer(request.url ?? '/').then(({ status, headers, body }) =>
      response.writeHead(status, headers).end(body),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const browser = await launchBrowser();
  return {
    open: (options = {}) => openPage(browser, origin, options),
    async close() {
      await browser.close();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

interface Answer {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: string | Buffer;
}

async function answer(url: string): Promise<Answer> {
  if (url === '/') {
    const uris = { scriptUri: '/webview.js', styleUri: '/webview.css' };
    const headers = {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': contentSecurityPolicy("'self'", NONCE),
    };
    return { status: 200, headers, body: panelHtml({ cspSource: "'self'", nonce: NONCE, ...uris }) };
  }
  const type = { '/webview.js': 'text/javascript', '/webview.css': 'text/css' }[url];
  if (!type) return { status: 404, headers: {}, body: '' };
  const body = await readFile(join('dist', url)).catch(() => undefined);
  if (!body) throw new Error(`dist${url} is missing: run \`node esbuild.mjs\` first`);
  return { status: 200, headers: { 'content-type': type }, body };
}

async function openPage(browser: Browser, origin: string, options: PanelPageOptions): Promise<PanelPage> {
  const { theme = 'dark', width = 1200, height = 520 } = options;
  const context = await browser.newContext({ viewport: { width, height }, reducedMotion: 'reduce' });
  const page = await context.newPage();
  const problems: string[] = [];
  const posted: FromWebview[] = [];
  const awaited = new EventEmitter();
  const copied: string[] = [];
  const opened: PanelPage['opened'] = [];
  const saved: SavedFile[] = [];
  const user = createExportUser(copied);
  const exported: PanelPage['exported'] = [];
  page.on('pageerror', (error) => problems.push(`thrown: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning')
      problems.push(`console: ${message.text()}`);
  });
  page.on('dialog', (dialog) => {
    problems.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });

  let delivered: Promise<unknown> = Promise.resolve();
  const host: PanelHost = {
    post(message: ToWebview) {
      delivered = delivered.then(() => page.evaluate(deliver, message));
    },
    copy: (text) => copied.push(text),
    copyRows: (request, form) => copyCells(request, form, user.dialogs),
    save: (file) => saved.push(file),
    open: (text) => opened.push(text),
    exportRows: ({ store, incomplete }) => exported.push({ rows: store.rowCount, incomplete }),
    now: () => Date.now(),
    warn: (message, facts) => problems.push(`${message}: ${JSON.stringify(facts)}`),
    createStore: () => new RowStore({ folder: join(ARTEFACTS, 'rows'), ...ROW_STORE }),
  };
  const controller = createPanelController(host);
  await page.exposeFunction('panelTestHost', async (message: unknown) => {
    const read = readFromWebview(message);
    if (!read) return void problems.push(`unreadable message: ${JSON.stringify(message)}`);
    await controller.receive(read);
    posted.push(read);
    awaited.emit(read.kind, read);
  });
  await page.addInitScript(standIn, themes[theme]);
  await page.goto(origin);
  return {
    page,
    controller,
    posted,
    copied,
    opened,
    saved,
    user,
    exported,
    problems,
    async postOf(kind) {
      const last = posted.findLast((message) => message.kind === kind);
      return last ?? ((await once(awaited, kind)) as [FromWebview])[0];
    },
    async settled() {
      await delivered;
      await page.evaluate(() => new Promise((resolve) => setTimeout(resolve)));
      await delivered;
    },
    async reload() {
      await page.reload();
    },
    async screenshot(name) {
      await mkdir(ARTEFACTS, { recursive: true });
      await page.screenshot({ path: join(ARTEFACTS, `${name}.png`) });
    },
  };
}

/** Runs in the page: what `webview.postMessage` does. */
function deliver(message: ToWebview): void {
  (globalThis as unknown as { postMessage(message: unknown, origin: string): void }).postMessage(
    message,
    '*',
  );
}

/** Runs in the page before its own script: what VS Code gives a webview. Its text is sent, so it stands alone. */
function standIn(theme: { readonly bodyClass: string; readonly variables: object }): void {
  interface Root {
    readonly document: {
      readonly documentElement: { readonly style: { setProperty(name: string, value: string): void } };
      readonly body: { className: string };
    };
    readonly sessionStorage: {
      getItem(key: string): string | null;
      setItem(key: string, value: string): void;
    };
    readonly panelTestHost: (message: unknown) => unknown;
    acquireVsCodeApi?: () => object;
    addEventListener(type: string, listen: (event: { readonly violatedDirective?: string }) => void): void;
  }
  const root = globalThis as unknown as Root;
  root.acquireVsCodeApi = () => ({
    postMessage: (message: unknown) => void root.panelTestHost(message),
    getState: () => JSON.parse(root.sessionStorage.getItem('state') ?? 'null') as unknown,
    setState: (state: unknown) => root.sessionStorage.setItem('state', JSON.stringify(state)),
  });
  root.addEventListener('securitypolicyviolation', (event) => {
    root.panelTestHost({ kind: 'fault', message: `policy: ${event.violatedDirective}` });
  });
  root.addEventListener('DOMContentLoaded', () => {
    root.document.body.className = theme.bodyClass;
    for (const [name, value] of Object.entries(theme.variables)) {
      root.document.documentElement.style.setProperty(name, String(value));
    }
  });
}

/** Fails with what went wrong in the page, if anything did. */
export function assertClean({ problems }: PanelPage): void {
  assert.deepEqual(problems, []);
}
