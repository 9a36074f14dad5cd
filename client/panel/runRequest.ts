import type { ConnectionColor } from '../../core/catalog/connectionColors';
import type { InvocationRequest } from '../../core/directInvocation/invocationRequest';
import type { RunEvent } from '../../core/invocation/outcome';
import type { Span } from '../../core/span';
import type { RowsSource } from '../parameters/rowsSource';
import type { StatementPlace } from './runState';

/** Whose results they are: an editor, usually. The panel keeps the newest run of each. */
export interface RunSource {
  /** Of an editor, its document's URI as text. */
  readonly key: string;
  /** For the user: tells files of one name apart. */
  readonly place: string;
}

/** A statement of the newest run of an editor. */
export interface BesideRequest {
  /** Key of the editor's source. */
  readonly source: string;
  readonly sql: string;
}

/** A run to show, and what its buttons do. */
export interface RunRequest {
  readonly source: RunSource;
  /** What runs, usually the file's name. */
  readonly title: string;
  /** The connection's name. */
  readonly connection: string;
  readonly color?: ConnectionColor;
  /** How many runs it is, where it is one for each row of a file. */
  readonly runs?: number;
  /** The most rows a statement shows. */
  readonly rowLimit: number;
  /** For the history: the document's text and the parts of it that run. */
  readonly script?: { readonly text: string; readonly spans: readonly Span[] };
  /** The statement whose answer through the database is to stand beside this one. */
  readonly beside?: BesideRequest;
  /** For the history: what is asked of Lambda without a database. */
  readonly direct?: InvocationRequest;
  /** For the history: the file of a run for each of its rows. */
  readonly rows?: RowsSource;
  /**
   * Values that are kept nowhere, wherever they stand; asked for when the run has ended. `lines`: of the file of rows,
   * those that are of interest.
   */
  readonly hidden?: (lines: readonly number[]) => readonly string[];
  /** Stops the run; its `finished` event is still awaited. */
  cancel(): void;
  /** Starts the same again, as a new run. */
  runAgain(): void;
  /** Shows the statement in its editor. */
  reveal(place: StatementPlace): void;
}

/** Takes the events of one run, in order, until `finished`; those of a run that is no longer kept are dropped. */
export interface RunSink {
  /** The promise holds back the rows that follow. */
  onEvent(event: RunEvent): void | Promise<void>;
}
