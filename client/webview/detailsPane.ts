import type { Context } from './context';
import { element } from './element';
import type { GridView } from './gridView';
import { Details } from './renderDetails';
import { createSplitter } from './splitter';

/** The rows, and a cell by itself beside them. */
export interface DetailsPane {
  readonly box: HTMLElement;
  readonly details: Details;
  /** Opens it as it was left in the result before, once there is a row to show. */
  reopen(): void;
}

/** Its size and whether it is open outlive the result. */
export function renderDetailsPane(view: GridView, context: Context, signal: AbortSignal): DetailsPane {
  const { kept } = context;
  const box = element('div', { class: 'grid-box' });
  const splitter = createSplitter(box, "Size of the cell's value", {
    first: kept.details.size,
    keep: (size) => (kept.details = { ...kept.details, size }),
  });
  splitter.hidden = true;
  const details = new Details(view, context, (place) => {
    splitter.hidden = !place;
    kept.details = { ...kept.details, isOpen: place !== undefined, ...(place && { column: place.column }) };
  });
  box.append(view.host, splitter, details.element);
  const follow = ({ target }: FocusEvent): void => {
    const place = view.placeOf(target);
    if (place) details.follow(place);
  };
  view.host.addEventListener('focusin', follow, { signal });
  return {
    box,
    details,
    reopen() {
      if (!kept.details.isOpen || details.isOpen || view.rows === 0) return;
      const { column } = kept.details;
      details.open({ row: 0, column: column < view.columns.length ? column : 0 });
    },
  };
}
