import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { FrameLocator, Locator, Page } from 'playwright-core';

const SHORT_MS = 15_000;

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

  /** The rows of the completion list. */
  get suggestions(): Locator {
    return this.page.locator('.suggest-widget.visible .monaco-list-row');
  }

  get signature(): Locator {
    return this.page.locator('.parameter-hints-widget.visible');
  }

  /** The document of the newest webview. */
  get panel(): FrameLocator {
    return this.page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
  }

  /** Opens a file of the folder by its name. */
  async openFile(name: string): Promise<void> {
    await this.page.keyboard.press('Control+P');
    await this.pick(name);
    await this.page.locator(`.tab.active[data-resource-name="${name}"]`).waitFor();
    await this.lines.waitFor();
  }

  /** Puts the cursor at a line and column, both 1-based. */
  async goTo(line: number, column = 1): Promise<void> {
    await this.page.keyboard.press('Control+G');
    await this.pick(`:${line}:${column}`);
  }

  /** Runs a command by its title in the palette. */
  async command(title: string): Promise<void> {
    await this.page.keyboard.press('F1');
    await this.pick(`>${title}`);
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

  /** Fills the input box at the top and takes the first entry of its list. */
  private async pick(text: string): Promise<void> {
    const box = this.page.locator('.quick-input-widget input.input');
    await box.fill(text);
    await this.page.locator('.quick-input-list .monaco-list-row').first().waitFor();
    await this.page.keyboard.press('Enter');
    await this.page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
  }
}
