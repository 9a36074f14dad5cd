import type { ConnectionColor } from '../../core/catalog/connectionColors';
import type { InvocationText } from '../../core/invocation/invocations';
import type { DurationBar, InvocationSummary } from '../../core/invocation/summary';
import type { Cell, Column, Notice, RowPlace, SqlFailure } from '../../core/invocation/outcome';

/** How far a run, or a statement of it, has come. */
export type Phase = 'running' | 'done' | 'failed' | 'cancelled';

/** A run that can be brought to the front: the newest of its editor. */
export interface RunTab {
  readonly runId: number;
  /** The file's name, with its folder where another has the same. */
  readonly label: string;
  readonly connection: string;
  readonly phase: Phase;
}

/** A run as the panel shows it: everything but the rows, which are fetched page by page when looked at. */
export interface RunView {
  /** Grows with every run; an answer for another run is stale. */
  readonly runId: number;
  /** What runs, usually the file's name. */
  readonly title: string;
  readonly connection: string;
  /** The connection's. */
  readonly color?: ConnectionColor;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  /** How many runs it is, where it is one for each row of a file. */
  readonly runs?: number;
  /** The most rows a statement shows. */
  readonly rowLimit: number;
  readonly phase: Phase;
  /** The user has asked to stop it. */
  readonly cancelling: boolean;
  /** Null while it runs. */
  readonly ms: number | null;
  readonly statements: readonly StatementView[];
  /** What the script printed itself (`\echo`, COPY TO STDOUT): its end, where it is much. */
  readonly output: readonly OutputChunk[];
  /** Earlier output is no longer kept. */
  readonly outputCut: boolean;
  /** Of a call made directly: what the same call came to through the database. */
  readonly beside?: BesideView;
}

/** An answer that came through the database, or the failure. */
export interface BesideView {
  readonly connection: string;
  readonly ms: number | null;
  readonly invocation?: InvocationText;
  readonly failure?: SqlFailure;
}

/** A piece of output as it came, line breaks and all; `err` for warnings. */
export interface OutputChunk {
  readonly text: string;
  readonly stream?: 'err';
}

export interface StatementView {
  readonly index: number;
  /** As the user wrote it; the end of a very long one is cut. */
  readonly sql: string;
  /** The row of a file whose values it runs with. */
  readonly row?: RowPlace;
  readonly phase: Phase;
  /** Null while it runs. */
  readonly ms: number | null;
  readonly notices: readonly Notice[];
  /** How many more notices came than are shown. */
  readonly noticesLeftOut: number;
  readonly result?: ResultView;
  readonly failure?: SqlFailure;
}

/** What there is of a result; while the statement runs, so far. */
export interface ResultView {
  /** Empty while the statement runs, and where it did not end well. */
  readonly command: string;
  /** Null too while the statement runs. */
  readonly rowCount: number | null;
  readonly columns: readonly Column[];
  /** How many rows `fetchRows` can give; 0 where there are none or they were released. */
  readonly rowsKept: number;
  /** The rows of this statement were given up to keep the space for them bounded. */
  readonly released: boolean;
  /** The row limit cut the result. */
  readonly truncated: boolean;
  /** There was no room for the rows behind those kept. */
  readonly outOfSpace: boolean;
  /** How many invocations `fetchInvocations` can give. */
  readonly invocations: number;
  /** The result shows nothing but invocations. */
  readonly onlyInvocations: boolean;
  /** The psql variables that `\gset` put the row into. */
  readonly storedIn?: readonly string[];
  /** `\gexec` ran the cells as statements. */
  readonly executed?: true;
  readonly advice?: string;
}

/** A cell of a page; a long one comes as its beginning and the length of the whole, in UTF-16 units. */
export type PageCell = Cell | { readonly text: string; readonly length: number };

/** The most that is kept of what may never end; sizes in UTF-16 units. */
export const KEPT = { sql: 20_000, notices: 500, output: 200_000 };

/** Rows that follow one another on screen. */
export interface RowsPage {
  readonly rows: readonly (readonly PageCell[])[];
  /** The number of each, from 0, where they are filtered or sorted. */
  readonly numbers?: readonly number[];
}

/** Rows or columns that follow one another on screen; `end` is the first behind them. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** The cells of some rows in some columns: in order, and none of the stretches touching another. */
export interface CellBlock {
  readonly rows: readonly Stretch[];
  readonly columns: readonly Stretch[];
}

/** How cells are copied: by themselves, under their columns' names, or as the user is asked to choose. */
export type CopyForm = 'text' | 'ask';

/** A cell that was sought, by its place on screen; `nth` counts from 1. */
export interface Match {
  readonly nth: number;
  readonly position: number;
  readonly column: number;
}

