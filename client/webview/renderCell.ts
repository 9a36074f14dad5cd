import type { PageCell } from '../panel/protocol';
import { element } from './element';
import { renderCutText, renderText } from './renderText';

/** More than this never fits a cell: the rest is a keypress away. */
const MOST_CHARACTERS = 500;

/** A cell of the grid; undefined while its row is on the way. */
export function renderCell(cell: PageCell | undefined): HTMLElement {
  if (cell === undefined) return element('span', { class: 'loading' }, '…');
  if (cell === null) return element('span', { class: 'null' }, 'NULL');
  if (cell === '') return element('span', { class: 'empty-text', title: 'Empty text' }, '');
  if (typeof cell === 'string' && cell.length <= MOST_CHARACTERS) return renderWhole(cell);
  const drawn = element('span', { class: 'cell-text' });
  if (typeof cell === 'string') drawn.append(renderCutText(cell, MOST_CHARACTERS));
  else {
    const length = cell.length.toLocaleString('en');
    drawn.append(renderText(cell.text.slice(0, MOST_CHARACTERS)));
    drawn.append(element('span', { class: 'more' }, ` … ${length} characters: Enter opens them`));
  }
  return drawn;
}

/** Nearly every cell: with hundreds of them in sight each element more is felt. */
function renderWhole(text: string): HTMLElement {
  const drawn = renderText(text);
  drawn.classList.add('cell-text');
  return drawn;
}
