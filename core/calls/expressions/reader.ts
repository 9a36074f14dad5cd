import type { Fragment } from '../../sql/fragment';
import type { TokenCursor } from '../../sql/cursor';
import type { Bracket } from '../brackets';
import type { CallSite } from '../model';
import type { QualifiedName } from '../../schema/model';
import type { Application, GivenArgument } from '../types/builtins';
import type { TypeId } from '../types/typeFacts';
import type { Field, Typed } from './typed';
import type { FindType } from './typeNames';

/** What names mean where they stand; `at` is the index of a token. */
export interface Names {
  /** A column, a row or a variable: `a`, `t.a`; undefined where nothing is known of it. */
  lookup(parts: readonly string[], at: number): Field | undefined;
  /** A variable or parameter alone: `$1`. */
  variable(name: string, at: number): Field | undefined;
  /** The query between a parenthesis and its other one; undefined where none can be read. */
  output(open: number): QueryOutput | undefined;
  /** Whether it stands in a query, or in a body that may hold some: not in CHECK, DEFAULT and their like. */
  isInQuery(at: number): boolean;
  /** Scripts declare implicit casts between PostgreSQL's own types, so that its rules are not what they were. */
  hasCasts(): boolean;
  /** What a call of a function gives that a script declares; undefined where none declares it. */
  routine(name: QualifiedName, given: readonly GivenArgument[]): RoutineApplication | undefined;
  /** Columns of a type that has some and says so. */
  fieldsOf(type: TypeId): readonly Field[] | undefined;
  readonly findType: FindType;
}

/** What a query gives: its columns, and the expressions that they are, one by one. */
export interface QueryOutput extends KnownColumns {
  readonly typed: readonly Typed[];
  /** Rows come from somewhere. */
  readonly hasSource: boolean;
}

export interface RoutineApplication {
  readonly application: Application;
  /** Columns of a result that has several. */
  readonly fields?: readonly Field[];
}

export interface KnownColumns {
  readonly columns: readonly Field[];
  /** False where there may be others, or where a name may be another column's. */
  readonly complete: boolean;
  /** False where which is first can't be told. */
  readonly ordered: boolean;
}

/** What the expressions of one fragment are read with. */
export interface Surroundings {
  readonly fragment: Fragment;
  readonly brackets: ReadonlyMap<number, Bracket>;
  /** The call of one of our functions whose parenthesis is this token; those further on are read first. */
  readonly callAt: (open: number) => ReadCall | undefined;
  /** Whether `$1` and its like stand more than once, so that one may take its type from another. */
  readonly isRepeated: (parameter: string) => boolean;
  readonly names: Names;
  /** What EXTRACT gives: before PostgreSQL 14 it was float8, now it is numeric. Without one, nobody can tell. */
  readonly extracted?: 'float8' | 'numeric' | undefined;
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
