/**
 * How often a statement would invoke, by PostgreSQL's own estimate: what `EXPLAIN (VERBOSE, FORMAT JSON)` says.
 * Source: https://www.postgresql.org/docs/current/sql-explain.html
 */

export interface RowEstimate {
  /** Evaluations of `aws_lambda.invoke` that stand in the plan; undefined where none does. */
  readonly calls: number | undefined;
  /** Rows that the statement gives or changes. */
  readonly rows: number;
}

interface PlanNode {
  readonly 'Node Type'?: string;
  readonly 'Parent Relationship'?: string;
  readonly 'Plan Rows'?: number;
  readonly Schema?: string;
  readonly 'Function Name'?: string;
  readonly Output?: readonly string[];
  readonly Filter?: string;
  readonly Plans?: readonly PlanNode[];
}

/** Reads EXPLAIN's answer; undefined where it is none. */
export function readRowEstimate(json: string): RowEstimate | undefined {
  const plan = parsePlan(json);
  if (!plan) return undefined;
  const calls = countCalls(plan, 1);
  const source = plan['Node Type'] === 'ModifyTable' ? plan.Plans?.[0] : plan;
  return { calls: calls > 0 ? Math.round(calls) : undefined, rows: Math.round(source?.['Plan Rows'] ?? 1) };
}

function parsePlan(json: string): PlanNode | undefined {
  try {
    const [answer] = JSON.parse(json) as readonly { readonly Plan?: PlanNode }[];
    return answer?.Plan;
  } catch {
    return undefined;
  }
}

/** `loops` is how often the node as a whole runs. */
function countCalls(node: PlanNode, loops: number): number {
  const children = node.Plans ?? [];
  const below = children.reduce((sum, child) => sum + countCalls(child, loops * loopsOf(node, child)), 0);
  // The nodes above the one that evaluates a call print it once more.
  if (below > 0) return below;
  const rows = node['Plan Rows'] ?? 1;
  if (node.Schema === 'aws_lambda' && node['Function Name'] === 'invoke') return loops;
  const inFilter = countMentions(node.Filter ?? '');
  return loops * rows * (countMentions((node.Output ?? []).join(' ')) + inFilter);
}

/** How often a child runs for one run of its parent: the inner side of a nested loop once for every outer row. */
function loopsOf(node: PlanNode, child: PlanNode): number {
  const relationship = child['Parent Relationship'];
  if (relationship === 'SubPlan') return node['Plan Rows'] ?? 1;
  if (relationship !== 'Inner' || node['Node Type'] !== 'Nested Loop') return 1;
  const outer = node.Plans?.find((other) => other['Parent Relationship'] === 'Outer');
  return outer?.['Plan Rows'] ?? 1;
}

function countMentions(text: string): number {
  return text.split('aws_lambda.invoke(').length - 1;
}
