import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { FrameLocator, Locator, Page } from 'playwright-core';

const SHORT_MS = 15_000;
const LOAD_MS = 60_000;

/** VS Code in a browser page, driven as a user does: with keys, and by what is to be seen. */
export class EditorPage {
  #shots = 0;

  /** Screenshots go to the folder, numbered in order. */
  constructor(
    readonly page: Page,
    private readonly artefacts: string,
  ) {
    page.setDefaultTimeout(SHORT_MS);
  }

  /** The text of the active editor. Spaces are non-breaking in the DOM. */
  get lines(): Locator {
    return this.page.locator('.editor-group-container.active .view-lines').first();
  }

  /** The entry of the completion list with this label. */
  suggestion(label: string): Locator {
    const rows = this.page.locator('.suggest-widget.visible .monaco-list-row');
    return rows.filter({ has: this.page.getByText(label, { exact: true }) }).first();
  }

  /** A code lens, which stands above a line of text. */
  lens(text: string): Locator {
    return this.page.locator('.codelens-decoration a', { hasText: text });
  }

  get signature(): Locator {
    return this.page.locator('.parameter-hints-widget.visible');
  }

  /** The document of the newest webview. */
  get panel(): FrameLocator {
    return this.page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
  }

  /** Waits until a file is in front, and puts the focus into its text. */
  async waitForTab(name: string): Promise<void> {
    await this.page.locator(`.tab.active[data-resource-name="${name}"]`).waitFor({ timeout: LOAD_MS });
    await this.lines.click();
  }

  /**
   * Waits until the extension shows its connection, as it does beside SQL. A key that is pressed before VS Code has
   * read the extension's keys does nothing.
   */
  async waitForExtension(): Promise<void> {
    await this.page
      .locator('.statusbar-item[id$="auroraLambda.connection"]')
      .first()
      .waitFor({ timeout: LOAD_MS });
  }

  /** Opens a file of the folder by its name. */
  async openFile(name: string): Promise<void> {
    await this.page.keyboard.press('Control+P');
    await this.pick(name, name);
    await this.waitForTab(name);
  }

  /** Puts a text in place of all there is in the editor, at once, as pasting does. */
  async replaceAll(text: string): Promise<void> {
    await this.focus();
    await this.page.keyboard.press('Control+A');
    await this.page.keyboard.insertText(text);
  }

  /** What the editor shows. */
  async text(): Promise<string> {
    return (await this.lines.innerText()).replaceAll('\u00a0', ' ');
  }

  /** The colours in which words stand in the editor outside of comments, as CSS says them. */
  coloursOf(words: readonly string[]): Promise<string[]> {
    return this.page.evaluate<string[]>(`${JSON.stringify(words)}.map((word) => {
      const spans = [...document.querySelectorAll('.view-lines span[class^="mtk"]')];
      const span = spans.find(({ textContent }) => textContent.includes(word) && !textContent.startsWith('--'));
      return span ? getComputedStyle(span).color : word + ' is missing';
    })`);
  }

  /** Puts the cursor at a line and column, both 1-based. */
  async goTo(line: number, column = 1): Promise<void> {
    await this.page.keyboard.press('Control+G');
    const widget = this.page.locator('.quick-input-widget');
    await widget.locator('input.input').fill(`:${line}:${column}`);
    await this.page.keyboard.press('Enter');
    await widget.waitFor({ state: 'hidden' });
  }

  /** Puts the focus into the text, from wherever it is; nothing is left open above it. */
  async focus(): Promise<void> {
    await this.page.keyboard.press('Control+1');
    await this.page.keyboard.press('Escape');
    await this.page.keyboard.press('Escape');
  }

  /** Takes an entry of the completion list. */
  async accept(label: string): Promise<void> {
    await this.suggestion(label).click();
  }

  /** Runs a command by its title in the palette. */
  async command(title: string): Promise<void> {
    await this.page.keyboard.press('F1');
    await this.pick(`>${title}`, title);
  }

  /** Takes an entry of what the right button opens. */
  async chooseInMenu(target: Locator, title: string): Promise<void> {
    await target.click({ button: 'right' });
    await this.clickUntilGone(this.page.locator('.context-view .action-item', { hasText: title }));
  }

  /** VS Code passes over clicks in a menu that has just opened, and in a dialog that is reading its folder. */
  async clickUntilGone(item: Locator): Promise<void> {
    do await item.click();
    while (!(await isGone(item)));
  }

  /** Answers a question of an input box, known by a part of what it says. */
  async answer(question: string, text: string): Promise<void> {
    const widget = await this.question(question);
    await widget.locator('input.input').fill(text);
    await this.page.keyboard.press('Enter');
  }

  /** Takes what is proposed in a list of choices, known by one of them. */
  async takeProposal(choice: string): Promise<void> {
    await this.question(choice);
    await this.page.keyboard.press('Enter');
  }

  /** An entry of the list at the top. */
  entry(label: string): Locator {
    return this.page.locator('.quick-input-list .monaco-list-row', { hasText: label }).first();
  }

  private async question(text: string): Promise<Locator> {
    const widget = this.page.locator('.quick-input-widget:visible', { hasText: text });
    await widget.waitFor();
    return widget;
  }

  /** Types as a person does, key by key. */
  async type(text: string): Promise<void> {
    await this.page.keyboard.type(text, { delay: 20 });
  }

  /** Keeps a picture of the whole window. */
  async screenshot(name: string): Promise<void> {
    await mkdir(this.artefacts, { recursive: true });
    const number = String(++this.#shots).padStart(2, '0');
    await this.page.screenshot({ path: join(this.artefacts, `${number}-${name}.png`) });
  }

  /** Fills the input box at the top and takes the first entry of its list once it begins with `entry`. */
  private async pick(text: string, entry: string): Promise<void> {
    const widget = this.page.locator('.quick-input-widget');
    await widget.locator('input.input').fill(text);
    const first = widget.locator(`.monaco-list-row[data-index="0"][aria-label^="${entry}"]`);
    await first.waitFor();
    await this.page.keyboard.press('Enter');
    // What the command asks may be in the same place at once.
    await first.waitFor({ state: 'hidden' });
  }
}

const CLOSES_MS = 1_000;

async function isGone(item: Locator): Promise<boolean> {
  try {
    await item.waitFor({ state: 'hidden', timeout: CLOSES_MS });
    return true;
  } catch {
    return false;
  }
}
