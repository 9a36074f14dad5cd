import { adviseOn } from '../../core/invocation/advice';
import type { SqlFailure } from '../../core/invocation/outcome';
import type { Context } from './context';
import { button, element } from './element';
import { renderAdvice } from './renderAdvice';
import { renderIcon } from './icon';
import { renderText } from './renderText';

/** What went wrong, in PostgreSQL's words, and what to do about it in ours. */
export function renderFailure(failure: SqlFailure, context: Context): HTMLElement {
  const { sqlstate, message } = failure;
  const card = element('article', { class: 'failure', 'aria-label': 'Error' });
  const title = element(
    'h2',
    {},
    renderIcon('failed'),
    element('span', { class: 'failure-message' }, renderText(message, '\n')),
  );
  if (sqlstate !== undefined)
    title.append(element('span', { class: 'sqlstate', title: 'SQLSTATE' }, renderText(sqlstate)));
  card.append(title);

  const parts = [
    ['DETAIL', failure.detail],
    ['HINT', failure.hint],
    ['CONTEXT', failure.context],
  ] as const;
  const given = parts.flatMap(([label, text]) => (text === undefined ? [] : [{ label, text }]));
  if (given.length > 0) {
    const list = element('dl', { class: 'failure-parts' });
    for (const { label, text } of given)
      list.append(element('dt', {}, label), element('dd', {}, renderText(text, '\n\t')));
    card.append(list);
  }
  const advice = failure.advice ?? adviseOn(failure);
  if (advice !== undefined) card.append(renderAdvice(advice));

  const whole = [`ERROR: ${sqlstate === undefined ? '' : `${sqlstate}: `}${message}`];
  whole.push(...given.map(({ label, text }) => `${label}: ${text}`));
  const copy = (): void => context.post({ kind: 'copyText', text: whole.join('\n') });
  card.append(button({ class: 'quiet', 'aria-label': 'Copy error' }, 'Copy', copy));
  return card;
}
