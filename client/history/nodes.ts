/** What the tree of the history shows: runs, below them statements and invocations where there are several. */
import { SECRET_MARK } from '../../core/catalog/secrets';
import { HISTORY_LIMITS, type KeptInvocation, type RunSummary, type StatementSummary } from './entry';
import type { KeptRun } from './historyFiles';

/** Indexes count in the run's summary. */
export type HistoryNode =
  | { readonly kind: 'run'; readonly run: KeptRun }
  | { readonly kind: 'statement'; readonly run: KeptRun; readonly statement: number }
  | {
      readonly kind: 'invocation';
      readonly run: KeptRun;
      readonly statement: number;
      readonly invocation: number;
    };

/** Pinned ones first, in each group the newest first, as they come. */
export function toRunNodes(runs: readonly KeptRun[]): HistoryNode[] {
  const pinned = runs.filter(({ isPinned }) => isPinned);
  const others = runs.filter(({ isPinned }) => !isPinned);
  return [...pinned, ...others].map((run) => ({ kind: 'run', run }));
}

/** A run with one statement, a statement with one invocation, has nothing below it. */
export function childrenOf(node: HistoryNode): HistoryNode[] {
  const { run } = node;
  const { statements } = run.summary;
  if (node.kind === 'invocation') return [];
  if (node.kind === 'run' && statements.length > 1)
    return statements.map((_, statement) => ({ kind: 'statement', run, statement }));
  const statement = node.kind === 'run' ? 0 : node.statement;
  const invocations = statements[statement]?.invocations ?? [];
  if (invocations.length < 2) return [];
  return invocations.map((_, invocation) => ({ kind: 'invocation', run, statement, invocation }));
}

/** The same for the same node, whenever it is read. */
export function nodeId(node: HistoryNode): string {
  const { id } = node.run.summary;
  if (node.kind === 'run') return id;
  return node.kind === 'statement' ? `${id}/${node.statement}` : `${id}/${node.statement}/${node.invocation}`;
}

/** The statement that a node is about; undefined for a run with several. */
export function statementOf(node: HistoryNode): StatementSummary | undefined {
  const { statements } = node.run.summary;
  if (node.kind !== 'run') return statements[node.statement];
  return statements.length === 1 ? statements[0] : undefined;
}

/** The invocation that a node is about; undefined where there is none or several. */
export function invocationOf(node: HistoryNode): KeptInvocation | undefined {
  const invocations = statementOf(node)?.invocations ?? [];
  if (node.kind === 'invocation') return invocations[node.invocation];
  return invocations.length === 1 ? invocations[0] : undefined;
}

/** What a node stands for as a run of its own: all that ran, or one statement of several. */
export function runOf(node: HistoryNode): RunSummary {
  const { summary } = node.run;
  const statement = node.kind === 'run' || summary.statements.length === 1 ? undefined : statementOf(node);
  if (!statement) return summary;
  const { sql: text } = statement;
  const isCut = text.length > HISTORY_LIMITS.statement;
  return { ...summary, text, isStruck: text.includes(SECRET_MARK), isCut };
}

/** The Lambda functions of a run, each once. */
export function functionsOf({ statements }: RunSummary): string[] {
  return [...new Set(statements.flatMap(({ functions }) => functions))];
}
