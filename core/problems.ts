/** All that the rules find in a script, in document offsets, with fixes ready to apply. */
import { analyzeChunk } from './analysis';
import type { CallSite } from './calls/model';
import { ruleSeverity, type RuleCode, type Severity } from './catalog/rules';
import { RULES } from './rules/index';
import type { Finding, RuleContext } from './rules/rule';
import { outerSpan, type Fragment } from './sql/fragment';
import { findVariableFacts } from './psqlVariables';
import type { Chunk, SqlDocument, TextEdit } from './sql/document';
import type { Span } from './span';

export interface Fix {
  readonly title: string;
  readonly edits: readonly TextEdit[];
}

export interface Problem {
  readonly code: RuleCode;
  readonly severity: Severity;
  readonly message: string;
  /** PostgreSQL's SQLSTATE, or null where it is not PostgreSQL that objects. */
  readonly sqlstate: string | null;
  readonly span: Span;
  readonly fixes: readonly Fix[];
}

/** Problems in the order of the text. */
export function findProblems(document: SqlDocument): readonly Problem[] {
  return document.chunks.flatMap((chunk, index) => {
    const found = findChunkProblems(document, chunk, index);
    const offset = document.offsetOf(index);
    return found.map((problem) => moveProblem(problem, offset));
  });
}

interface Cached {
  /** What the psql variables that the chunk's calls use were known to hold. */
  readonly variables: string;
  readonly problems: readonly Problem[];
}

const known = new WeakMap<Chunk, Cached>();
const NONE: readonly Problem[] = [];

/** Offsets count from the chunk's start. */
function findChunkProblems(document: SqlDocument, chunk: Chunk, index: number): readonly Problem[] {
  const { calls } = analyzeChunk(chunk);
  if (calls.length === 0) return NONE;
  const holdsArn = findVariableFacts(document, index, calls);
  const variables = [...holdsArn].join();
  const before = known.get(chunk);
  if (before?.variables === variables) return before.problems;
  const context: RuleContext = { holdsArn: (name) => holdsArn.has(name) };
  const problems = calls
    .flatMap((call) => checkCall(call, context))
    .sort((a, b) => a.span.start - b.span.start);
  known.set(chunk, { variables, problems });
  return problems;
}

function checkCall(call: CallSite, context: RuleContext): readonly Problem[] {
  return RULES.flatMap((rule) => rule.check(call, context)).map((finding) =>
    toProblem(call.fragment, finding),
  );
}

function toProblem(fragment: Fragment, finding: Finding): Problem {
  return {
    code: finding.code,
    severity: ruleSeverity(finding.code),
    message: finding.message,
    sqlstate: finding.sqlstate ?? null,
    span: outerSpan(fragment, finding.span),
    fixes: (finding.fixes ?? []).map((fix) => ({
      title: fix.title,
      edits: fix.edits.map((edit) => ({
        ...outerSpan(fragment, edit),
        newText: fragment.escape(edit.newText),
      })),
    })),
  };
}

function moveProblem(problem: Problem, offset: number): Problem {
  const move = <T extends Span>(span: T): T => ({
    ...span,
    start: span.start + offset,
    end: span.end + offset,
  });
  return {
    ...problem,
    span: move(problem.span),
    fixes: problem.fixes.map((fix) => ({ ...fix, edits: fix.edits.map(move) })),
  };
}
