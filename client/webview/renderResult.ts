import type { ResultView } from '../panel/protocol';
import type { Context, Part } from './context';
import { button, element } from './element';
import type { ResultShape } from './kept';
import { renderGrid, type Grid } from './renderGrid';
import { renderInvocations, type InvocationsPart } from './renderInvocations';

export interface ShownResult extends Part {
  /** Takes in that there is more of the same; false where it has to be drawn anew. */
  update(result: ResultView): boolean;
  /** The statement has ended and took so long. */
  end(ms: number): void;
  /** Buttons to choose the shape, where there is a choice. */
  readonly chooser: HTMLElement | undefined;
}

/**
 * The rows of a result: as cards where it holds invocations and nothing else, or one row; as a grid otherwise.
 * Undefined where there is nothing to draw.
 */
export function renderResult(
  statement: number,
  result: ResultView,
  wanted: ResultShape | undefined,
  onShape: (shape: ResultShape) => void,
  context: Context,
): ShownResult | undefined {
  const { rowsKept, invocations, onlyInvocations } = result;
  if (!hasGrid(result)) return undefined;
  const place = element('div', { class: 'result' });
  let newest = result;
  let endedMs: number | undefined;
  let grid: Grid | undefined;
  let cards: InvocationsPart | undefined;
  const draw = (shape: ResultShape): void => {
    grid?.dispose();
    grid = undefined;
    cards = undefined;
    const { columns, rowsKept: rows } = newest;
    if (shape === 'rows') grid = renderGrid({ statement, columns, rows }, context);
    else cards = renderInvocations(statement, newest.invocations, context);
    if (endedMs !== undefined) cards?.end(endedMs);
    place.replaceChildren(...[grid, cards].flatMap((part) => part?.element ?? []));
  };
  const own: ResultShape = invocations > 0 && (onlyInvocations || rowsKept === 1) ? 'invocations' : 'rows';
  const first = invocations === 0 ? 'rows' : (wanted ?? own);
  draw(first);
  const choose = (shape: ResultShape): void => {
    draw(shape);
    onShape(shape);
  };
  return {
    element: place,
    chooser: invocations > 0 ? renderChooser(first, choose) : undefined,
    update(next) {
      if (!hasGrid(next) || !looksLike(next, newest)) return false;
      newest = next;
      grid?.update({ statement, columns: next.columns, rows: next.rowsKept });
      cards?.grow(next.invocations);
      return true;
    },
    end(ms) {
      endedMs = ms;
      cards?.end(ms);
    },
    dispose: () => grid?.dispose(),
  };
}

const hasGrid = ({ columns, released }: ResultView): boolean => columns.length > 0 && !released;

/** The same columns, and the same choice of shapes. */
function looksLike(one: ResultView, other: ResultView): boolean {
  return (
    one.columns.length === other.columns.length &&
    one.columns.every(({ name }, index) => name === other.columns[index]?.name) &&
    one.onlyInvocations === other.onlyInvocations &&
    one.invocations > 0 === other.invocations > 0
  );
}

function renderChooser(first: ResultShape, choose: (shape: ResultShape) => void): HTMLElement {
  const group = element('div', { class: 'chooser', role: 'group', 'aria-label': 'Show the result as' });
  const press = (shape: ResultShape, pressed: HTMLElement): void => {
    for (const other of group.children) other.setAttribute('aria-pressed', String(other === pressed));
    choose(shape);
  };
  for (const [shape, label] of [
    ['invocations', 'Invocations'],
    ['rows', 'Rows'],
  ] as const) {
    const made = button({ 'aria-pressed': String(shape === first) }, label, () => press(shape, made));
    group.append(made);
  }
  return group;
}
