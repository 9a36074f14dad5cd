/** How a node of the history reads. Whatever comes from data is made visible: nothing in it hides or reorders text. */
import { describeStatus } from '../../core/invocation/status';
import { toVisibleText } from '../../core/invocation/visibleText';
import { formatMs } from '../../core/text/duration';
import { formatCount, formatSqlLine } from '../../core/text/readable';
import type { KeptInvocation, RunEnd } from './entry';
import { formatAge, formatMoment } from './moment';
import { functionsOf, invocationOf, statementOf, type HistoryNode } from './nodes';

export interface NodeText {
  readonly label: string;
  readonly description: string;
  /** Several lines of plain text. */
  readonly tooltip: string;
  /** For screen readers: what the icon says too. */
  readonly spoken: string;
}

/** What stands behind it is to be seen too. */
const LONGEST_LABEL = 48;
const LONGEST_TOOLTIP = 1_500;

/** `now`: milliseconds since 1970. */
export function describeNode(node: HistoryNode, now: number): NodeText {
  const { summary, isPinned } = node.run;
  const label = shorten(visible(labelOf(node)), LONGEST_LABEL);
  const facts = [...endFacts(node), durationOf(node)];
  const place = [formatAge(summary.startedAt, now), visible(summary.connection)];
  const pinned = isPinned ? ['pinned'] : [];
  const isRun = node.kind === 'run';
  return {
    label,
    description: [...facts, ...(isRun ? [...place, ...pinned] : [])].join(' · '),
    tooltip: describeInFull(node),
    spoken: [label, END_WORDS[endOf(node)], ...facts, ...(isRun ? [...place, ...pinned] : [])].join(', '),
  };
}

const END_WORDS: Readonly<Record<RunEnd, string>> = {
  done: 'succeeded',
  failed: 'failed',
  cancelled: 'cancelled',
};

/** How it went; an invocation that Lambda refused has failed. */
export function endOf(node: HistoryNode): RunEnd {
  if (node.kind === 'run') return node.run.summary.end;
  const invocation = node.kind === 'invocation' ? invocationOf(node) : undefined;
  if (invocation && describeStatus(invocation.statusCode).kind === 'refused') return 'failed';
  return statementOf(node)?.end ?? node.run.summary.end;
}

function labelOf(node: HistoryNode): string {
  const statement = statementOf(node);
  if (node.kind === 'invocation') return `Invocation ${node.invocation + 1}`;
  if (!statement) return node.run.summary.title;
  return statement.functions.join(', ') || formatSqlLine(statement.sql);
}

function endFacts(node: HistoryNode): string[] {
  const { summary } = node.run;
  const statement = statementOf(node);
  if (!statement) return [formatCount(summary.statements.length + summary.statementsLeftOut, 'statement')];
  const { failure, end } = statement;
  if (failure) return [`failed${failure.sqlstate === undefined ? '' : ` ${visible(failure.sqlstate)}`}`];
  if (end !== 'done') return [END_WORDS[end]];
  const one = invocationOf(node);
  if (one) return [String(one.statusCode ?? 'no status'), ...(isCold(one) ? ['cold start'] : [])];
  if (statement.invocations.length > 1) return [formatCount(statement.invocations.length, 'invocation')];
  return [
    statement.rowCount === undefined
      ? visible(statement.command ?? '')
      : formatCount(statement.rowCount, 'row'),
  ];
}

const isCold = ({ report }: KeptInvocation): boolean => report !== null && report.initDurationMs !== null;

/** An invocation's own, where Lambda told; else what the database took. */
function durationOf(node: HistoryNode): string {
  if (node.kind === 'invocation') return formatMs(invocationOf(node)?.report?.durationMs ?? 0);
  return formatMs(node.kind === 'run' ? node.run.summary.ms : (statementOf(node)?.ms ?? 0));
}

function describeInFull(node: HistoryNode): string {
  const { summary } = node.run;
  const statement = statementOf(node);
  const { failure } = statement ?? summary.statements.find((one) => one.failure) ?? {};
  const functions = functionsOf(summary);
  const lines = [
    `${summary.title} on ${summary.connection}`,
    `${formatMoment(summary.startedAt)}, ${formatMs(summary.ms)}`,
    ...(functions.length > 0 ? [`Lambda: ${functions.join(', ')}`] : []),
    ...(failure ? [`Failed: ${[failure.sqlstate, failure.message].filter(Boolean).join(' ')}`] : []),
  ];
  const sql = statement?.sql ?? summary.text;
  return `${lines.map(visible).join('\n')}\n\n${shorten(toVisibleText(sql, '\n\t'), LONGEST_TOOLTIP)}`;
}

/** In one line. */
const visible = (text: string): string => toVisibleText(text.replace(/\s+/g, ' '));

const shorten = (text: string, most: number): string =>
  text.length > most ? `${text.slice(0, most)}…` : text;
