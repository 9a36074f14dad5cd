import type { RunView, StatementView } from '../panel/protocol';
import type { Context, Part } from './context';
import { element } from './element';
import { followRun, pickStatement } from './followRun';
import type { RunMessage } from './followRun';
import type { Choice } from './kept';
import { renderBeside } from './renderBeside';
import { renderHeader } from './renderHeader';
import { renderOutput } from './renderOutput';
import { renderStatementList } from './renderStatementList';
import { renderStatementPlace } from './renderStatementPlace';

/** A run on screen, following the messages about it. */
export interface ShownRun extends Part {
  /** Takes in a message and gives the run as it is now. */
  take(message: RunMessage): RunView;
}

/** Draws a run: header, tabs where there is more than one statement, the chosen statement, the script's output. */
export function renderRun(
  first: RunView,
  chosen: Choice,
  keep: (choice: Choice) => void,
  context: Context,
): ShownRun {
  let run = first;
  let choice = chosen;
  const choose = (next: Choice): void => {
    choice = next;
    keep(choice);
    draw();
  };
  const header = renderHeader(run, context);
  const list = renderStatementList((index) => choose({ ...choice, statement: index }));
  const place = renderStatementPlace(
    () => choice.shape,
    (shape) => keep((choice = { ...choice, shape })),
    context,
  );
  const output = renderOutput();
  const beside = renderBeside(run, context);

  function draw(): void {
    const many = run.statements.length > 1;
    list.element.hidden = !many;
    const wanted = run.statements.find(({ index }) => index === choice.statement) ?? pickStatement(run);
    if (!wanted) return;
    list.select(wanted.index);
    place.show(wanted, many);
  }
  run.statements.forEach((statement) => list.update(statement));
  draw();
  output.replace(run.output, run.outputCut);
  const body = element('div', { class: 'run-body' }, list.element, place.element, beside.element);
  return {
    element: element('div', { class: 'run' }, header.element, beside.differences, body, output.element),
    take(message) {
      run = followRun(run, message);
      header.update(run);
      beside.update(run);
      if (message.kind === 'output') output.add(message.chunk);
      if (message.kind === 'outputTail') output.replace(run.output, run.outputCut);
      const statement = findChanged(run, message);
      if (statement) list.update(statement);
      if (message.kind === 'notice') place.addNotice(message.index, message.notice);
      else draw();
      return run;
    },
    dispose() {
      header.dispose();
      place.dispose();
    },
  };
}

/** The statement whose state or rows changed. */
function findChanged(run: RunView, message: RunMessage): StatementView | undefined {
  if (message.kind === 'statement') return message.statement;
  return message.kind === 'progress'
    ? run.statements.find(({ index }) => index === message.index)
    : undefined;
}
