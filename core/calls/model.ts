/** What is known of a call of one of the catalog's functions. All spans count in the call's fragment. */
import type { Declared } from '../schema/declared';
import type { FunctionEntry, Overload, Parameter } from '../catalog/schema';
import type { Fragment } from '../sql/fragment';
import type { StringValue } from '../sql/strings';
import type { Span } from '../span';

/**
 * The type PostgreSQL gives an expression before it picks a function.
 * `unknown` is PostgreSQL's own: an untyped literal, NULL, a bare parameter. `undecided` is ours: the text does
 * not tell.
 */
export type StaticType =
  | { readonly kind: 'known'; readonly name: string }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'undecided' };

/** A literal argument, casts and parentheses round it looked through. */
export interface LiteralValue {
  /** The string token. */
  readonly span: Span;
  readonly string: StringValue;
  /** The type of the outermost cast as PostgreSQL prints it, e.g. `json` in `'{}'::json`; undefined without one. */
  readonly cast: string | undefined;
}

export interface Expression {
  /** From the first token to the last. */
  readonly span: Span;
  readonly type: StaticType;
  /** Set where the whole expression is one string literal, cast or not. */
  readonly literal?: LiteralValue | undefined;
  /** NULL, cast or not. */
  readonly isNull: boolean;
  /** Name of the psql variable where the whole expression is `:'name'`, cast or not. */
  readonly psqlVariable?: string | undefined;
  /** A call of one of the catalog's functions, where the whole expression is one. */
  readonly call?: CallSite | undefined;
}

export interface Argument {
  /** From the comma or parenthesis before it to the one behind it: where the cursor is "in" the argument. */
  readonly slot: Span;
  /** From its first token (the name, if named) to its last; empty at the slot's end while nothing is typed. */
  readonly span: Span;
  /** `name` of `name => value`, folded. */
  readonly name?: string;
  readonly nameSpan?: Span;
  readonly value: Expression;
}

export interface CallSite {
  readonly fragment: Fragment;
  /** What was known of tables, types and routines when it was read. */
  readonly declared: Declared;
  /** Folded names as written; the entry is undefined where the schema has no such function. */
  readonly schema: string;
  readonly name: string;
  readonly entry: FunctionEntry | undefined;
  /** `schema.name`. */
  readonly nameSpan: Span;
  /** The whole call, up to its closing parenthesis or, on broken text, to where it is given up. */
  readonly span: Span;
  /** Between the parentheses. */
  readonly argumentsSpan: Span;
  /** False while the closing parenthesis is missing. */
  readonly closed: boolean;
  readonly arguments: readonly Argument[];
  readonly verdict: Verdict;
  /** `(call).*`: the whole with its parentheses and star. */
  readonly expansion: Span | undefined;
  /** The call stands where rows come from: FROM, JOIN, LATERAL, ROWS FROM. */
  readonly inFrom: boolean;
}

/**
 * What PostgreSQL says of the call by its own rules. Columns, functions and types that the text does not define are
 * taken to exist, and what a psql variable holds to fit where it stands.
 */
export type Verdict =
  | {
      readonly kind: 'ok';
      readonly overload: Overload;
      /** The parameter each argument fills, in the order of the arguments. */
      readonly parameters: readonly Parameter[];
    }
  | {
      readonly kind: 'ambiguous' | 'no-match' | 'syntax';
      readonly sqlstate: string;
      /**
       * PostgreSQL's own words; where it would name the type of an argument that the text does not tell, a
       * question mark.
       */
      readonly message: string;
      readonly hint?: string;
      readonly detail?: string;
      /** Where PostgreSQL points. */
      readonly span: Span;
      /** The argument that is to blame, where there is one. */
      readonly argument?: number;
    }
  | { readonly kind: 'undecided' };
