/** All that the rules find in a script, in document offsets, with fixes ready to apply. */
import { analyzeChunk, dropAnalysis, editionOf, MOST_KEPT, type AnalysisEdition } from './analysis';
import { ruleSeverity, type RuleCode, type Severity } from './catalog/rules';
import { findFindings, type PlacedFinding } from './findings';
import type { FindingFix, RuleContext } from './rules/rule';
import { outerEdits, type Fragment } from './sql/fragment';
import type { Declared } from './schema/declared';
import { declaredFor } from './schema/documentSchema';
import { findArnVariables, findUsedVariables } from './psqlVariables';
import type { Chunk } from './sql/chunk';
import type { SqlDocument, TextEdit } from './sql/document';
import type { Span } from './span';
import { findRolledBack } from './transactions';

export interface Fix {
  readonly title: string;
  readonly edits: readonly TextEdit[];
  /** May be applied without asking where it is the only one. */
  readonly isSafe: boolean;
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

/** The problems of one statement. */
export interface StatementProblems {
  /** Of its chunk. */
  readonly chunkIndex: number;
  /** Offsets count from the chunk's start. The list stays the same object while all that decides it stays the same. */
  readonly problems: readonly Problem[];
}

/** Problems in the order of the text: of the statements that touch the span, of all where it is left out. */
export function findProblems(document: SqlDocument, span?: Span): readonly Problem[] {
  return findStatementProblems(document, span).flatMap(({ chunkIndex, problems }) => {
    const offset = document.offsetOf(chunkIndex);
    return problems.map((problem) => moveProblem(problem, offset));
  });
}

/** The same by statement, for those that have any. */
export function findStatementProblems(document: SqlDocument, span?: Span): readonly StatementProblems[] {
  const marked = document.markedChunks;
  const first = span ? document.indexAt(span.start - 1) : 0;
  const last = span ? document.indexAt(span.end) : document.chunks.length - 1;
  const surroundings: Surroundings = {
    document,
    declared: declaredFor(document),
    rolledBack: findRolledBack(document),
    isLong: marked.length > MOST_KEPT,
  };
  const found: StatementProblems[] = [];
  for (const chunkIndex of marked) {
    const chunk = document.chunks[chunkIndex];
    if (!chunk || chunkIndex < first || chunkIndex > last) continue;
    const problems = findChunkProblems(surroundings, chunk, chunkIndex);
    if (problems.length > 0) found.push({ chunkIndex, problems });
  }
  return found;
}

/** What decides about a statement's problems beside itself. */
interface Surroundings {
  readonly document: SqlDocument;
  readonly declared: Declared;
  readonly rolledBack: ReadonlySet<number>;
  /** It has more statements of interest than analyses are kept. */
  readonly isLong: boolean;
}

interface Cached {
  /** The psql variables that the chunk's calls use; what those hold decides some of the findings. */
  readonly uses: readonly string[];
  /** Of these, the ones that were known to hold an ARN structure. */
  readonly holdsArn: string;
  readonly rollsBack: boolean;
  readonly edition: AnalysisEdition;
  /** By which the edition was last looked up: by the same it is the same. */
  declared: Declared;
  readonly problems: readonly Problem[];
}

const known = new WeakMap<Chunk, Cached>();
const NONE: readonly Problem[] = [];

/** What surrounds the chunk is asked for only as far as its calls use it. */
function findChunkProblems(
  { document, declared, rolledBack, isLong }: Surroundings,
  chunk: Chunk,
  index: number,
): readonly Problem[] {
  const rollsBack = rolledBack.has(index);
  const before = known.get(chunk);
  const edition = before?.declared === declared ? before.edition : editionOf(chunk, declared);
  if (before) before.declared = declared;
  const isSame = before?.rollsBack === rollsBack && before.edition === edition;
  if (isSame && before.uses.length === 0) return before.problems;
  const uses = before?.uses ?? findUsedVariables(analyzeChunk(chunk, declared).calls);
  const facts = findArnVariables(document, index, uses);
  const holdsArn = [...facts].join();
  if (isSame && before.holdsArn === holdsArn) return before.problems;
  const context = { holdsArn: (name: string) => facts.has(name), rollsBack };
  const findings = findFindings(chunk, analyzeChunk(chunk, declared), context);
  const problems = findings.length === 0 ? NONE : toProblems(findings, findAgain(chunk, context));
  known.set(chunk, { uses, holdsArn, rollsBack, edition, declared, problems });
  if (isLong) dropAnalysis(chunk);
  return problems;
}

type FindFixes = (code: RuleCode, span: Span) => readonly Fix[];

/** The fixes are worked out when somebody asks for them: each may mean to try the call out once more. */
function toProblems(findings: readonly PlacedFinding[], findFixes: FindFixes): readonly Problem[] {
  return findings.map(({ finding, span }) => {
    const { code, message } = finding;
    const severity = finding.severity ?? ruleSeverity(code);
    return toProblem({ code, severity, message, sqlstate: finding.sqlstate ?? null, span }, findFixes);
  });
}

function toProblem(problem: Omit<Problem, 'fixes'>, findFixes: FindFixes): Problem {
  let fixes: readonly Fix[] | undefined;
  return {
    ...problem,
    get fixes() {
      return (fixes ??= findFixes(problem.code, problem.span));
    },
  };
}

/** By what stays while the analysis is let go: a problem does not keep the tokens and calls that it was found in. */
function findAgain(chunk: Chunk, context: RuleContext): FindFixes {
  return (code, span) => {
    const findings = findFindings(chunk, analyzeChunk(chunk), context);
    const same = findings.find((one) => one.finding.code === code && one.span.start === span.start);
    if (!same) return [];
    return (same.finding.fixes ?? []).flatMap((fix) => toFix(same.fragment, fix) ?? []);
  };
}

/** Undefined where it can't be written in the strings that the SQL is put together from. */
function toFix(fragment: Fragment, { title, edits, isSafe }: FindingFix): Fix | undefined {
  const written = outerEdits(fragment, edits);
  return written && { title, isSafe: isSafe ?? false, edits: written };
}

function moveProblem(problem: Problem, offset: number): Problem {
  const move = <T extends Span>(span: T): T => ({
    ...span,
    start: span.start + offset,
    end: span.end + offset,
  });
  const { code, severity, message, sqlstate, span } = problem;
  return {
    code,
    severity,
    message,
    sqlstate,
    span: move(span),
    get fixes() {
      return problem.fixes.map((fix) => ({ ...fix, edits: fix.edits.map(move) }));
    },
  };
}
