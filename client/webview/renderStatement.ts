import type { RowPlace } from '../../core/invocation/outcome';
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
import type { ResultShape } from './kept';
import { renderText } from './renderText';

/** One statement and what it came to, or has come to so far. */
export interface StatementPart extends Part {
  addNotice(notice: StatementView['notices'][number]): void;
  /** Takes in how it is now; false where it has to be drawn anew. */
  update(statement: StatementView): boolean;
}

/** Draws a statement; `shape` is how the user last chose to see results, `onShape` hears a new choice. */
export function renderStatement(
  first: StatementView,
  shape: ResultShape | undefined,
  onShape: (shape: ResultShape) => void,
  context: Context,
): StatementPart {
  const body = element('div', { class: `statement phase-${first.phase}` });
  const facts = element('span', { class: 'statement-facts' });
  const bar = element('div', { class: 'statement-bar' }, renderReveal(first, context), facts);
  const remarks = element('div', { class: 'statement-remarks' });
  const notices = element('div', { class: 'statement-notices' });
  body.append(bar, remarks, notices);
  const shown = first.result && renderResult(first.index, first.result, shape, onShape, context);
  if (shown) {
    bar.append(renderActions(first, shown.chooser, context));
    body.append(shown.element);
    // Above rows they scroll, by keys too.
    notices.tabIndex = 0;
  }
  let list: HTMLElement;
  const fill = (statement: StatementView): void => {
    body.className = `statement phase-${statement.phase}`;
    facts.replaceChildren(renderText(describeFacts(statement)));
    remarks.replaceChildren(...renderRemarks(statement, context));
    list = renderNotices(statement.notices, statement.noticesLeftOut);
    notices.replaceChildren(list);
    notices.hidden = list.childElementCount === 0;
    // Of one that was cut off it says nothing about the way to its functions.
    if (statement.phase === 'done' && statement.ms !== null) shown?.end(statement.ms);
  };
  fill(first);
  return {
    element: body,
    addNotice(notice) {
      const isAtEnd = notices.scrollTop + notices.clientHeight >= notices.scrollHeight - 1;
      list.append(renderNotice(notice));
      notices.hidden = false;
      if (isAtEnd) notices.scrollTop = notices.scrollHeight;
    },
    update(statement) {
      if (!shown || !statement.result || !shown.update(statement.result)) return false;
      fill(statement);
      return true;
    },
    dispose: () => shown?.dispose(),
  };
}

function renderReveal({ index, sql }: StatementView, { runId, post }: Context): HTMLElement {
  return button(
    { class: 'statement-sql', title: 'Show in the editor' },
    element('code', {}, renderText(formatSqlLine(sql))),
    () => post({ kind: 'reveal', runId, statement: index }),
  );
}

function renderActions(
  { index }: StatementView,
  chooser: HTMLElement | undefined,
  { runId, post }: Context,
): HTMLElement {
  const offer = button({ class: 'quiet', title: 'Write the rows to a file, or copy them' }, 'Export…', () =>
    post({ kind: 'exportRows', runId, statement: index }),
  );
  return element('div', { class: 'statement-actions' }, ...(chooser ? [chooser] : []), offer);
}

function describeFacts({ ms, phase, result }: StatementView): string {
  const soFar = result && phase !== 'done' ? formatCount(result.rowsKept, 'row') : undefined;
  const time = phase === 'running' ? 'running…' : ms === null ? undefined : formatMs(ms);
  return [result?.command, soFar, time].filter((fact) => fact !== undefined && fact !== '').join(' · ');
}

function renderRemarks(statement: StatementView, context: Context): HTMLElement[] {
  const { result, failure, row } = statement;
  return [
    ...(row ? [renderRow(row)] : []),
    ...(result?.advice === undefined ? [] : [renderAdvice(result.advice)]),
    ...(failure ? [renderFailure(failure, context)] : []),
    ...findNotes(statement),
  ];
}

function renderRow({ file, line, values }: RowPlace): HTMLElement {
  return element('p', { class: 'statement-row' }, renderText(`${file}:${line}${values && `: ${values}`}`));
}

/** What must be known to read the result rightly. */
function findNotes({ phase, result }: StatementView): HTMLElement[] {
  const notes: HTMLElement[] = [];
  const came = result && phase !== 'done' ? ' These are the rows that came before.' : '';
  if (phase === 'cancelled') notes.push(renderNote(`Cancelled before it ended.${came}`));
  else if (phase === 'failed' && came) notes.push(renderNote(came.trim()));
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
  if (result?.outOfSpace) {
    const rows = formatCount(result.rowsKept, 'row');
    const text = `Only the first ${rows} are kept: there was no room for more on the disk.`;
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
