import type { Column } from '../../core/invocation/outcome';
import type { PageCell } from '../panel/protocol';
import type { Context } from './context';
import { element } from './element';
import { ROW_NUMBERS, type Place } from './gridSelection';
import type { GridView } from './gridView';
import { renderDetailsHead } from './renderDetailsHead';
import { renderHex } from './renderHex';
import { activePath, renderPayload } from './renderPayload';
import { renderCutText } from './renderText';

/** As much of a text as the host sends. */
const MOST_CHARACTERS = 100_000;

/** A cell beside the grid: JSON as a tree, bytes and long texts far enough to read them. */
export class Details {
  private readonly head = element('div', { class: 'details-head' });
  private readonly body = element('div', { class: 'details-body', tabindex: '-1' });
  readonly element = element(
    'section',
    { class: 'details', 'aria-label': "The cell's value", hidden: true },
    this.head,
    this.body,
  );
  private shown: Place | undefined;
  private drawing = false;
  private wantsFocus = false;

  /** `onPlace` hears which cell it shows; undefined: it is closed. */
  constructor(
    private readonly view: GridView,
    private readonly context: Context,
    private readonly onPlace: (place: Place | undefined) => void,
  ) {
    // Before the tree, which keeps the key for itself.
    this.element.addEventListener('keydown', (event) => this.press(event), { capture: true });
  }

  get isOpen(): boolean {
    return !this.element.hidden;
  }

  /** Opens beside the grid; the focus stays where it is. */
  open(place: Place): void {
    this.element.hidden = false;
    this.follow(place);
  }

  /** Shows another cell, where it is open. */
  follow(place: Place): void {
    if (!this.isOpen || place.column === ROW_NUMBERS) return;
    this.shown = place;
    this.onPlace(place);
    void this.draw();
  }

  /** Gives the focus to what is shown, once it is there. */
  focus(): void {
    this.wantsFocus = this.drawing;
    if (!this.drawing) this.focusContent();
  }

  close(): void {
    const { shown, element: pane } = this;
    const hadFocus = pane.contains(document.activeElement);
    pane.hidden = true;
    this.shown = undefined;
    this.onPlace(undefined);
    if (hadFocus && shown) this.view.focus(shown);
  }

  /** Escape goes back to the cell. */
  private press(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || !this.shown) return;
    event.preventDefault();
    event.stopPropagation();
    this.view.focus(this.shown);
  }

  /** One cell after the other, the newest always: cells may be large, and keys are fast. */
  private async draw(): Promise<void> {
    if (this.drawing) return;
    this.drawing = true;
    for (let done: Place | undefined; this.shown && this.shown !== done;) {
      done = this.shown;
      await this.drawCell(done);
    }
    this.drawing = false;
    if (this.wantsFocus) this.focusContent();
    this.wantsFocus = false;
  }

  private async drawCell(place: Place): Promise<void> {
    const { view, context } = this;
    const column = view.columns[place.column];
    // As they came, rows stand at their numbers, also one that is still on the way.
    const row = view.numberOf(place) ?? (view.isArranged ? undefined : place.row);
    if (!column || row === undefined) return;
    const { statement } = view;
    const cell = await context.pages.cell(context.runId, statement, row, place.column);
    if (this.shown !== place) return;
    const content = renderContent(cell, column);
    const path = content.querySelector('vscode-tree-item') ? () => activePath(content) ?? '$' : undefined;
    const at = { row, column: place.column };
    const actions = { path, close: () => this.close() };
    this.head.replaceChildren(...renderDetailsHead({ statement, cell, column, at }, actions, context));
    this.body.replaceChildren(content);
    this.body.scrollTop = 0;
  }

  private focusContent(): void {
    (this.body.querySelector<HTMLElement>('vscode-tree-item') ?? this.body).focus();
  }
}

function renderContent(cell: PageCell, { type }: Column): HTMLElement {
  if (cell === null) return element('p', { class: 'null' }, 'NULL');
  if (cell === '') return element('p', { class: 'empty-text' }, 'Empty text');
  const text = typeof cell === 'string' ? cell : cell.text;
  if (type === 'bytea') return renderHex(text);
  const isWhole = typeof cell === 'string';
  if (isWhole && (/^jsonb?$/.test(type) || /^\s*[[{]/.test(text)))
    return renderPayload(text, 'The value as a tree');
  return element('div', { class: 'text-block' }, renderCutText(text, MOST_CHARACTERS, '\t\n'));
}
