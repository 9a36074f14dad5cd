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

/** One invocation at a glance: status, version, figures, payload, log. Without a seat, nothing can be taken out. */
export function renderInvocation(
  text: InvocationText,
  seat: InvocationSeat | undefined,
  context: Context,
): ShownInvocation {
  // The payload is drawn from its text, which keeps every digit: decoding it as well would be wasted.
  const { statusCode, executedVersion, log, report, undecodedLog } = decodeInvocation({
    ...text,
    payload: null,
  });
  const status = describeStatus(statusCode);
  const which = seat ? `invocation ${seat.number}` : 'the invocation through the database';
  const label = `${seat ? `Invocation ${seat.number}` : 'Invocation'}: ${statusCode ?? ''} ${status.label}`;
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
    const payload = renderPayload(text.payload, `Payload of ${which}`);
    body.append(renderPart('Payload', 'payload', payload, text.payload !== null, seat, context));
  }
  if (log !== null) {
    body.append(renderPart('Log', 'log', renderLog(log, `Log of ${which}`), true, seat, context));
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
  seat: InvocationSeat | undefined,
  { runId, post }: Context,
): HTMLElement {
  const bar = element('div', { class: 'part-bar' }, element('h2', {}, title));
  const place = element('section', { class: `part part-${part}` }, bar, content);
  if (!seat) return place;
  const { statement, invocation, number } = seat;
  const take = (kind: 'copyPart' | 'openPart', verb: string): HTMLButtonElement =>
    button({ class: 'quiet', 'aria-label': `${verb} ${part} of invocation ${number}` }, verb, () =>
      post({ kind, runId, statement, invocation, part }),
    );
  if (takeable) bar.append(take('copyPart', 'Copy'), take('openPart', 'Open'));
  return place;
}
