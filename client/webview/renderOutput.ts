import { element } from './element';
import { formatCount } from './format';
import { renderText } from './renderText';

/** What the script printed itself, by `\echo`. */
export function renderOutput(lines: readonly string[], leftOut: number): HTMLElement {
  const block = element('div', {
    class: 'output',
    role: 'region',
    'aria-label': 'Script output',
    tabindex: 0,
  });
  block.append(element('h2', {}, 'Output'));
  if (leftOut > 0)
    block.append(element('p', { class: 'more' }, `${formatCount(leftOut, 'earlier line')} not shown.`));
  for (const line of lines) block.append(element('div', { class: 'output-line' }, renderText(line, '\t')));
  return block;
}
