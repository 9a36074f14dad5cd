import { element } from './element';
import { formatCount } from './format';

/** The field above a grid that leaves out rows, and what it came to. */
export interface Filter {
  readonly element: HTMLElement;
  /** How many of the rows are shown; `refused` says why they are not as they were wanted. */
  tell(shown: number, rows: number, refused: string | undefined): void;
}

/** `apply` hears what rows must contain, when Enter is pressed or the field is left. */
export function renderFilter(apply: (text: string) => void): Filter {
  const field = element('input', {
    type: 'search',
    class: 'filter-field',
    placeholder: 'Filter rows (Enter)',
    'aria-label': 'Filter rows: only those that contain this text',
    spellcheck: 'false',
  });
  const status = element('span', { class: 'filter-status', role: 'status' });
  let applied = '';
  const change = (): void => {
    if (field.value === applied) return;
    applied = field.value;
    status.textContent = 'Searching…';
    apply(applied);
  };
  field.addEventListener('change', change);
  // Escape empties the field without a change that is told.
  field.addEventListener('search', change);
  return {
    element: element('div', { class: 'filter' }, field, status),
    tell(shown, rows, refused) {
      const count =
        shown === rows && applied === ''
          ? ''
          : `${shown.toLocaleString('en')} of ${formatCount(rows, 'row')}`;
      status.textContent = refused ?? count;
    },
  };
}
