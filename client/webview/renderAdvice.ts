import { element } from './element';
import { renderIcon } from './icon';
import { renderText } from './renderText';

/** Cause and mend, in our own words (which may quote the user's). */
export function renderAdvice(advice: string): HTMLElement {
  return element('p', { class: 'advice' }, renderIcon('advice'), element('span', {}, renderText(advice)));
}
