import type { InvocationText } from '../../core/invocation/invocations';
import type { FromWebview, RowsPage, ToWebview } from '../panel/protocol';

type Answer = Extract<ToWebview, { readonly requestId: number }>;
/** What there is to draw of many invocations. */
export type Figures = Extract<Answer, { readonly kind: 'figures' }>;
type Arranged = Extract<Answer, { readonly kind: 'arranged' }>;
/** How rows are to be filtered and sorted, as `arrangeRows` has it. */
export type Wanted = Pick<
  Extract<FromWebview, { readonly kind: 'arrangeRows' }>,
  'filter' | 'column' | 'descending'
>;

/** Fetches what is looked at from the host; a question of a run that is gone is never answered. */
export interface Pages {
  rows(runId: number, statement: number, start: number, end: number, arranged: boolean): Promise<RowsPage>;
  /** Never answered where something else is wanted before it is done. */
  arrange(runId: number, statement: number, wanted: Wanted): Promise<Arranged>;
  figures(runId: number, statement: number): Promise<Figures>;
  invocations(runId: number, statement: number, start: number): Promise<readonly InvocationText[]>;
  /** Takes an answer. */
  settle(answer: Answer): void;
}

/** Pages asked for through `post`. */
export function createPages(post: (message: FromWebview) => void): Pages {
  const asked = new Map<number, (answer: Answer) => void>();
  let lastId = 0;
  const ask = <K extends Answer['kind']>(
    kind: K,
    question: (requestId: number) => FromWebview,
  ): Promise<Extract<Answer, { readonly kind: K }>> =>
    new Promise((resolve) => {
      const requestId = ++lastId;
      asked.set(requestId, (answer) => {
        if (isKind(answer, kind)) resolve(answer);
      });
      post(question(requestId));
    });
  return {
    rows: (runId, statement, start, end, arranged) =>
      ask('rows', (requestId) => ({ kind: 'fetchRows', runId, statement, requestId, start, end, arranged })),
    arrange: (runId, statement, wanted) =>
      ask('arranged', (requestId) => ({ kind: 'arrangeRows', runId, statement, requestId, ...wanted })),
    figures: (runId, statement) =>
      ask('figures', (requestId) => ({ kind: 'fetchFigures', runId, statement, requestId })),
    invocations: async (runId, statement, start) => {
      const question = { kind: 'fetchInvocations', runId, statement, start } as const;
      return (await ask('invocations', (requestId) => ({ ...question, requestId }))).invocations;
    },
    settle(answer) {
      asked.get(answer.requestId)?.(answer);
      asked.delete(answer.requestId);
    },
  };
}

const isKind = <K extends Answer['kind']>(
  answer: Answer,
  kind: K,
): answer is Extract<Answer, { readonly kind: K }> => answer.kind === kind;
