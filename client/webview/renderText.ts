import { splitVisible } from '../../core/invocation/visibleText';
import { element } from './element';

/**
 * Draws foreign text as what it is: never as markup, apart from the text around it (`bdi`), and with a sign in
 * place of each character that would hide or reorder. `keep` lists characters to leave, as line breaks in a log.
 */
export function renderText(text: string, keep = ''): HTMLElement {
  const drawn = element('bdi');
  for (const piece of splitVisible(text, keep)) {
    if (piece.hidden === undefined) drawn.append(piece.text);
    else drawn.append(element('span', { class: 'hidden-character', title: piece.hidden }, piece.text));
  }
  return drawn;
}

/** As `renderText`, at most `most` characters of it, and how many there are more. */
export function renderCutText(text: string, most: number, keep = ''): DocumentFragment {
  const drawn = document.createDocumentFragment();
  drawn.append(renderText(text.slice(0, most), keep));
  if (text.length > most) {
    drawn.append(
      element('span', { class: 'more' }, ` … ${(text.length - most).toLocaleString('en')} more characters`),
    );
  }
  return drawn;
}
