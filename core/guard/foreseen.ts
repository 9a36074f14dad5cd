/** What would be invoked if a statement ran, and how the user is told. */
import { CALLS_PER_EXPANSION } from './invocationPlan';
import type { InvocationCount, InvocationMode, InvocationPlan } from './invocationPlan';
import type { RowEstimate } from './planRows';

/** `trigger` and `default` stand at a table that the statement changes; the others are called by name. */
export type HiddenKind = 'routine' | 'view' | 'trigger' | 'default';

/** Something of the database that comes to aws_lambda.invoke. */
export interface HiddenInvocation {
  readonly kind: HiddenKind;
  /** With its schema where it is not on the search path; quoted where PostgreSQL needs it. */
  readonly name: string;
  /** Where a trigger or default stands. */
  readonly table: string | undefined;
  /** Once for every row that is changed. */
  readonly perRow: boolean;
}

export interface Foreseen {
  /** Calls in the statement's own text. */
  readonly invocations: readonly InvocationPlan[];
  readonly hidden: readonly HiddenInvocation[];
  /** False where the database did not say what stands behind the statement's names. */
  readonly lookedUp: boolean;
  /** PostgreSQL's estimate; undefined where it has not been asked or did not say. */
  readonly estimate: RowEstimate | undefined;
  /** The statement as a dry run, where every invocation is a call of its own that can be made one. */
  readonly dryRun: string | undefined;
}

/** One line for each thing that would be invoked, and what can't be taken back. */
export function describeForeseen({ invocations, hidden, lookedUp, estimate }: Foreseen): readonly string[] {
  const lines = [
    ...invocations.map((invocation) => describeInvocation(invocation, estimate)),
    ...hidden.map((one) => describeHidden(one, estimate)),
    ...(lookedUp ? [] : [NOT_LOOKED_UP]),
  ];
  return [...new Set(lines), 'ROLLBACK does not undo an invocation.'];
}

const NOT_LOOKED_UP =
  'The database did not say what else the statement would invoke, through routines, views, triggers or defaults.';

const MODE_WORDS: Readonly<Record<InvocationMode, string>> = {
  synchronous: 'synchronously',
  asynchronous: 'asynchronously',
  dryRun: 'as a dry run, which runs nothing',
  unknown: 'synchronously or not, as a value decides',
};

function describeInvocation(
  { functionName, mode, count }: InvocationPlan,
  estimate: RowEstimate | undefined,
) {
  const name = functionName === undefined ? 'A function that a value names' : `"${functionName}"`;
  return `${name}: ${MODE_WORDS[mode]}, ${describeCount(count, estimate)}.`;
}

function describeCount(count: InvocationCount, estimate: RowEstimate | undefined): string {
  switch (count) {
    case 'once':
      return 'once';
    case 'perColumn':
      return `${CALLS_PER_EXPANSION} times: (…).* calls it once for every column`;
    case 'repeated':
      return 'as often as its loop runs';
    case 'perRow':
      return `once for every row${estimated(estimate?.calls ?? estimate?.rows)}`;
  }
}

function describeHidden({ kind, name, table, perRow }: HiddenInvocation, estimate: RowEstimate | undefined) {
  switch (kind) {
    case 'routine':
      return `${name}() comes to aws_lambda.invoke.`;
    case 'view':
      return `The view ${name} comes to aws_lambda.invoke.`;
    case 'default':
      return `The default of ${table}.${name} comes to aws_lambda.invoke, for every row inserted without a value${estimated(estimate?.rows)}.`;
    case 'trigger':
      return perRow
        ? `The trigger ${name} of ${table} comes to aws_lambda.invoke, for every row that is changed${estimated(estimate?.rows)}.`
        : `The trigger ${name} of ${table} comes to aws_lambda.invoke.`;
  }
}

function estimated(rows: number | undefined): string {
  return rows === undefined ? '' : `, about ${rows.toLocaleString('en-US')} by PostgreSQL's estimate`;
}
