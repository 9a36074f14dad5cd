/** An expression as PostgreSQL's parser understands it, as far as picking a function needs. */
import type { StringValue } from '../../sql/strings';
import type { Span } from '../../span';
import type { CallSite } from '../model';
import { refuseLiteral, takesAnyText } from '../types/literals';
import type { Refusal } from '../types/refusal';
import { UNKNOWN, type TypeId } from '../types/typeFacts';

/** An error that PostgreSQL raises for an expression, and where it points. */
export interface PlacedRefusal extends Refusal {
  readonly span: Span;
}

/** A column of a row or query. */
export interface Field {
  /** undefined where it can't be told. */
  readonly name: string | undefined;
  readonly type: TypeId | undefined;
  /** Of a row whose type has no name. */
  readonly fields?: readonly Field[];
  /** A row of something in FROM, by its name. */
  readonly isSourceRow?: boolean;
}

export interface Typed {
  /** Indices of tokens, half open. */
  readonly from: number;
  readonly to: number;
  /** UNKNOWN for an untyped literal; undefined where the text does not tell. */
  readonly type: TypeId | undefined;
  /** The offset at which PostgreSQL points when it means this expression (exprLocation). */
  readonly location: number;
  /** PostgreSQL does not take the expression; `unsure`: it may not, or with words that aren't known. */
  readonly refusal?: PlacedRefusal | 'unsure' | undefined;
  /** The expression is this literal, looked at through casts, COLLATE and parentheses. */
  readonly literal?: Literal | undefined;
  readonly isNull?: boolean | undefined;
  /** `$1`: what takes it must give it a type. */
  readonly isParameter?: boolean;
  readonly psqlVariable?: string | undefined;
  readonly call?: CallSite;
  /** The expression is this number, with the minus that was written before it. */
  readonly number?: string;
  /** `t.*` or ROW(t.*): as many columns as t has. */
  readonly isWholeRow?: boolean;
  /** ROW(…) or (a, b). */
  readonly row?: readonly Typed[];
  /** ARRAY[…]. */
  readonly items?: readonly Typed[];
  /** The columns of a row whose type has no name. */
  readonly fields?: readonly Field[];
  /** A row of something in FROM, by its name. */
  readonly isSourceRow?: boolean;
  /** What FROM calls the result of a function that gives one column, if it isn't the function's name. */
  readonly column?: string;
  /** What a column that is this expression is called without an alias (FigureColname). */
  readonly label?: string | undefined;
  /** The same of a cast, whose operand's label goes first. */
  readonly weakLabel?: string | undefined;
  /** Holds an aggregate, a window function or one that returns a set, which may not stand everywhere. */
  readonly special?: 'fs' | 'a' | 'w' | undefined;
  /** Holds a sub-select. */
  readonly hasQuery?: boolean | undefined;
}

export interface Literal {
  readonly span: Span;
  readonly string: StringValue;
  /** False where its value isn't known, because it has an escape character of its own. */
  readonly certain: boolean;
  readonly cast: TypeId | undefined;
}

export const isUntyped = (expression: Typed): boolean => expression.type === UNKNOWN;

export type Inherited = Pick<Typed, 'refusal' | 'special' | 'hasQuery'>;

const NOTHING: Inherited = {};

function handsDown({ refusal, special, hasQuery }: Typed): boolean {
  return refusal !== undefined || special !== undefined || hasQuery === true;
}

/** What an expression that is made of others takes over from them. */
export function inherit(parts: readonly Typed[]): Inherited {
  if (!parts.some(handsDown)) return NOTHING;
  const refusals = parts.map((part) => part.refusal).filter((refusal) => refusal !== undefined);
  const [refusal] = refusals;
  const special = parts.find((part) => part.special)?.special;
  return {
    ...(refusal !== undefined && { refusal: refusals.length > 1 ? 'unsure' : refusal }),
    ...(special && { special }),
    ...(parts.some((part) => part.hasQuery) && { hasQuery: true }),
  };
}

/** Turns an untyped literal into a value of the type; gives PostgreSQL's complaint, if it has one. */
export function refuseAs(expression: Typed, type: TypeId): PlacedRefusal | 'unsure' | undefined {
  const { literal } = expression;
  if (expression.isParameter && type === 'any') return 'unsure';
  if (!isUntyped(expression) || !literal) return undefined;
  if (takesAnyText(type)) return undefined;
  const refusal = literal.certain ? refuseLiteral(literal.string.value, type) : 'unsure';
  return refusal === undefined || refusal === 'unsure' ? refusal : { ...refusal, span: literal.span };
}
