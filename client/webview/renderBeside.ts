import { compareAnswers } from '../../core/directInvocation/compareAnswers';
import type { WayTaken } from '../../core/directInvocation/compareAnswers';
import type { BesideView, RunView } from '../panel/protocol';
import type { Context } from './context';
import { element } from './element';
import { renderFailure } from './renderFailure';
import { renderInvocation } from './renderInvocation';
import { renderText } from './renderText';

/** The answer that came through the database, and how the direct one differs from it. */
export interface ShownBeside {
  readonly element: HTMLElement;
  /** Stands above both answers. */
  readonly differences: HTMLElement;
  update(run: RunView): void;
}

/** Hidden while there is none. The direct answer stands before it, where the run's own statement is shown. */
export function renderBeside(first: RunView, context: Context): ShownBeside {
  const place = element('section', { class: 'beside', 'aria-label': 'Through the database' });
  const differences = element('div', { class: 'beside-differences', role: 'status' });
  let drawn: BesideView | undefined;
  let compared: RunView['phase'] = 'running';
  const draw = (beside: BesideView): void => {
    const { connection, ms, invocation, failure } = beside;
    const head = element('h2', {}, 'Through the database: ', renderText(connection));
    const card = invocation && renderInvocation(invocation, undefined, context);
    if (ms !== null) card?.setStatementMs(ms);
    place.replaceChildren(
      head,
      ...(failure ? [renderFailure(failure, context)] : []),
      ...(card ? [card.element] : []),
    );
  };
  const compare = async (run: RunView, beside: BesideView): Promise<void> => {
    const { verdict, parts } = compareAnswers(await readDirect(run, context), toWay(beside));
    const list = element('ul', {}, ...parts.map((part) => element('li', {}, renderText(part))));
    differences.replaceChildren(element('p', { class: 'beside-verdict' }, verdict), list);
  };
  const update = (run: RunView): void => {
    const { beside, phase } = run;
    place.hidden = !beside;
    differences.hidden = !beside;
    if (!beside) return;
    if (beside !== drawn) draw(beside);
    const isNew = beside !== drawn || phase !== compared;
    drawn = beside;
    compared = phase;
    if (isNew && (phase === 'done' || phase === 'failed')) void compare(run, beside);
  };
  update(first);
  return { element: place, differences, update };
}

function toWay({ failure, invocation }: BesideView): WayTaken {
  return { failed: failure !== undefined, invocation };
}

async function readDirect(run: RunView, { runId, pages }: Context): Promise<WayTaken> {
  const statement = run.statements[0];
  const has = statement?.result !== undefined && statement.result.invocations > 0;
  const [invocation] = has ? await pages.invocations(runId, statement.index, 0) : [];
  return { failed: statement?.failure !== undefined, invocation };
}
