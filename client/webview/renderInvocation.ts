import { decodeInvocation } from '../../core/invocation/invocations';
import type { InvocationText } from '../../core/invocation/invocations';
import { describeStatus } from '../../core/invocation/status';
import type { InvocationPart } from '../panel/protocol';
import type { Context } from './context';
import { button, element } from './element';
import { renderFigures } from './renderFigures';
import { renderLog } from './renderLog';
import { renderPayload } from './renderPayload';
import { renderCutText, renderText } from './renderText';

/** Which invocation of which statement; `number` counts from 1 for readers. */
export interface InvocationSeat {
  readonly statement: number;
  readonly invocation: number;
  readonly number: number;
}

/** A card. */
export interface ShownInvocation {
  readonly element: HTMLElement;
  /** What its statement took, which made no other invocation. */
  setStatementMs(ms: number): void;
}

/** One invocation at a glance: status, version, figures, payload, log. */
export function renderInvocation(
  text: InvocationText,
  seat: InvocationSeat,
  context: Context,
): ShownInvocation {
  // The payload is drawn from its text, which keeps every digit: decoding it as well would be wasted.
  const { statusCode, executedVersion, log, report, undecodedLog } = decodeInvocation({
    ...text,
    payload: null,
  });
  const status = describeStatus(statusCode);
  const label = `Invocation ${seat.number}: ${statusCode ?? ''} ${status.label}`;
  const head = element(
    'div',
    { class: 'invocation-head' },
    element('span', { class: 'status-code' }, statusCode === null ? '–' : String(statusCode)),
    element('span', { class: 'status-label' }, status.label),
    ...(executedVersion === null
      ? []
      : [element('span', { class: 'version' }, 'Version ', renderText(executedVersion))]),
    ...(status.kind === 'answered' ? [] : [element('span', { class: 'meaning' }, status.meaning)]),
  );
  const figures = report && renderFigures(report);
  if (figures) head.append(figures.element);

  const body = element('div', { class: 'invocation-body' });
  if (text.payload !== null || status.kind === 'answered') {
    const payload = renderPayload(text.payload, `Payload of invocation ${seat.number}`);
    body.append(renderPart('Payload', 'payload', payload, text.payload !== null, seat, context));
  }
  if (log !== null) {
    body.append(
      renderPart('Log', 'log', renderLog(log, `Log of invocation ${seat.number}`), true, seat, context),
    );
  } else if (undecodedLog !== undefined) {
    const raw = element('div', { class: 'text-block' }, renderCutText(undecodedLog, 5_000, '\t\n'));
    body.append(renderPart('Log, not decoded: log_result is not base64', 'log', raw, true, seat, context));
  } else if (status.kind === 'answered') {
    body.append(element('p', { class: 'hint' }, "To see the function's log here, pass log_type => 'Tail'."));
  }
  return {
    element: element(
      'article',
      { class: `invocation status-${status.kind}`, 'aria-label': label },
      head,
      body,
    ),
    // Only a call that waits for its function has that in its own time.
    setStatementMs: (ms) => {
      if (status.kind === 'answered') figures?.setStatementMs(ms);
    },
  };
}

function renderPart(
  title: string,
  part: InvocationPart,
  content: HTMLElement,
  takeable: boolean,
  { statement, invocation, number }: InvocationSeat,
  { runId, post }: Context,
): HTMLElement {
  const take = (kind: 'copyPart' | 'openPart', verb: string): HTMLButtonElement =>
    button({ class: 'quiet', 'aria-label': `${verb} ${part} of invocation ${number}` }, verb, () =>
      post({ kind, runId, statement, invocation, part }),
    );
  const bar = element('div', { class: 'part-bar' }, element('h2', {}, title));
  if (takeable) bar.append(take('copyPart', 'Copy'), take('openPart', 'Open'));
  return element('section', { class: `part part-${part}` }, bar, content);
}
