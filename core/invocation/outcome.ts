/** A result column; `type` is PostgreSQL's own name for it, as `format_type` prints it (`integer`, `json`). */
export interface Column {
  readonly name: string;
  readonly type: string;
}

/** PostgreSQL's text form of a value; `null` is SQL NULL. */
export type Cell = string | null;

/** What RAISE, or PostgreSQL itself, said while a statement ran. */
export interface Notice {
  /** `NOTICE`, `WARNING`, `INFO`, `LOG`, `DEBUG`. */
  readonly severity: string;
  readonly message: string;
  readonly detail?: string;
  readonly hint?: string;
}

/** An error of PostgreSQL, or of the way to it (then `sqlstate` is undefined). */
export interface SqlFailure {
  readonly sqlstate?: string;
  readonly message: string;
  readonly detail?: string;
  readonly hint?: string;
  /** PostgreSQL's CONTEXT: where inside functions it happened. */
  readonly context?: string;
  /** UTF-16 offset into the statement as it stands in the script, psql variables not yet replaced. */
  readonly offset?: number;
  /** Our own sentence: the cause and the mend. */
  readonly advice?: string;
  /** The connection is gone, or could not be made, and a transaction with it: what follows must not run as if it were there. */
  readonly lost?: true;
}

/** What one statement came to. `sql` is its text as the user wrote it. */
export type StatementOutcome = StatementDone | StatementFailed | StatementCancelled;

interface StatementEnded {
  readonly sql: string;
  readonly ms: number;
  readonly notices: readonly Notice[];
}

export interface StatementDone extends StatementEnded {
  readonly kind: 'done';
  /** PostgreSQL's command tag, e.g. `SELECT 1`, `CREATE TABLE`. */
  readonly command: string;
  /** Rows returned or affected; null where the command tag has no count. */
  readonly rowCount: number | null;
  readonly columns: readonly Column[];
  /** True when the row limit cut the result: the rows that came are the first ones. */
  readonly truncated: boolean;
  /** The psql variables that `\gset` put the row into; psql shows no rows then. */
  readonly storedIn?: readonly string[];
  /** `\gexec` ran the cells as statements; psql shows no rows then. */
  readonly executed?: true;
  /** Our own sentence where what ran is not what was meant (a psql variable in the TEXT overload). */
  readonly advice?: string;
}

export interface StatementFailed extends StatementEnded {
  readonly kind: 'failed';
  readonly failure: SqlFailure;
}

export interface StatementCancelled extends StatementEnded {
  readonly kind: 'cancelled';
}

/** Rows of a statement, in order; what a run shows of a result comes in these, whatever its end. */
export interface RowsEvent {
  readonly kind: 'rows';
  readonly index: number;
  /** A type that only the server can name is `type 16404` here and has its name at the statement's end. */
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
  /** About how many bytes they hold. */
  readonly size: number;
}

/** Where a statement stands that came from a file which the script includes. */
export interface IncludedPlace {
  /** The file, as psql names it. */
  readonly file: string;
  /** Absolute. */
  readonly path: string;
  /** The whole text of the file. */
  readonly text: string;
  /** Where in it the statement begins. */
  readonly start: number;
}

/** A row of a file of values. */
export interface RowPlace {
  /** As messages name it. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** The values, for the user, cut where they are long. */
  readonly values: string;
}

/** A run of a script, as it happens; every run ends in exactly one `finished`. */
export type RunEvent =
  | {
      readonly kind: 'statementStarted';
      readonly index: number;
      readonly sql: string;
      /** In the script; of a statement of an included file, where the command stands that included it. */
      readonly start: number;
      readonly included?: IncludedPlace;
      /** The row of a file whose values it runs with. */
      readonly row?: RowPlace;
      /** psql's expanded display, where the script wants it. */
      readonly expanded?: 'on' | 'auto';
    }
  | RowsEvent
  | { readonly kind: 'notice'; readonly index: number; readonly notice: Notice }
  /** What a script prints itself: `\echo`, and to `err` `\warn` and psql's warnings. */
  | { readonly kind: 'output'; readonly text: string; readonly stream?: 'err' }
  | { readonly kind: 'statementEnded'; readonly index: number; readonly outcome: StatementOutcome }
  | { readonly kind: 'finished'; readonly ms: number; readonly reason: 'completed' | 'failed' | 'cancelled' };

/** Takes what happens. A promise that it gives for `rows` holds back the server, and with it the rows that follow. */
export type RunEventSink = (event: RunEvent) => void | Promise<void>;
