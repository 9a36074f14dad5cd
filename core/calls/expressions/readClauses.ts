import type { Place } from './apply';
import type { ExpressionReader } from './reader';
import type { Typed } from './typed';

/** Reads what stands between the parentheses of a function with clauses of its own; undefined where it can't be told. */
export type ReadClauses = (reader: ExpressionReader, place: Place) => Typed | undefined;
