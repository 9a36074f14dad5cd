import type { Column } from '../../core/invocation/outcome';
import type { PageCell } from '../panel/protocol';
import type { Context } from './context';
import { button, element } from './element';
import { formatCount } from './format';
import { renderText } from './renderText';

/** Which cell, and what there is of it. */
export interface DetailedCell {
  readonly statement: number;
  readonly cell: PageCell;
  readonly column: Column;
  /** Its row's own number and its column's index, from 0. */
  readonly at: { readonly row: number; readonly column: number };
}

/** What the buttons do that the host does not. */
export interface DetailsActions {
  /** Undefined where there is no tree. */
  readonly path: (() => string) | undefined;
  readonly close: () => void;
}

/** More than an editor takes, in UTF-16 units. */
const MOST_OPENED = 20_000_000;

/** What the cell is, and ways to take the whole of it out of the panel. */
export function renderDetailsHead(
  { statement, cell, column, at }: DetailedCell,
  { path, close }: DetailsActions,
  { runId, post }: Context,
): HTMLElement[] {
  const place = { runId, statement, ...at };
  const length = cell !== null && typeof cell === 'object' ? cell.length : undefined;
  const facts = [column.type, `row ${(at.row + 1).toLocaleString('en')}`];
  if (length !== undefined) facts.push(`the beginning of ${formatCount(length, 'character')}`);
  const take = (kind: 'copyCell' | 'openCell' | 'saveCell', label: string, meaning: string): HTMLElement =>
    button({ class: 'quiet', 'aria-label': meaning }, label, () => post({ kind, ...place }));
  const heading = element('h2', {}, renderText(column.name === '' ? '(no name)' : column.name), ' ');
  heading.append(element('span', { class: 'details-facts' }, renderText(facts.join(' · '))));
  const buttons = [take('copyCell', 'Copy', 'Copy the value')];
  if (path) {
    const copy = (): void => post({ kind: 'copyText', text: path() });
    buttons.push(button({ class: 'quiet', title: 'The path of the chosen line' }, 'Copy Path', copy));
  }
  if ((length ?? 0) <= MOST_OPENED) buttons.push(take('openCell', 'Open', 'Open the value in an editor'));
  buttons.push(take('saveCell', 'Save…', 'Save the value to a file'));
  return [
    heading,
    element('div', { class: 'details-actions' }, ...buttons),
    button({ class: 'quiet', title: 'Close', 'aria-label': 'Close the value' }, '✕', close),
  ];
}
