import { splitLog } from '../../core/invocation/log';
import { stripColours } from '../../core/invocation/visibleText';
import { element } from './element';
import { renderCutText, renderText } from './renderText';

/** The extension gives 4 KB; a `log` column of the statement's own may hold any amount. */
const MOST_LINES = 2_000;
const MOST_CHARACTERS = 10_000;
/** What the runtimes write before each message: level, time and request id, in Python's order or Node's. */
const PREFIX = /^(?:\[[A-Z]+\]\t\S+Z\t\S+\t|\S+Z\t\S+\t[A-Za-z]+\t)/;

/** A decoded log, a line below the other, marked by kind and level. */
export function renderLog(log: string, label: string): HTMLElement {
  const lines = splitLog(stripColours(log));
  const block = element('div', { class: 'log', role: 'region', 'aria-label': label, tabindex: 0 });
  if (lines.length > MOST_LINES) {
    const leftOut = (lines.length - MOST_LINES).toLocaleString('en');
    block.append(
      element('p', { class: 'more' }, `${leftOut} earlier lines are not shown. Open the log to see all.`),
    );
  }
  for (const { kind, level, text } of lines.slice(-MOST_LINES)) {
    const line = element('div', { class: `log-line log-${kind}${level ? ` level-${level}` : ''}` });
    const prefix = PREFIX.exec(text)?.[0] ?? '';
    if (prefix) line.append(element('span', { class: 'log-prefix' }, renderText(prefix, '\t')));
    line.append(renderCutText(text.slice(prefix.length), MOST_CHARACTERS, '\t'));
    block.append(line);
  }
  return block;
}