/** Host to webview. `requestId` is the one of the question. */
export type ToWebview =
  | { readonly kind: 'run'; readonly run: RunView | null }
  | {
      readonly kind: 'tabs';
      readonly tabs: readonly RunTab[];
      /** The run that is on screen. */
      readonly front: number | null;
      /** The title of a run whose results were given up to make room for the newest. */
      readonly givenUp: string | null;
    }
  | { readonly kind: 'statement'; readonly runId: number; readonly statement: StatementView }
  /** More rows of a statement that runs. */
  | {
      readonly kind: 'progress';
      readonly runId: number;
      readonly index: number;
      readonly rowsKept: number;
      readonly invocations: number;
      readonly outOfSpace: boolean;
    }
  | { readonly kind: 'notice'; readonly runId: number; readonly index: number; readonly notice: Notice }
  | { readonly kind: 'output'; readonly runId: number; readonly chunk: OutputChunk }
  /** After so much output that not every piece was sent: what there is to be shown. */
  | { readonly kind: 'outputTail'; readonly runId: number; readonly output: readonly OutputChunk[] }
  | { readonly kind: 'cancelling'; readonly runId: number }
  | { readonly kind: 'beside'; readonly runId: number; readonly beside: BesideView }
  | { readonly kind: 'finished'; readonly runId: number; readonly phase: Phase; readonly ms: number }
  | ({ readonly kind: 'rows'; readonly requestId: number } & RowsPage)
  /** `rows`: how many there are to show now. `refused`: a sentence why they stay as they were. */
  | {
      readonly kind: 'arranged';
      readonly requestId: number;
      readonly rows: number;
      readonly refused?: string;
    }
  /** How far a search has come; more than once for a question. */
  | {
      readonly kind: 'found';
      readonly requestId: number;
      readonly matches: number;
      /** How many rows have been searched. */
      readonly searched: number;
      readonly done: boolean;
      /** There are more matches than are counted. */
      readonly more: boolean;
    }
  | { readonly kind: 'match'; readonly requestId: number; readonly match: Match | null }
  | { readonly kind: 'cell'; readonly requestId: number; readonly cell: PageCell }
  | {
      readonly kind: 'figures';
      readonly requestId: number;
      readonly summary: InvocationSummary;
      readonly bars: readonly DurationBar[];
    }
  | {
      readonly kind: 'invocations';
      readonly requestId: number;
      readonly invocations: readonly InvocationText[];
    };

/** Which statement of which run. */
interface Statement {
  readonly runId: number;
  readonly statement: number;
}

/** A part of an invocation that can be taken out of the panel. */
export type InvocationPart = 'payload' | 'log';

/** Webview to host. */
export type FromWebview =
  | { readonly kind: 'ready' }
  | { readonly kind: 'cancel'; readonly runId: number }
  | { readonly kind: 'runAgain'; readonly runId: number }
  /** Brings the run to the front. */
  | { readonly kind: 'showRun'; readonly runId: number }
  /** Gives up its results. */
  | { readonly kind: 'closeRun'; readonly runId: number }
  | ({ readonly kind: 'reveal' | 'exportRows' } & Statement)
  | ({
      readonly kind: 'fetchRows';
      readonly requestId: number;
      readonly start: number;
      readonly end: number;
      /** As they were last arranged, or as they came. */
      readonly arranged: boolean;
    } & Statement)
  | ({
      readonly kind: 'arrangeRows';
      readonly requestId: number;
      readonly filter: string;
      /** Index of the column to sort by; null: as they came. */
      readonly column: number | null;
      readonly descending: boolean;
    } & Statement)
  /** Ends the search before it. */
  | ({
      readonly kind: 'findRows';
      readonly requestId: number;
      readonly arranged: boolean;
      readonly text: string;
      readonly matchCase: boolean;
      /** The whole cell must be the text. */
      readonly wholeCell: boolean;
    } & Statement)
  | ({
      readonly kind: 'fetchMatch';
      readonly requestId: number;
      /** The place on screen to begin at. */
      readonly position: number;
      readonly column: number;
      readonly backwards: boolean;
      /** That place itself counts. */
      readonly including: boolean;
    } & Statement)
  | ({ readonly kind: 'endFind' } & Statement)
  | ({ readonly kind: 'fetchFigures'; readonly requestId: number } & Statement)
  | ({ readonly kind: 'fetchInvocations'; readonly requestId: number; readonly start: number } & Statement)
  | ({
      readonly kind: 'fetchCell';
      readonly requestId: number;
      readonly row: number;
      readonly column: number;
    } & Statement)
  | ({
      readonly kind: 'copyCell' | 'openCell' | 'saveCell';
      readonly row: number;
      readonly column: number;
    } & Statement)
  | ({ readonly kind: 'copyRange'; readonly arranged: boolean; readonly form: CopyForm } & CellBlock &
      Statement)
  | ({
      readonly kind: 'copyPart' | 'openPart';
      readonly invocation: number;
      readonly part: InvocationPart;
    } & Statement)
  | { readonly kind: 'copyText'; readonly text: string }
  /** Something went wrong in the webview: for the log. */
  | { readonly kind: 'fault'; readonly message: string };
