import type { InvocationRequest } from '../../core/directInvocation/invocationRequest';
import type { StatementOutcome } from '../../core/invocation/outcome';
import type { Span } from '../../core/span';
import type { RowsSource } from '../parameters/rowsSource';
import type { FirstRows } from './keptRows';

/** What is known of a run when it begins. */
export interface RecordedRun {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly title: string;
  readonly connection: string;
  readonly source?: string;
  /** The document's text and the parts of it that run; absent where no SQL does. */
  readonly script?: { readonly text: string; readonly spans: readonly Span[] };
  readonly direct?: InvocationRequest;
  /** Of a run for each row of a file. */
  readonly rows?: RowsSource;
  /** Whether what came back is kept too. */
  readonly keepsResults: boolean;
}

/** A statement as it came, secrets and all. */
export interface FollowedStatement {
  readonly sql: string;
  /** Of the file of rows. */
  readonly line?: number;
  readonly rows: FirstRows;
  outcome?: StatementOutcome;
}
