import type { ResultView } from '../panel/protocol';
import type { Context, Part } from './context';
import { button, element } from './element';
import { renderGrid } from './renderGrid';
import { renderInvocations } from './renderInvocations';

/** How a result that holds invocations is seen. */
export type ResultShape = 'invocations' | 'rows';

interface ShownResult extends Part {
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
  const { columns, rowsKept, invocations, onlyInvocations, released } = result;
  if (columns.length === 0 || released) return undefined;
  const place = element('div', { class: 'result' });
  let grid: Part | undefined;
  const draw = (shape: ResultShape): void => {
    grid?.dispose();
    grid = shape === 'rows' ? renderGrid({ statement, columns, rows: rowsKept }, context) : undefined;
    place.replaceChildren(grid?.element ?? renderInvocations(statement, invocations, context));
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
    dispose: () => grid?.dispose(),
  };
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
