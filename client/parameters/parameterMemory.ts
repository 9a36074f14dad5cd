/** The values that statements were last run with: kept as long as the window, and in memory alone. */
import type { Cell } from '../../core/invocation/outcome';
import { tokenize } from '../../core/sql/tokens';

const MOST_KEPT = 200;

export interface ParameterMemory {
  readonly find: (connection: string, sql: string) => readonly Cell[] | undefined;
  readonly keep: (connection: string, sql: string, values: readonly Cell[]) => void;
}

/** `connection`: its key. A statement is the same whatever its comments, white space and semicolon. */
export function createParameterMemory(): ParameterMemory {
  const kept = new Map<string, readonly Cell[]>();
  return {
    find: (connection, sql) => kept.get(keyOf(connection, sql)),
    keep: (connection, sql, values) => {
      const key = keyOf(connection, sql);
      kept.delete(key);
      kept.set(key, values);
      const [oldest] = kept.keys();
      if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
    },
  };
}

function keyOf(connection: string, sql: string): string {
  const tokens = tokenize(sql, { psql: true }).significant;
  const words = tokens.map(({ text }) => text).filter((text) => text !== ';');
  return [connection, ...words].join('\n');
}
