import type { InvocationText } from '../../core/invocation/invocations';
import type { FromWebview, PageCell, ToWebview } from '../panel/protocol';

type Rows = readonly (readonly PageCell[])[];

/** Fetches what is looked at from the host; a question of a run that is gone is never answered. */
export interface Pages {
  rows(runId: number, statement: number, start: number, end: number): Promise<Rows>;
  invocations(runId: number, statement: number, start: number): Promise<readonly InvocationText[]>;
  /** Takes an answer. */
  settle(answer: Extract<ToWebview, { readonly requestId: number }>): void;
}

/** Pages asked for through `post`. */
export function createPages(post: (message: FromWebview) => void): Pages {
  const rows = new Map<number, (rows: Rows) => void>();
  const invocations = new Map<number, (invocations: readonly InvocationText[]) => void>();
  let requestId = 0;
  return {
    rows: (runId, statement, start, end) =>
      new Promise((resolve) => {
        rows.set(++requestId, resolve);
        post({ kind: 'fetchRows', runId, statement, requestId, start, end });
      }),
    invocations: (runId, statement, start) =>
      new Promise((resolve) => {
        invocations.set(++requestId, resolve);
        post({ kind: 'fetchInvocations', runId, statement, requestId, start });
      }),
    settle(answer) {
      if (answer.kind === 'rows') rows.get(answer.requestId)?.(answer.rows);
      else invocations.get(answer.requestId)?.(answer.invocations);
      rows.delete(answer.requestId);
      invocations.delete(answer.requestId);
    },
  };
}
