/** What AWS's answers say of the functions that a script names. */
import { analyzeChunk } from '../analysis';
import { ruleSeverity, type RuleCode } from '../catalog/rules';
import type { Fix, Problem } from '../problems';
import { findRequestTimeouts, REQUEST_TIMEOUT_SETTING } from '../requestTimeout';
import type { Chunk } from '../sql/chunk';
import type { SqlDocument } from '../sql/document';
import type { Span } from '../span';
import { findSuppressions, isSuppressed } from '../suppressions';
import type { FunctionFacts } from './model';
import { findNamedFunctions, type NamedFunction, type Written } from './namedFunctions';

/** The codes that are reported with live names alone. */
export const LIVE_CODES = [
  'function-unknown',
  'qualifier-unknown',
  'function-timeout',
] as const satisfies readonly RuleCode[];

/** What AWS said of a function that the script names; `where` is for people: an account, a Region. */
export type Judgement =
  | { readonly kind: 'exists'; readonly facts: FunctionFacts }
  | { readonly kind: 'no-function'; readonly where: string; readonly nearest?: string }
  | { readonly kind: 'no-qualifier'; readonly nearest?: string };

/** `judge`: undefined where nothing is known. Problems in the order of the text, in document offsets. */
export function findLiveProblems(
  document: SqlDocument,
  judge: (named: NamedFunction) => Judgement | undefined,
): readonly Problem[] {
  const limits = findRequestTimeouts(document);
  return document.markedChunks.flatMap((index) => {
    const chunk = document.chunks[index];
    const base = document.offsetOf(index);
    if (!chunk) return [];
    return findNamedFunctions(chunk).flatMap((named) => {
      const judgement = judge(named);
      const limit = named.waiting && limits(index, named.waiting);
      const problem = judgement && toProblem(named, judgement, limit);
      return problem && !isIgnored(chunk, named, problem) ? [moveProblem(problem, base)] : [];
    });
  });
}

function toProblem(named: NamedFunction, judgement: Judgement, limitMs: number | undefined) {
  switch (judgement.kind) {
    case 'no-function': {
      const message = `AWS has no function '${named.name.text}' in ${judgement.where}.`;
      return createProblem('function-unknown', message, named.name, judgement.nearest);
    }
    case 'no-qualifier': {
      const { name, qualifier = name } = named;
      const message = `The function '${name.text}' has no version or alias '${qualifier.text}'.`;
      return createProblem('qualifier-unknown', message, qualifier, judgement.nearest);
    }
    case 'exists':
      return findTimeout(named, judgement.facts, limitMs);
  }
}

function findTimeout(named: NamedFunction, { timeoutMs }: FunctionFacts, limitMs: number | undefined) {
  const message = limitMs === undefined ? undefined : describeTimeout(timeoutMs, limitMs);
  return message === undefined
    ? undefined
    : createProblem('function-timeout', `${message} ${TIMEOUT_ADVICE}`, named.name, undefined);
}

const TIMEOUT_ADVICE = `If runs can take so long, raise the setting, or invoke with 'Event'.`;

/** Why PostgreSQL may give up on a function while it runs; undefined where it waits long enough. */
export function describeTimeout(timeoutMs: number, limitMs: number): string | undefined {
  if (timeoutMs <= limitMs) return undefined;
  return `The function may run for ${seconds(timeoutMs)}, but PostgreSQL waits ${seconds(limitMs)} for it (${REQUEST_TIMEOUT_SETTING} = ${limitMs}).`;
}

function seconds(ms: number): string {
  return `${ms / 1000} s`;
}

function createProblem(code: RuleCode, message: string, at: Written, nearest: string | undefined): Problem {
  const meant = nearest === undefined ? '' : ` Did you mean '${nearest}'?`;
  return {
    code,
    severity: ruleSeverity(code),
    message: message + meant,
    sqlstate: null,
    span: at.span,
    fixes: nearest === undefined ? [] : createFix(at, nearest),
  };
}

/** Never applied unasked: that AWS has the nearest name does not make it the one that is meant. */
function createFix({ span, escape }: Written, text: string): readonly Fix[] {
  if (!escape) return [];
  const edits = [{ ...span, newText: escape(text) }];
  return [{ title: `Change to '${text}'`, edits, isSafe: false }];
}

function isIgnored(chunk: Chunk, { call, waiting = call }: NamedFunction, { code, span }: Problem): boolean {
  const suppressions = findSuppressions(chunk, analyzeChunk(chunk).fragments);
  const above = [call, waiting].map(({ fragment, span: { start } }) => fragment.outer(start));
  return isSuppressed(suppressions, chunk, code, [span.start, ...above, chunk.start]);
}

function moveProblem(problem: Problem, by: number): Problem {
  const move = <T extends Span>(span: T): T => ({ ...span, start: span.start + by, end: span.end + by });
  const fixes = problem.fixes.map((fix) => ({ ...fix, edits: fix.edits.map(move) }));
  return { ...problem, span: move(problem.span), fixes };
}
