import type { CopyForm } from '../panel/protocol';
import type { Context, Part } from './context';
import { copySelected } from './copySelected';
import { renderDetailsPane } from './detailsPane';
import { button, element } from './element';
import { GridFind } from './findInGrid';
import { describeSelection, ROW_NUMBERS, type Place } from './gridSelection';
import type { GridView } from './gridView';
import type { Details } from './renderDetails';
import { TrackedSelection } from './trackSelection';

/** What stands round the rows. */
export interface GridParts extends Part {
  /** Draws what is selected or found in a cell that has come into sight. */
  mark(cell: HTMLElement, place: Place): void;
  /** There are more rows. */
  grown(): void;
  /** Rows stand elsewhere. */
  rearranged(): void;
}

/** The grid with what filters, finds and copies its rows above, and a cell by itself beside. */
export function joinParts(view: GridView, filter: HTMLElement, context: Context): GridParts {
  const listening = new AbortController();
  const { signal } = listening;
  const status = element('span', { class: 'selection-status', role: 'status' });
  const selection = new TrackedSelection(view, (ranges, adding) => {
    status.textContent = describeSelection(ranges, adding);
  });
  const pane = renderDetailsPane(view, context, signal);
  const find = new GridFind(view, context, (place) => pane.details.follow(place));
  const copy = (form: CopyForm): void => {
    const refused = copySelected(view, selection.ranges, form, context);
    if (refused !== undefined) status.textContent = refused;
  };
  const bar = element(
    'div',
    { class: 'grid-bar' },
    filter,
    status,
    button({ class: 'quiet', title: 'Find in all rows (Ctrl+F)' }, 'Find', () => find.open()),
    button({ class: 'quiet', title: 'Copy the selected cells as… (Ctrl+Shift+C)' }, 'Copy As…', () =>
      copy('ask'),
    ),
  );
  listenInGrid(view, pane.details, selection, copy, signal);
  document.addEventListener('keydown', (event) => find.press(event), { signal });
  keepFocus(view, signal);
  pane.reopen();
  return {
    element: element('div', { class: 'grid-place' }, bar, find.element, pane.box),
    mark(cell, place) {
      selection.mark(cell, place);
      find.mark(cell, place);
    },
    grown() {
      find.outdate();
      pane.reopen();
    },
    rearranged() {
      selection.clear();
      if (view.focused) pane.details.follow(view.focused);
      find.outdate();
    },
    dispose() {
      listening.abort();
      selection.dispose();
      find.dispose();
    },
  };
}

function listenInGrid(
  view: GridView,
  details: Details,
  selection: TrackedSelection,
  copy: (form: CopyForm) => void,
  signal: AbortSignal,
): void {
  const { host } = view;
  host.addEventListener('dblclick', ({ target }) => openDetails(view, view.placeOf(target), details), {
    signal,
  });
  host.addEventListener('keydown', (event) => pressInGrid(event, view, details, () => copy('ask')), {
    signal,
  });
  host.addEventListener(
    'copy',
    (event) => {
      // Selected text is left to the browser.
      if (selection.ranges.length === 0 || getSelection()?.isCollapsed === false) return;
      event.preventDefault();
      copy('text');
    },
    { signal },
  );
}

/** Back from a list or dialog of the editor the focus is where it was: the editor gives it to the page alone. */
function keepFocus(view: GridView, signal: AbortSignal): void {
  const { host } = view;
  let last: Place | undefined;
  host.addEventListener('focusin', ({ target }) => (last = view.placeOf(target)), { signal });
  host.addEventListener(
    'focusout',
    ({ relatedTarget }) => {
      if (relatedTarget) last = undefined; // gone on within the page
    },
    { signal },
  );
  const comeBack = (): void => {
    if (document.activeElement === document.body && last && last.row < view.rows) view.focus(last);
  };
  addEventListener('focus', comeBack, { signal });
}

/** Enter opens the cell beside the grid and goes there, Escape closes it. */
function pressInGrid(event: KeyboardEvent, view: GridView, details: Details, copyAs: () => void): void {
  const place = view.placeOf(event.target);
  if (!place) return;
  const { key, ctrlKey, metaKey, shiftKey } = event;
  if (key === 'Enter' && openDetails(view, place, details)) details.focus();
  else if (key === 'Escape' && details.isOpen) details.close();
  else if (key.toLowerCase() === 'c' && shiftKey && (ctrlKey || metaKey)) copyAs();
  else return;
  event.preventDefault();
  event.stopPropagation();
}

function openDetails(view: GridView, place: Place | undefined, details: Details): boolean {
  if (!place || place.column === ROW_NUMBERS) return false;
  details.open(place);
  // There is less room for the rows now: the cell stays in sight.
  requestAnimationFrame(() => view.show(place));
  return true;
}
