import type { Phase, ResultView, StatementView } from '../panel/protocol';
import { element } from './element';
import { formatCount, formatMs, formatSqlLine } from './format';
import { renderIcon } from './icon';
import { renderText } from './renderText';

/** Id of the part that shows the chosen statement. */
export const STATEMENT_PANEL_ID = 'statement-panel';

/** The statements of a run as tabs, one below the other: arrows, Home and End choose. */
export interface StatementList {
  readonly element: HTMLElement;
  update(statement: StatementView): void;
  select(index: number): void;
}

/** Id of a statement's tab. */
export const tabId = (index: number): string => `statement-tab-${index}`;

/** An empty list; `choose` hears what the user chose. */
export function renderStatementList(choose: (index: number) => void): StatementList {
  const list = element('div', {
    class: 'statement-list',
    role: 'tablist',
    'aria-label': 'Statements',
    'aria-orientation': 'vertical',
  });
  const tabs = new Map<number, HTMLElement>();
  let selected: HTMLElement | undefined;
  const mark = (tab: HTMLElement | undefined, isSelected: boolean): void => {
    if (!tab) return;
    tab.setAttribute('aria-selected', String(isSelected));
    tab.tabIndex = isSelected ? 0 : -1;
  };
  const select = (index: number): void => {
    const tab = tabs.get(index);
    if (tab === selected) return;
    mark(selected, false);
    mark(tab, true);
    selected = tab;
    tab?.scrollIntoView({ block: 'nearest' });
  };
  list.addEventListener('keydown', (event) => {
    const order = [...tabs.keys()].sort((a, b) => a - b);
    const at = order.findIndex((index) => tabs.get(index) === document.activeElement);
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: order.length - 1 }[event.key];
    const index = next === undefined ? undefined : order[next];
    if (index === undefined) return;
    event.preventDefault();
    choose(index);
    tabs.get(index)?.focus();
  });
  return {
    element: list,
    select,
    update(statement) {
      const found = tabs.get(statement.index);
      const tab = found ?? renderTab(statement.index, choose);
      fillTab(tab, statement);
      if (found) return;
      const after = findAfter(tabs, statement.index);
      tabs.set(statement.index, tab);
      list.insertBefore(tab, after ?? null);
    },
  };
}

/** The tab that stands behind where a new one belongs: none as a rule. */
function findAfter(tabs: ReadonlyMap<number, HTMLElement>, index: number): HTMLElement | undefined {
  let found: number | undefined;
  for (const other of tabs.keys()) {
    if (other > index && (found === undefined || other < found)) found = other;
  }
  return found === undefined ? undefined : tabs.get(found);
}

function renderTab(index: number, choose: (index: number) => void): HTMLElement {
  const tab = element('button', {
    type: 'button',
    role: 'tab',
    id: tabId(index),
    'aria-controls': STATEMENT_PANEL_ID,
    'aria-selected': 'false',
    tabindex: -1,
  });
  tab.addEventListener('click', () => choose(index));
  return tab;
}

function fillTab(tab: HTMLElement, statement: StatementView): void {
  const { index, sql, row, phase, ms, result, failure, notices, noticesLeftOut } = statement;
  const noticeCount = notices.length + noticesLeftOut;
  tab.className = `statement-tab phase-${phase}`;
  const facts = [
    failure?.sqlstate ?? (failure && 'Error'),
    result && describeRows(result, phase),
    noticeCount > 0 && formatCount(noticeCount, 'notice'),
    phase === 'cancelled' && 'Cancelled',
    ms !== null && formatMs(ms),
  ].filter((fact): fact is string => typeof fact === 'string');
  const outcome = element('span', { class: 'tab-facts' });
  outcome.append(renderText(facts.join(' · ')));
  tab.replaceChildren(
    renderIcon(phase),
    element('span', { class: 'tab-number' }, row ? `line ${row.line}` : String(index + 1)),
    element('span', { class: 'tab-sql' }, renderText(row?.values || formatSqlLine(sql))),
    outcome,
  );
}

/** How many rows it gave or changed; while it runs, and where it broke off, how many came. */
function describeRows({ rowCount, rowsKept }: ResultView, phase: Phase): string | undefined {
  const count = phase === 'done' ? rowCount : rowsKept;
  return count === null ? undefined : formatCount(count, 'row');
}
