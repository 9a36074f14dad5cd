import type { Match } from '../panel/protocol';
import { button, element } from './element';
import { renderText } from './renderText';

/** What is sought, as the fields have it. */
export interface FindWanted {
  readonly text: string;
  readonly matchCase: boolean;
  readonly wholeCell: boolean;
}

/** What is told of a search. */
export interface FindState {
  readonly matches: number;
  readonly more: boolean;
  /** How much has been searched, from 0 to 1. */
  readonly share: number;
  readonly current: Match | undefined;
  /** Where the current match is, for screen readers. */
  readonly place: string;
}

/** The bar above the grid that finds cells. */
export interface FindBar {
  readonly element: HTMLElement;
  readonly wanted: FindWanted;
  open(): void;
  tell(state: FindState | undefined): void;
}

/** What the bar's keys and buttons do. */
export interface FindActions {
  /** Something else is sought. */
  readonly search: () => void;
  readonly step: (backwards: boolean) => void;
  /** Ends a search that still goes on. */
  readonly close: () => void;
}

export function renderFind(actions: FindActions): FindBar {
  const field = element('input', {
    type: 'text',
    class: 'find-field',
    placeholder: 'Find in all rows',
    'aria-label': 'Find cells that contain this text',
    spellcheck: 'false',
  });
  const matchCase = renderToggle('Match Case', actions.search);
  const wholeCell = renderToggle('Whole Cell', actions.search);
  const status = element('span', { class: 'find-status', role: 'status' });
  const bar = element(
    'div',
    { class: 'find', role: 'search', 'aria-label': 'Find in the rows', hidden: true },
    field,
    matchCase,
    wholeCell,
    button({ class: 'quiet', title: 'Previous match (Shift+F3)', 'aria-label': 'Previous match' }, '↑', () =>
      actions.step(true),
    ),
    button({ class: 'quiet', title: 'Next match (F3)', 'aria-label': 'Next match' }, '↓', () =>
      actions.step(false),
    ),
    status,
    button({ class: 'quiet', title: 'Close (Escape)', 'aria-label': 'Close find' }, '✕', actions.close),
  );
  field.addEventListener('input', actions.search);
  bar.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') actions.close();
    else if (event.key === 'Enter' && event.target === field) actions.step(event.shiftKey);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  return {
    element: bar,
    get wanted() {
      return { text: field.value, matchCase: isPressed(matchCase), wholeCell: isPressed(wholeCell) };
    },
    open() {
      bar.hidden = false;
      field.focus();
      field.select();
    },
    tell(state) {
      if (!state) return status.replaceChildren();
      const place = element('span', { class: 'announcer' }, renderText(state.place));
      status.replaceChildren(describeFind(state), place);
    },
  };
}

/** `3 of 1,204`, while it searches with how far it has come. */
function describeFind({ matches, more, share, current }: FindState): string {
  const total = `${more ? 'more than ' : ''}${matches.toLocaleString('en')}`;
  const searching = share < 1 ? ` · ${Math.floor(share * 100)} % searched` : '';
  if (matches === 0) return share < 1 ? `Searching…${searching}` : 'No matches';
  return `${current ? current.nth.toLocaleString('en') : '?'} of ${total}${searching}`;
}

function renderToggle(label: string, change: () => void): HTMLButtonElement {
  const made = button({ class: 'toggle', 'aria-pressed': 'false' }, label, () => {
    made.setAttribute('aria-pressed', String(!isPressed(made)));
    change();
  });
  return made;
}

const isPressed = (toggle: HTMLElement): boolean => toggle.getAttribute('aria-pressed') === 'true';
