/** Where a text is run as SQL: the expressions that make it. */
import type { Fragment } from '../fragment';
import type { Token } from '../tokens';
import { findOfExecute } from './execute';
import { findGenerated } from './gexec';
import { findSqlArguments } from './sqlArguments';

/** An expression whose value is SQL: indices of tokens, half-open. */
export interface Executed {
  readonly from: number;
  readonly to: number;
  /** The expressions that stand for `$1` and its like; absent where nothing tells. */
  readonly using?: readonly (readonly Token[])[];
}

/** In no order; none holds another, but of functions that are given the SQL of others. */
export function findExecuted({ tokens, language }: Fragment): readonly Executed[] {
  const own = language === 'plpgsql' ? findOfExecute(tokens) : findGenerated(tokens);
  return [...own, ...findSqlArguments(tokens)];
}
