/** Where a text is run as SQL: the expressions that make it. */
import type { Fragment } from '../fragment';
import { findOfExecute } from './execute';
import { findGenerated } from './gexec';
import type { Executed } from './model';
import { findSqlArguments } from './sqlArguments';

/** In no order; none holds another, but of functions that are given the SQL of others. */
export function findExecuted({ tokens, language }: Fragment): readonly Executed[] {
  const own = language === 'plpgsql' ? findOfExecute(tokens) : findGenerated(tokens);
  return [...own, ...findSqlArguments(tokens)];
}
