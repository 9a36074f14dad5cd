/** What the history keeps of a run. Every text in it has its secrets struck out. */
import type { InvocationRequest } from '../../core/directInvocation/invocationRequest';
import type { Report } from '../../core/invocation/report';
import type { Cell, Column, SqlFailure } from '../../core/invocation/outcome';
import type { RowsSource } from '../parameters/rowsSource';
import type { KeptNotices } from './keptNotices';

/** The most that is kept; sizes in UTF-16 units, but for `entry` and `total`, which are bytes. */
export const HISTORY_LIMITS = {
  /** Of what ran. */
  text: 64_000,
  /** Of one statement of several, of one message. */
  statement: 4_000,
  statements: 100,
  /** Of one statement. */
  invocations: 100,
  rows: 200,
  notices: 100,
  cell: 256_000,
  /** Of all rows of a run. */
  results: 600_000,
  /** Of all notices of a run. */
  noticeText: 100_000,
  /** Of a file. */
  entry: 1_500_000,
  /** Of all files that are not pinned. */
  total: 100_000_000,
  pinned: 100,
};

export type HistoryLimits = typeof HISTORY_LIMITS;

export type RunEnd = 'done' | 'failed' | 'cancelled';

/** What lists and searches need of a run: the first line of its file. */
export interface RunSummary {
  /** Runs of a later moment have a greater one. */
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly title: string;
  /** The connection's name: never where it leads. */
  readonly connection: string;
  /** The document's URI. */
  readonly source?: string;
  /** Where in the document the first part that ran began, as an offset. */
  readonly start: number;
  /** What ran, the parts of it one below the other. */
  readonly text: string;
  /** Something was struck out of the text: it does not run as it stands. */
  readonly isStruck: boolean;
  /** Only the beginning of the text is kept. */
  readonly isCut: boolean;
  /** An invocation without the database between. */
  readonly direct?: InvocationRequest;
  /** The file of a run for each of its rows: their values are not kept. */
  readonly rows?: RowsSource;
  readonly end: RunEnd;
  readonly ms: number;
  readonly statements: readonly StatementSummary[];
  /** How many more statements there were. */
  readonly statementsLeftOut: number;
}

export interface StatementSummary {
  readonly sql: string;
  /** Of the file of rows, from 1: whose values it ran with. */
  readonly line?: number;
  readonly end: RunEnd;
  /** How long the database took. */
  readonly ms: number;
  /** PostgreSQL's command tag. */
  readonly command?: string;
  readonly rowCount?: number;
  readonly failure?: KeptFailure;
  /** The Lambda functions that its text names. */
  readonly functions: readonly string[];
  readonly invocations: readonly KeptInvocation[];
}

export type KeptFailure = Omit<SqlFailure, 'lost'>;

/** The figures of one invocation. */
export interface KeptInvocation {
  readonly statusCode: number | null;
  readonly executedVersion: string | null;
  readonly report: Report | null;
}

/** What came back from one statement, as far as it is kept: the second line of a run's file. */
export interface KeptResult extends Partial<KeptNotices> {
  /** Index into the summary's statements. */
  readonly statement: number;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
  /** More rows came, or longer values. */
  readonly isCut: boolean;
}

/** A run with what came back. */
export interface HistoryEntry {
  readonly summary: RunSummary;
  readonly results: readonly KeptResult[];
}
