import { element } from './element';

/** What stands here before anything has run. */
export function renderEmpty(): HTMLElement {
  const how =
    'Put the cursor in an SQL statement and run “Aurora Lambda: Run Query”, or click “Run” above the statement.';
  return element(
    'div',
    { class: 'empty' },
    element('h1', {}, 'No results yet'),
    element('p', {}, how),
    element('p', {}, 'What Lambda answered stands here then: status, payload, log and figures.'),
  );
}
