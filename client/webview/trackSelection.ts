/**
 * Selecting cells: the component's free edition selects whole rows at most. The end of the range that moves is the
 * focused cell, so the component's own keys extend it when Shift is held, and screen readers follow.
 */
import { EdgeScroll } from './edgeScroll';
import { hasPlace, isOneCell, rangeOf, withoutRange } from './gridSelection';
import { ROW_NUMBERS, type CellRange, type Place, type Selection } from './gridSelection';
import type { GridView } from './gridView';
import { ADDS, selectByKey } from './selectionKeys';

const EXTENDING = /^(?:Arrow|Page|Home|End)/;

export class TrackedSelection {
  /** Ranges that stay while another is selected. */
  private others: readonly CellRange[] = [];
  /** The range that keys and mouse move; undefined where the focused cell was taken out. */
  private selection: Selection | undefined;
  /** The focus that comes next is the range's other end. */
  private extending = false;
  /** The range goes with the focus, and the others stay: Shift+F8, as in spreadsheets. */
  private adding = false;
  private dragging = false;
  /** The focus that comes is that of a menu about what is selected. */
  private keeping = false;
  private readonly listening = new AbortController();
  private readonly edge: EdgeScroll;

  /** `onChange` hears of the ranges, and whether keys add to them. */
  constructor(
    private readonly view: GridView,
    private readonly onChange: (ranges: readonly CellRange[], adding: boolean) => void,
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
    // Before the component sorts.
    host.addEventListener('click', (event) => this.clickHeader(event), { capture: true, signal });
    document.addEventListener('mousemove', (event) => this.drag(event), { signal });
    document.addEventListener('mouseup', () => this.drop(), { signal });
    host.addEventListener('focusin', ({ target }) => this.take(view.placeOf(target)), { signal });
  }

  /** None before anything has been focused. */
  get ranges(): readonly CellRange[] {
    const { others, selection } = this;
    return selection ? [...others, rangeOf(selection, this.view.columns.length)] : others;
  }

  /** Marks a cell that has come into sight, if it is selected. */
  mark(cell: HTMLElement, place: Place): void {
    const { ranges, selection } = this;
    // The focus shows it.
    const isFocusAlone = selection !== undefined && ranges.length === 1 && ranges.every(isOneCell);
    const selected = !isFocusAlone && this.has(place);
    // Few cells are: the others are scrolled past as they are.
    if (selected === cell.classList.contains('selected')) return;
    cell.classList.toggle('selected', selected);
    cell.setAttribute('aria-selected', String(selected));
  }

  /** Rows stand elsewhere: what was selected is no longer what stands there. */
  clear(): void {
    const { selection } = this;
    this.adding = false;
    if (selection) this.select({ anchor: selection.head, head: selection.head });
  }

  dispose(): void {
    this.listening.abort();
    this.edge.stop();
  }

  private has(place: Place): boolean {
    return this.ranges.some((range) => hasPlace(range, place, this.view.columns.length));
  }

  private select(selection: Selection | undefined, others: readonly CellRange[] = []): void {
    this.selection = selection;
    this.others = others;
    for (const [cell, place] of this.view.cells()) this.mark(cell, place);
    this.onChange(this.ranges, this.adding);
  }

  private extendTo(head: Place): void {
    this.select({ anchor: this.selection?.anchor ?? head, head }, this.others);
  }

  /** Adds a cell, a row or a column; takes it out where it is selected. */
  private toggle(selection: Selection): void {
    const range = rangeOf(selection, this.view.columns.length);
    const { ranges } = this;
    const isSelected = this.has(selection.anchor) && this.has(selection.head);
    if (isSelected) this.select(undefined, withoutRange(ranges, range));
    else
      this.select(
        selection,
        ranges.filter((other) => withoutRange([other], range).length > 0),
      );
  }

  /** The focus has come to a cell, by a key or from outside. */
  private take(place: Place | undefined): void {
    if (!place || this.dragging || this.keeping) return;
    // Keys that go past the first column extend to it: whole rows are selected by their numbers.
    const isPast = place.column === ROW_NUMBERS && this.selection?.anchor.column !== ROW_NUMBERS;
    if (this.extending) this.extendTo(isPast ? { ...place, column: 0 } : place);
    else this.select({ anchor: place, head: place }, this.adding ? this.others : []);
  }

  private press(event: KeyboardEvent): void {
    this.keeping = false;
    this.extending = event.shiftKey && EXTENDING.test(event.key);
    const isEnd = this.adding && event.key === 'Escape';
    const next = selectByKey(event, this.selection, this.view);
    if (!ADDS(event) && !isEnd && !next) return;
    event.preventDefault();
    event.stopPropagation();
    if (next) return this.select(next, event.key === ' ' ? this.others : []);
    const { focused } = this.view;
    this.adding = !isEnd;
    // What is selected stays, and another range begins where the focus is.
    if (isEnd || !focused) this.select(this.selection, this.others);
    else this.select({ anchor: focused, head: focused }, this.ranges);
  }

  private grab(event: MouseEvent): void {
    const place = this.view.placeOf(event.target);
    this.keeping = event.button === 2 && place !== undefined && this.has(place);
    if (event.button !== 0 || !place) return;
    getSelection()?.removeAllRanges();
    this.adding = false;
    this.dragging = true;
    if (event.shiftKey) this.extendTo(place);
    else if (event.ctrlKey || event.metaKey) this.toggle({ anchor: place, head: place });
    else this.select({ anchor: place, head: place });
  }

  /** Ctrl/Cmd+click on a column's name selects the column, with Shift all from the one before. */
  private clickHeader(event: MouseEvent): void {
    const { ctrlKey, metaKey, shiftKey } = event;
    const column = this.view.columnOf(event.target);
    if (column === undefined || !(ctrlKey || metaKey || shiftKey)) return;
    event.preventDefault();
    event.stopPropagation();
    const { rows } = this.view;
    if (rows === 0 || column === ROW_NUMBERS) return;
    const head = { row: rows - 1, column };
    const from = shiftKey ? this.selection?.anchor.column : undefined;
    const anchor = { row: 0, column: from ?? column };
    if (shiftKey) this.select({ anchor, head }, ctrlKey || metaKey ? this.others : []);
    else this.toggle({ anchor, head });
  }

  private drag(event: MouseEvent): void {
    if (!this.dragging) return;
    // Let go of where nobody tells us.
    if ((event.buttons & 1) === 0) return this.drop();
    const place = this.view.placeOf(event.target);
    if (place && this.selection && !isSame(place, this.selection.head)) this.extendTo(place);
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

const isSame = (one: Place, other: Place): boolean => one.row === other.row && one.column === other.column;
