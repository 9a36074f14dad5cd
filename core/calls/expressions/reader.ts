import type { Fragment } from '../../sql/fragment';
import type { TokenCursor } from '../../sql/cursor';
import type { Bracket } from '../brackets';
import type { CallSite } from '../model';
import type { Typed } from './typed';

/** What the expressions of one fragment are read with. */
export interface Surroundings {
  readonly fragment: Fragment;
  readonly brackets: ReadonlyMap<number, Bracket>;
  /** The call of one of our functions whose parenthesis is this token; those further on are read first. */
  readonly callAt: (open: number) => ReadCall | undefined;
  /** Whether `$1` and its like stand more than once, so that one may take its type from another. */
  readonly isRepeated: (parameter: string) => boolean;
}

export interface ReadCall {
  readonly site: CallSite;
  /** The token behind the call and all that belongs to it. */
  readonly next: number;
  /** What its arguments hold that not every place takes, and whether PostgreSQL may refuse one of them. */
  readonly holds: Pick<Typed, 'special' | 'hasQuery' | 'refusal'>;
}

/**
 * Reads expressions from where its cursor stands. Every method answers undefined where it can't read on; what
 * has been read then counts for nothing.
 */
export interface ExpressionReader extends Surroundings {
  readonly cursor: TokenCursor;
  /** a_expr of gram.y. */
  readonly expression: () => Typed | undefined;
  /** The same, of operators that bind at least so strongly. */
  readonly operand: (minimum: number) => Typed | undefined;
  /** The expression that these tokens are, all of them. */
  readonly range: (from: number, to: number) => Typed | undefined;
}
