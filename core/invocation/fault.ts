import type { SqlFailure } from './outcome';

/** A failure that is known: how its text reads, and what to tell who meets it. */
export interface Fault {
  /** Stable, for tests and documents; the letter and number are the row of the fault list it comes from, if it is in there. */
  readonly id: string;
  readonly sqlstate?: string;
  /** Matched against the message. Loose where AWS words it differently from place to place. */
  readonly message?: RegExp;
  /** Matched against message, DETAIL and CONTEXT together. */
  readonly anywhere?: RegExp;
  /** Cause, then mend: one or two plain sentences. */
  readonly advice: string | ((failure: SqlFailure) => string);
}

/** The mend for JSON that was glued together. */
export const BUILD_JSON =
  "Build it with json_build_object('name', value), which quotes and escapes, instead of gluing text together.";
