/** What goes to the server of a script at once, and what becomes of the answer. */
import type { StatementOrigin } from './statementPlace';

/** `store`: `\gset`; `execute`: `\gexec`, every cell is a statement to run; `describe`: `\gdesc`, nothing runs. */
export type AfterResult =
  | { readonly kind: 'show'; readonly expanded?: true }
  | { readonly kind: 'store'; readonly prefix: string }
  | { readonly kind: 'execute' }
  | { readonly kind: 'describe' };

export interface Sending extends StatementOrigin {
  readonly after: AfterResult;
  readonly copyData?: string | undefined;
  /** What `\bind` gave for the parameters. */
  readonly bound?: readonly string[] | undefined;
}
