/** The shapes that the catalog's facts have. */

export interface EnumValue {
  readonly value: string;
  /** One Markdown sentence. */
  readonly doc: string;
}

/** What a parameter's value means beyond its type: decides completion, hover and checks. */
export type Meaning =
  'functionName' | 'payload' | 'region' | 'invocationType' | 'logType' | 'context' | 'qualifier';

export interface Parameter {
  readonly name: string;
  /** SQL type as documented, e.g. `varchar(128)`. */
  readonly type: string;
  readonly meaning: Meaning;
  /** SQL text; absent = required. */
  readonly default?: string;
  /** Closed, case-sensitive set of values. */
  readonly values?: readonly EnumValue[];
  /** Markdown. */
  readonly doc: string;
}

export interface OutColumn {
  readonly name: string;
  readonly type: string;
  /** Markdown. */
  readonly doc: string;
}

/** The contract's names for the four overloads; the helper function has one overload without a name. */
export type OverloadId = 'text-json' | 'arn-json' | 'text-jsonb' | 'arn-jsonb';

export interface Overload {
  readonly id: OverloadId | null;
  readonly parameters: readonly Parameter[];
  /** Kept apart from the parameters: both sides have a `payload`. */
  readonly outColumns: readonly OutColumn[];
  /** SQL type of the result: `record` where there are OUT columns. */
  readonly returns: string;
}

export interface FunctionEntry {
  readonly schema: string;
  readonly name: string;
  /** Markdown. */
  readonly doc: string;
  /** AWS's page about it. */
  readonly source: string;
  readonly overloads: readonly Overload[];
}
