import type { OutputChunk } from '../panel/protocol';
import { element } from './element';
import { renderText } from './renderText';

/** What the script printed itself, by `\echo` or COPY TO STDOUT. */
export interface Output {
  readonly element: HTMLElement;
  /** Shows these pieces alone; `cut`: earlier ones are no longer kept. */
  replace(chunks: readonly OutputChunk[], cut: boolean): void;
  add(chunk: OutputChunk): void;
}

/** A place for output, hidden while there is none. */
export function renderOutput(): Output {
  const text = element('div', { class: 'output-text' });
  const cutNote = element('p', { class: 'more' }, 'Earlier output is not shown.');
  const place = element(
    'section',
    { class: 'output', 'aria-label': 'Script output', tabindex: 0 },
    element('h2', {}, 'Output'),
    cutNote,
    text,
  );
  const add = ({ text: piece, stream }: OutputChunk): void => {
    text.append(
      element('span', { class: stream === 'err' ? 'output-warning' : undefined }, renderText(piece, '\n\t')),
    );
    place.hidden = false;
  };
  return {
    element: place,
    add,
    replace(chunks, cut) {
      text.replaceChildren();
      chunks.forEach(add);
      cutNote.hidden = !cut;
      place.hidden = chunks.length === 0;
    },
  };
}
