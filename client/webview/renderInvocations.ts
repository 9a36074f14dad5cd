import { decodeInvocation } from '../../core/invocation/invocations';
import type { InvocationText } from '../../core/invocation/invocations';
import { describeStatus } from '../../core/invocation/status';
import type { Context } from './context';
import { button, element } from './element';
import { formatCount, formatMs } from './format';
import { renderInvocation } from './renderInvocation';
import type { ShownInvocation } from './renderInvocation';
import { renderSummary } from './renderSummary';
import { renderCutText } from './renderText';

/** So many stand open from the start; of more, the lines alone give the better view. */
const MOST_OPEN = 3;

/** Invocations that may become more. */
export interface InvocationsPart {
  readonly element: HTMLElement;
  grow(count: number): void;
  /** The statement has ended and took so long. */
  end(statementMs: number): void;
}

/** The invocations of a statement: one is a card, of several each is a line that opens. */
export function renderInvocations(statement: number, first: number, context: Context): InvocationsPart {
  const summary = element('div', { class: 'summary-place' });
  const list = element('div', { class: 'invocations' });
  let statementMs: number | null = null;
  let only: ShownInvocation | undefined;
  const summarize = async (): Promise<void> => {
    const figures = await context.pages.figures(context.runId, statement);
    summary.replaceChildren(renderSummary(figures, statementMs));
  };
  let count = first;
  let shown = 0;
  let fetching = false;
  const addPage = async (): Promise<void> => {
    fetching = true;
    const start = shown;
    const page = await context.pages.invocations(context.runId, statement, start);
    fetching = false;
    shown += page.length;
    list.querySelector('.show-more')?.remove();
    for (const [at, text] of page.entries()) {
      const seat = { statement, invocation: start + at, number: start + at + 1 };
      const draw = (): ShownInvocation => renderInvocation(text, seat, context);
      const slot = element('div', { class: 'invocation-slot' });
      only = count === 1 ? draw() : undefined;
      if (only && statementMs !== null) only.setStatementMs(statementMs);
      slot.append(only?.element ?? renderLine(text, seat.number, () => draw().element, count <= MOST_OPEN));
      list.append(slot);
    }
    offerMore();
  };
  const offerMore = (): void => {
    list.querySelector('.show-more')?.remove();
    const left = count - shown;
    if (left > 0 && shown > 0) list.append(renderMore(left, addPage));
  };
  void addPage();
  if (count > 1) void summarize();
  return {
    element: element('div', { class: 'invocations-place' }, summary, list),
    grow(more) {
      if (more === count) return;
      const alone = count === 1;
      count = more;
      void summarize();
      if (fetching) return;
      // What was drawn as the only one becomes the first line of many.
      if (alone) {
        list.replaceChildren();
        shown = 0;
        void addPage();
      } else offerMore();
    },
    end(ms) {
      if (ms === statementMs) return;
      statementMs = ms;
      only?.setStatementMs(ms);
      if (count > 1) void summarize();
    },
  };
}

function renderMore(left: number, addPage: () => Promise<void>): HTMLElement {
  return button(
    { class: 'show-more' },
    `Show more: ${formatCount(left, 'invocation')} left`,
    () => void addPage(),
  );
}

function renderLine(
  text: InvocationText,
  number: number,
  draw: () => HTMLElement,
  open: boolean,
): HTMLElement {
  const { statusCode, report } = decodeInvocation({ ...text, payload: null });
  const status = describeStatus(statusCode);
  const summary = element(
    'summary',
    {},
    element('span', { class: 'line-number' }, String(number)),
    element('span', { class: `line-status status-${status.kind}` }, `${statusCode ?? '–'} ${status.label}`),
    element(
      'span',
      { class: 'line-time' },
      typeof report?.durationMs === 'number' ? formatMs(report.durationMs) : '',
    ),
  );
  const preview = element('span', { class: 'line-payload' });
  preview.append(renderCutText((text.payload ?? '').slice(0, 300), 300));
  summary.append(preview);
  const details = element('details', {}, summary);
  details.addEventListener('toggle', () => {
    if (details.open && details.childElementCount === 1) details.append(draw());
  });
  details.open = open;
  return details;
}
