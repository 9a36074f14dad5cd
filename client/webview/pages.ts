import type { InvocationText } from '../../core/invocation/invocations';
import type { FromWebview, Match, PageCell, RowsPage, ToWebview } from '../panel/protocol';

type Answer = Extract<ToWebview, { readonly requestId: number }>;
/** What there is to draw of many invocations. */
export type Figures = Extract<Answer, { readonly kind: 'figures' }>;
type Arranged = Extract<Answer, { readonly kind: 'arranged' }>;
/** How rows are to be filtered and sorted, as `arrangeRows` has it. */
export type Wanted = Pick<
  Extract<FromWebview, { readonly kind: 'arrangeRows' }>,
  'filter' | 'column' | 'descending'
>;

/** How far a search has come. */
export type Found = Extract<Answer, { readonly kind: 'found' }>;
/** What is sought, as `findRows` has it. */
export type Sought = Pick<
  Extract<FromWebview, { readonly kind: 'findRows' }>,
  'text' | 'matchCase' | 'wholeCell' | 'arranged'
>;

/** Fetches what is looked at from the host; a question of a run that is gone is never answered. */
export interface Pages {
  rows(runId: number, statement: number, start: number, end: number, arranged: boolean): Promise<RowsPage>;
  /** Never answered where something else is wanted before it is done. */
  arrange(runId: number, statement: number, wanted: Wanted): Promise<Arranged>;
  /** A cell by itself. */
  cell(runId: number, statement: number, row: number, column: number): Promise<PageCell>;
  /** `tell` hears how far the search has come, until another begins. */
  find(runId: number, statement: number, sought: Sought, tell: (found: Found) => void): void;
  /** The match behind a place, or before it; undefined where there is none. */
  match(
    runId: number,
    statement: number,
    from: { readonly position: number; readonly column: number },
    backwards: boolean,
    including: boolean,
  ): Promise<Match | undefined>;
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
    cell: async (runId, statement, row, column) => {
      const question = { kind: 'fetchCell', runId, statement, row, column } as const;
      return (await ask('cell', (requestId) => ({ ...question, requestId }))).cell;
    },
    find(runId, statement, sought, tell) {
      const requestId = ++lastId;
      const take = (answer: Answer): void => {
        if (!isKind(answer, 'found')) return;
        if (!answer.done) asked.set(requestId, take);
        tell(answer);
      };
      asked.set(requestId, take);
      post({ kind: 'findRows', runId, statement, requestId, ...sought });
    },
    match: async (runId, statement, from, backwards, including) => {
      const question = { kind: 'fetchMatch', runId, statement, ...from, backwards, including } as const;
      return (await ask('match', (requestId) => ({ ...question, requestId }))).match ?? undefined;
    },
    figures: (runId, statement) =>
      ask('figures', (requestId) => ({ kind: 'fetchFigures', runId, statement, requestId })),
    invocations: async (runId, statement, start) => {
      const question = { kind: 'fetchInvocations', runId, statement, start } as const;
      return (await ask('invocations', (requestId) => ({ ...question, requestId }))).invocations;
    },
    settle(answer) {
      const take = asked.get(answer.requestId);
      asked.delete(answer.requestId);
      take?.(answer);
    },
  };
}

const isKind = <K extends Answer['kind']>(
  answer: Answer,
  kind: K,
): answer is Extract<Answer, { readonly kind: K }> => answer.kind === kind;
