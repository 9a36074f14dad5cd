/** What a statement came to through the database, to be shown beside the same call made directly. */
import type { KeptRun } from './keptRuns';
import type { BesideView } from './protocol';

/** Undefined where the statement was not run, runs still, or invoked more than one function or none. */
export async function findBeside(kept: KeptRun | undefined, sql: string): Promise<BesideView | undefined> {
  if (!kept) return undefined;
  const { view, places } = kept.state;
  const wanted = bare(sql);
  const statement = view.statements.findLast(
    ({ index, phase }) => phase !== 'running' && bare(places.get(index)?.sql ?? '') === wanted,
  );
  if (!statement) return undefined;
  const { ms, failure, result } = statement;
  const base = { connection: view.connection, ms, ...(failure && { failure }) };
  if (result?.invocations !== 1) return failure ? base : undefined;
  const [invocation] = (await kept.rows.find(statement.index)?.invocations(0)) ?? [];
  return invocation ? { ...base, invocation } : undefined;
}

const bare = (sql: string): string => sql.trim().replace(/\s*;$/, '');
