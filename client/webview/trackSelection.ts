/**
 * Selecting cells: the component's free edition selects whole rows at most. The end of the selection that moves is
 * the focused cell, so the component's own keys extend it when Shift is held, and screen readers follow.
 */
import type { CellRange } from '../panel/protocol';
import { EdgeScroll } from './edgeScroll';
import { hasPlace, isOneCell, rangeOf, ROW_NUMBERS, type Place, type Selection } from './gridSelection';
import type { GridView } from './gridView';

const EXTENDING = /^(?:Arrow|Page|Home|End)/;

export class TrackedSelection {
  private selection: Selection | undefined;
  /** The focus that comes next is the selection's other end. */
  private extending = false;
  private dragging = false;
  private readonly listening = new AbortController();
  private readonly edge: EdgeScroll;

  constructor(
    private readonly view: GridView,
    private readonly onChange: (range: CellRange) => void,
  ) {
    const { host } = view;
    const { signal } = this.listening;
    this.edge = new EdgeScroll(
      view,
      () => this.selection?.head.row,
      (row) => {
        if (this.selection) this.extendTo({ ...this.selection.head, row });
      },
    );
    host.addEventListener('keydown', (event) => this.press(event), { capture: true, signal });
    // The component gives the focus away with it.
    host.addEventListener('pointerdown', (event) => this.grab(event), { capture: true, signal });
    document.addEventListener('mousemove', (event) => this.drag(event), { signal });
    document.addEventListener('mouseup', () => this.drop(), { signal });
    host.addEventListener('focusin', ({ target }) => this.take(view.placeOf(target)), { signal });
  }

  /** Undefined before anything has been focused. */
  get range(): CellRange | undefined {
    return this.selection && rangeOf(this.selection, this.view.columns.length);
  }

  /** Marks a cell that has come into sight, if it is selected. */
  mark(cell: HTMLElement, place: Place): void {
    const { range } = this;
    const columns = this.view.columns.length;
    const selected = range !== undefined && !isOneCell(range) && hasPlace(range, place, columns);
    // Few cells are: the others are scrolled past as they are.
    if (selected === cell.classList.contains('selected')) return;
    cell.classList.toggle('selected', selected);
    cell.setAttribute('aria-selected', String(selected));
  }

  /** Rows stand elsewhere: what was selected is no longer what stands there. */
  clear(): void {
    const { selection } = this;
    if (selection) this.select({ anchor: selection.head, head: selection.head });
  }

  dispose(): void {
    this.listening.abort();
    this.edge.stop();
  }

  private select(selection: Selection): void {
    this.selection = selection;
    for (const [cell, place] of this.view.cells()) this.mark(cell, place);
    this.onChange(rangeOf(selection, this.view.columns.length));
  }

  private extendTo(head: Place): void {
    this.select({ anchor: this.selection?.anchor ?? head, head });
  }

  /** The focus has come to a cell. */
  private take(place: Place | undefined): void {
    if (place && this.extending) this.extendTo(place);
    else if (place) this.select({ anchor: place, head: place });
  }

  private press(event: KeyboardEvent): void {
    this.extending = event.shiftKey && EXTENDING.test(event.key);
    const next = selectByKey(event, this.selection, this.view);
    if (!next) return;
    event.preventDefault();
    event.stopPropagation();
    this.select(next);
  }

  private grab(event: MouseEvent): void {
    if (event.button !== 0 || !this.view.placeOf(event.target)) return;
    getSelection()?.removeAllRanges();
    this.extending = event.shiftKey;
    this.dragging = true;
  }

  private drag(event: MouseEvent): void {
    if (!this.dragging || (event.buttons & 1) === 0) return;
    const place = this.view.placeOf(event.target);
    if (place && !isSame(place, this.selection?.head)) this.extendTo(place);
    this.edge.follow(event);
  }

  private drop(): void {
    this.edge.stop();
    const { dragging, selection } = this;
    this.dragging = false;
    if (!dragging || !selection || isSame(selection.anchor, selection.head)) return;
    this.extending = true;
    this.view.focus(selection.head);
  }
}

const isSame = (one: Place, other: Place | undefined): boolean =>
  one.row === other?.row && one.column === other.column;

/** Ctrl/Cmd+A all, Shift+Space the rows, Ctrl+Space the columns, as in spreadsheets. */
function selectByKey(
  { key, ctrlKey, metaKey, shiftKey }: KeyboardEvent,
  selection: Selection | undefined,
  { rows, columns }: GridView,
): Selection | undefined {
  const last = { row: rows - 1, column: columns.length - 1 };
  if (key.toLowerCase() === 'a' && (ctrlKey || metaKey)) return { anchor: { row: 0, column: 0 }, head: last };
  if (key !== ' ' || !selection) return undefined;
  const { anchor, head } = selection;
  if (shiftKey) return { anchor: { ...anchor, column: 0 }, head: { ...head, column: last.column } };
  if (!ctrlKey || anchor.column === ROW_NUMBERS) return undefined;
  return { anchor: { ...anchor, row: 0 }, head: { ...head, row: last.row } };
}
