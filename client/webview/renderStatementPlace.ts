import type { Notice } from '../../core/invocation/outcome';
import type { StatementView } from '../panel/protocol';
import type { Context, Part } from './context';
import { element } from './element';
import type { ResultShape } from './kept';
import { renderStatement } from './renderStatement';
import type { StatementPart } from './renderStatement';
import { STATEMENT_PANEL_ID, tabId } from './renderStatementList';

/** Where the chosen statement is shown. */
export interface StatementPlace extends Part {
  /** Draws the statement unless it stands there as it is. `tabbed`: one of several, chosen by its tab. */
  show(statement: StatementView, tabbed: boolean): void;
  /** Adds a notice if its statement is the one shown: one that raises a notice a row is not drawn anew for each. */
  addNotice(index: number, notice: Notice): void;
}

/** An empty place; `shape` says how results are to be seen, `onShape` hears the user's choice. */
export function renderStatementPlace(
  shape: () => ResultShape | undefined,
  onShape: (shape: ResultShape) => void,
  context: Context,
): StatementPlace {
  const place = element('div', { class: 'statement-panel', id: STATEMENT_PANEL_ID });
  let shown: { statement: StatementView; readonly part: StatementPart } | undefined;
  return {
    element: place,
    show(statement, tabbed) {
      setTabPanel(place, tabbed ? tabId(statement.index) : undefined);
      if (shown?.statement === statement) return;
      if (shown?.statement.index === statement.index && shown.part.update(statement)) {
        shown.statement = statement;
        return;
      }
      shown?.part.dispose();
      shown = { statement, part: renderStatement(statement, shape(), onShape, context) };
      place.replaceChildren(shown.part.element);
    },
    addNotice(index, notice) {
      if (shown?.statement.index === index) shown.part.addNotice(notice);
    },
    dispose: () => shown?.part.dispose(),
  };
}

function setTabPanel(place: HTMLElement, labelledBy: string | undefined): void {
  if (labelledBy === undefined) {
    place.removeAttribute('role');
    place.removeAttribute('aria-labelledby');
  } else {
    place.setAttribute('role', 'tabpanel');
    place.setAttribute('aria-labelledby', labelledBy);
  }
}
