import { toDryRun } from '../../core/guard/dryRun';
import type { Foreseen } from '../../core/guard/foreseen';
import { readRowEstimate, type RowEstimate } from '../../core/guard/planRows';
import { planStatement, type StatementPlan } from '../../core/guard/statementPlan';
import { findClosing, isMark, wordOf } from '../../core/sql/cursor';
import { tokenize } from '../../core/sql/tokens';
import type { AskCatalog } from '../session/columnTypes';
import { quoteLiteral } from '../psql/variables';
import { findHidden } from './lookUp';

export interface Surroundings {
  /** Asks the database the statement is for, before it runs. */
  readonly ask: AskCatalog;
  /** EXPLAIN is left out then: were it to fail, the transaction would have failed with it. */
  readonly inTransaction: boolean;
}

/**
 * What running `text`, one message as the server would get it, would invoke; undefined: nothing. Where the database
 * does not say, that is no reason to believe that it is nothing.
 */
export async function foresee(
  text: string,
  { ask, inTransaction }: Surroundings,
): Promise<Foreseen | undefined> {
  const own = planStatement(text);
  const prepared = await findPrepared(own.executes, ask);
  const plan = merge([own, ...(prepared ?? []).map(planStatement)]);
  const found = prepared && (await findHidden(plan, ask));
  const hidden = found ?? [];
  const running = plan.invocations.filter(({ mode }) => mode !== 'dryRun');
  if (running.length === 0 && found?.length === 0) return undefined;
  const repeats = running.some(({ count }) => count === 'perRow') || hidden.some(({ perRow }) => perRow);
  const estimate = repeats && own.explainable && !inTransaction ? await estimateRows(text, ask) : undefined;
  const isDirect = found?.length === 0 && own.executes.length === 0;
  const dryRun = isDirect ? toDryRun(text) : undefined;
  return { invocations: running, hidden, lookedUp: found !== undefined, estimate, dryRun };
}

function merge(plans: readonly StatementPlan[]): StatementPlan {
  return {
    invocations: plans.flatMap(({ invocations }) => invocations),
    names: [...new Set(plans.flatMap(({ names }) => names))],
    changes: [...new Set(plans.flatMap(({ changes }) => changes))],
    executes: [],
    explainable: false,
  };
}

/** The texts of the session's prepared statements; undefined where the database did not answer. */
async function findPrepared(
  names: readonly string[],
  ask: AskCatalog,
): Promise<readonly string[] | undefined> {
  if (names.length === 0) return [];
  const list = names.map(quoteLiteral).join();
  const rows = await ask(`SELECT statement FROM pg_catalog.pg_prepared_statements WHERE name IN (${list})`);
  return rows?.map(([statement]) => withoutPrepare(statement ?? ''));
}

/** `PREPARE name (types) AS statement` → `statement`. */
function withoutPrepare(text: string): string {
  const tokens = tokenize(text, { psql: false }).significant;
  let at = 2;
  if (isMark(tokens[at], '(')) at = (findClosing(tokens, at) ?? at) + 1;
  return wordOf(tokens[at]) === 'as' ? text.slice(tokens[at]?.end) : text;
}

async function estimateRows(text: string, ask: AskCatalog): Promise<RowEstimate | undefined> {
  const rows = await ask(`EXPLAIN (VERBOSE, FORMAT JSON) ${text}`);
  return readRowEstimate(rows?.[0]?.[0] ?? '');
}
