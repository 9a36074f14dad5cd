/** How often a statement would invoke, as far as its text and PostgreSQL's estimate tell. */
import type { Foreseen } from './foreseen';
import { CALLS_PER_EXPANSION, type InvocationPlan } from './invocationPlan';

export interface InvocationCounts {
  /** By the name of the function; undefined: a value names it, or it stands behind a name of the database. */
  readonly byFunction: ReadonlyMap<string | undefined, number>;
  readonly total: number;
  /** There are calls of which nobody can say how often they run: in loops, routines and views. */
  readonly isOpen: boolean;
}

export function countInvocations({ invocations, hidden, estimate }: Foreseen): InvocationCounts {
  const byFunction = new Map<string | undefined, number>();
  const add = (name: string | undefined, count: number | undefined): void => {
    if (count === undefined) isOpen = true;
    else byFunction.set(name, (byFunction.get(name) ?? 0) + count);
  };
  let isOpen = false;
  const perRow = estimate && (callsPerSite(invocations, estimate.calls) ?? estimate.rows);
  for (const plan of invocations) add(plan.functionName, callsOf(plan, perRow));
  for (const one of hidden) add(undefined, one.perRow ? estimate?.rows : undefined);
  return { byFunction, total: [...byFunction.values()].reduce((sum, count) => sum + count, 0), isOpen };
}

function callsOf({ count }: InvocationPlan, perRow: number | undefined): number | undefined {
  switch (count) {
    case 'once':
      return 1;
    case 'perColumn':
      return CALLS_PER_EXPANSION;
    case 'perRow':
      return perRow;
    case 'repeated':
      return undefined;
  }
}

/** PostgreSQL counts all calls of the plan together: each of those that run once a row gets the same share. */
function callsPerSite(invocations: readonly InvocationPlan[], calls: number | undefined): number | undefined {
  if (calls === undefined) return undefined;
  const others = invocations.filter(({ count }) => count !== 'perRow');
  const once = others.reduce((sum, plan) => sum + (callsOf(plan, undefined) ?? 0), 0);
  return Math.max(1, calls - once) / Math.max(1, invocations.length - others.length);
}
