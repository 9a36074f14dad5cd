import type { Cell } from '../../core/invocation/outcome';
import type { Foreseen } from '../../core/guard/foreseen';
import type { Span } from '../../core/span';

export interface Script {
  readonly text: string;
  /** The parts to run, in order; by default all of it. Offsets in events count from the text's start. */
  readonly spans?: readonly Span[];
  /** The file, as psql would name it: `\ir` starts from its folder. */
  readonly name?: string;
}

export interface ParameterRequest {
  /** The statement as the user wrote it. */
  readonly sql: string;
  /** PostgreSQL's names of the types of `$1` and so on. */
  readonly types: readonly string[];
}

/**
 * A value for each parameter, as text that PostgreSQL reads by its type; `cancelled`: this statement and the rest of
 * the run; `refused`: a failure with these words.
 */
export type ParameterAnswer =
  | { readonly kind: 'values'; readonly values: readonly Cell[] }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'refused'; readonly message: string; readonly advice?: string };

export type AskParameters = (request: ParameterRequest) => Promise<ParameterAnswer>;

/** Reads a file that `\i` names; a failure in psql's words. */
export type ReadScript = (name: string) => Promise<ScriptReading>;

/** `path`: absolute. */
export type ScriptReading =
  | { readonly kind: 'read'; readonly path: string; readonly text: string }
  | { readonly kind: 'failed'; readonly message: string };

export interface RunOptions {
  /** By default true; psql's variable ON_ERROR_STOP, where the script sets it, goes before. */
  readonly stopOnError?: boolean;
  /** How many rows of a result to keep, 0: all; by default as the profile says. */
  readonly rowLimit?: number;
  /** Cancels what runs, at the server too, and the rest of the script. */
  readonly signal?: AbortSignal;
  /** Without it, nothing is looked up and everything is sent. */
  readonly guard?: Guard;
  /** Asked for the parameters of a statement that has `$1`; without it, PostgreSQL says that there are none. */
  readonly askParameters?: AskParameters;
  /** Results are shown as psql shows them: `\x` and `\timing` have an effect. */
  readonly showsAsPsql?: boolean;
  /** Without it, `\i` fails. */
  readonly readScript?: ReadScript;
}

/**
 * `run` it as it stands, or as a `dryRun`; `cancel` this statement and the rest of the run; `refuse` it, which is a
 * failure with these words.
 */
export type GuardAnswer =
  | { readonly kind: 'run' | 'dryRun' | 'cancel' }
  | { readonly kind: 'refuse'; readonly message: string; readonly advice: string };

/** Asked before a statement that would invoke Lambda is sent. */
export type Guard = (foreseen: Foreseen, sql: string) => Promise<GuardAnswer>;

/** The options of a run, whose signal also hears of the session's own `cancel`. */
export type RunControl = RunOptions & { readonly signal: AbortSignal };
