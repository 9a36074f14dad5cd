import type { Notice } from '../../core/invocation/outcome';
import { element } from './element';
import { formatCount } from './format';
import { renderCutText, renderText } from './renderText';

const MOST_CHARACTERS = 5_000;

/** What RAISE said, each with its severity. */
export function renderNotices(notices: readonly Notice[], leftOut: number): HTMLElement {
  const list = element('ul', { class: 'notices', 'aria-label': 'Notices' });
  list.append(...notices.map(renderNotice));
  if (leftOut > 0)
    list.append(element('li', { class: 'more' }, `${formatCount(leftOut, 'more notice')} not shown.`));
  return list;
}

/** One line of the list. */
export function renderNotice({ severity, message, detail, hint }: Notice): HTMLElement {
  const name = severity.toLowerCase();
  const known = ['warning', 'notice', 'info', 'log', 'debug'].includes(name) ? name : 'notice';
  const line = element('li', { class: `notice notice-${known}` });
  const text = element('span', { class: 'notice-text' });
  text.append(renderCutText(message, MOST_CHARACTERS, '\n\t'));
  for (const [label, more] of [
    ['DETAIL', detail],
    ['HINT', hint],
  ] as const) {
    if (more !== undefined)
      text.append(element('span', { class: 'notice-more' }, `${label}: `, renderText(more, '\n\t')));
  }
  line.append(element('span', { class: 'severity' }, renderText(severity)), text);
  return line;
}
