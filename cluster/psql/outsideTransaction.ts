/**
 * Before which statements psql sends no BEGIN of its own where AUTOCOMMIT is off: those about transactions, and
 * those that no transaction block may hold.
 * Source: https://www.postgresql.org/docs/current/app-psql.html#APP-PSQL-VARIABLES-AUTOCOMMIT
 */
import { isMark, wordOf } from '../../core/sql/cursor';
import { tokenize } from '../../core/sql/tokens';

const TRANSACTION = /^(?:abort|begin|start transaction|commit|end|rollback|prepare transaction)\b/;

/** By the first words; `concurrently` and the like may stand behind others. */
const OUTSIDE: readonly RegExp[] = [
  /^vacuum\b/,
  /^cluster$/,
  /^(?:create|drop) (?:database|tablespace)\b/,
  /^create (?:unique )?index concurrently\b/,
  /^drop index concurrently\b/,
  /^(?:alter|drop) system\b/,
  /^reindex (?:database|system)\b/,
  /^reindex (?:index|table) concurrently\b/,
  /^discard all\b/,
];

/** `sql`: one statement, as the server would get it. */
export function runsOutsideTransaction(sql: string): boolean {
  const head = readHead(sql);
  return TRANSACTION.test(head) || OUTSIDE.some((pattern) => pattern.test(head));
}

/** The first words in lower case, options in parentheses left out: `REINDEX (VERBOSE) TABLE t` → `reindex table t`. */
function readHead(sql: string): string {
  const words: string[] = [];
  let depth = 0;
  for (const token of tokenize(sql, { psql: false }).significant) {
    if (isMark(token, '(')) depth++;
    else if (isMark(token, ')')) depth--;
    else if (depth === 0) {
      const word = wordOf(token);
      if (word === undefined || words.length === 4) break;
      words.push(word);
    }
  }
  return words.join(' ');
}
