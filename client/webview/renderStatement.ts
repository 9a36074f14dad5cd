import type { StatementView } from '../panel/protocol';
import type { Context, Part } from './context';
import { button, element } from './element';
import { formatCount, formatMs, formatSqlLine } from './format';
import { renderIcon } from './icon';
import type { IconName } from './icon';
import { renderAdvice } from './renderAdvice';
import { renderFailure } from './renderFailure';
import { renderNotice, renderNotices } from './renderNotices';
import { renderResult } from './renderResult';
import type { ResultShape } from './renderResult';
import { renderText } from './renderText';

/** One statement and what it came to. */
export interface StatementPart extends Part {
  addNotice(notice: StatementView['notices'][number]): void;
}

/** Draws a statement; `shape` is how the user last chose to see results, `onShape` hears a new choice. */
export function renderStatement(
  statement: StatementView,
  shape: ResultShape | undefined,
  onShape: (shape: ResultShape) => void,
  context: Context,
): StatementPart {
  const { index, result, failure } = statement;
  const body = element('div', { class: `statement phase-${statement.phase}` });
  const bar = renderBar(statement, context);
  body.append(bar);
  if (result?.advice !== undefined) body.append(renderAdvice(result.advice));
  if (failure) body.append(renderFailure(failure, context));
  for (const note of findNotes(statement)) body.append(note);
  const notices = renderNotices(statement.notices, statement.noticesLeftOut);
  notices.hidden = notices.childElementCount === 0;
  body.append(notices);

  const shown = result && renderResult(index, result, shape, onShape, context);
  if (shown) {
    if (shown.chooser) bar.append(shown.chooser);
    body.append(shown.element);
  }
  return {
    element: body,
    addNotice(notice) {
      notices.append(renderNotice(notice));
      notices.hidden = false;
    },
    dispose: () => shown?.dispose(),
  };
}

function renderBar({ index, sql, ms, phase, result }: StatementView, { runId, post }: Context): HTMLElement {
  const reveal = button(
    { class: 'statement-sql', title: 'Show in the editor' },
    element('code', {}, renderText(formatSqlLine(sql))),
    () => post({ kind: 'reveal', runId, statement: index }),
  );
  const facts = [result?.command, phase === 'running' ? 'running…' : ms === null ? undefined : formatMs(ms)];
  const text = facts.filter((fact) => fact !== undefined).join(' · ');
  return element(
    'div',
    { class: 'statement-bar' },
    reveal,
    element('span', { class: 'statement-facts' }, renderText(text)),
  );
}

/** What must be known to read the result rightly. */
function findNotes({ phase, result }: StatementView): HTMLElement[] {
  const notes: HTMLElement[] = [];
  if (phase === 'cancelled') notes.push(renderNote('Cancelled before it ended.'));
  if (result?.storedIn) {
    const names = result.storedIn.map((name) => `:${name}`).join(', ');
    notes.push(renderNote(`\\gset stored the row in ${names || 'no variable'}.`, 'done'));
  }
  if (result?.executed) notes.push(renderNote('\\gexec ran each cell as a statement of its own.', 'done'));
  if (result?.truncated) {
    const rows = formatCount(result.rowsKept, 'row');
    const text = `Only the first ${rows} are shown: that is the row limit. Raise auroraLambda.rowLimit in the settings to see more.`;
    notes.push(renderNote(text));
  }
  if (result?.released) {
    notes.push(
      renderNote('The rows are no longer kept, to save memory: run this statement alone to see them.'),
    );
  }
  return notes;
}

function renderNote(text: string, icon: IconName = 'warning'): HTMLElement {
  return element('p', { class: 'note' }, renderIcon(icon), element('span', {}, renderText(text)));
}
