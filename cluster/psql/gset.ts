import type { Cell, Column } from '../../core/invocation/outcome';
import type { Warn } from './expand';
import { isVariableName, type Variables } from './variables';

/** Variables that psql reads itself: `\gset` leaves them alone. */
const SPECIAL = new Set([
  ...['AUTOCOMMIT', 'COMP_KEYWORD_CASE', 'ECHO', 'ECHO_HIDDEN', 'FETCH_COUNT', 'HIDE_TABLEAM'],
  ...['HIDE_TOAST_COMPRESSION', 'HISTCONTROL', 'HISTSIZE', 'IGNOREEOF', 'ON_ERROR_ROLLBACK', 'ON_ERROR_STOP'],
  ...['PROMPT1', 'PROMPT2', 'PROMPT3', 'QUIET', 'SHOW_ALL_RESULTS', 'SHOW_CONTEXT', 'SINGLELINE'],
  ...['SINGLESTEP', 'VERBOSITY', 'WATCH_INTERVAL'],
]);

export type GsetResult =
  | { readonly kind: 'stored'; readonly names: readonly string[] }
  | { readonly kind: 'failed'; readonly message: string };

/**
 * `\gset [prefix]`: puts the one row of a result into variables named as its columns; NULL unsets. As in psql,
 * what stands before a column that is no variable name has been set by then.
 */
export function storeRow(
  variables: Variables,
  prefix: string,
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
  warn: Warn,
): GsetResult {
  const [row] = rows;
  if (!row) return { kind: 'failed', message: 'no rows returned for \\gset' };
  if (rows.length > 1) return { kind: 'failed', message: 'more than one row returned for \\gset' };
  const names: string[] = [];
  for (const [index, column] of columns.entries()) {
    const name = prefix + column.name;
    if (SPECIAL.has(name)) {
      warn(`attempt to \\gset into specially treated variable "${name}" ignored`);
      continue;
    }
    const cell = row[index] ?? null;
    if (cell === null) variables.delete(name);
    else if (!isVariableName(name)) return { kind: 'failed', message: `invalid variable name: "${name}"` };
    else variables.set(name, cell);
    names.push(name);
  }
  return { kind: 'stored', names };
}
