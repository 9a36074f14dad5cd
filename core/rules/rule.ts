import type { CallSite } from '../calls/model';
import type { RuleCode, Severity } from '../catalog/rules';
import type { Span } from '../span';
import type { Fragment } from '../sql/fragment';
import type { TextEdit } from '../sql/document';

/** A change that mends a finding. Spans and texts are the fragment's own, unescaped. */
export interface FindingFix {
  readonly title: string;
  readonly edits: readonly TextEdit[];
  /**
   * It can only be what was meant: the call fails as it stands, or does the same afterwards. Such a fix may be
   * applied without asking where it is the only one; others choose for the user.
   */
  readonly isSafe?: boolean;
}

export interface Finding {
  readonly code: RuleCode;
  readonly span: Span;
  /** Where the spans of the finding and of its fixes count; the call's own where it is left out. */
  readonly fragment?: Fragment;
  readonly message: string;
  /** Where it is not the rule's own. */
  readonly severity?: Severity;
  /** PostgreSQL's SQLSTATE, where it is PostgreSQL that will refuse. */
  readonly sqlstate?: string;
  readonly fixes?: readonly FindingFix[];
}

/** What a rule may know beyond the call itself. */
export interface RuleContext {
  /** Whether a psql variable holds an ARN structure at this place of the script. */
  readonly holdsArn: (psqlVariable: string) => boolean;
  /** The statement stands in a transaction block that ends in ROLLBACK. */
  readonly rollsBack: boolean;
}

/** One idea of what can be wrong with a call. Rules don't know of each other; `index.ts` lists them. */
export interface Rule {
  /** The codes it may report. */
  readonly codes: readonly RuleCode[];
  readonly check: (call: CallSite, context: RuleContext) => readonly Finding[];
}
