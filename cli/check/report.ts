/** What `check` found in a file, in the shape of its JSON: a contract with its users. */
import { analyzeChunk, createDocument } from '../../core/analysis';
import type { CallSite, Verdict } from '../../core/calls/model';
import type { RuleCode, Severity } from '../../core/catalog/rules';
import { findProblems, type Problem } from '../../core/problems';
import type { SqlDocument } from '../../core/sql/document';
import { outerSpan } from '../../core/sql/fragment';
import type { Span } from '../../core/span';
import { Lines } from '../excerpt';

/** From 1, columns in UTF-16 units, the end exclusive. */
export interface Region {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

export interface CallReport extends Region {
  /** `schema.name`, folded. */
  readonly function: string;
  readonly verdict: Verdict['kind'];
  /** The overload's id where the verdict is `ok`; null for the helper function. */
  readonly overload: string | null;
}

export interface EditReport extends Region {
  readonly newText: string;
}

export interface FixReport {
  readonly title: string;
  readonly edits: readonly EditReport[];
}

export interface ProblemReport extends Region {
  readonly code: RuleCode;
  readonly severity: Severity;
  readonly message: string;
  readonly sqlstate: string | null;
  readonly fixes: readonly FixReport[];
}

export interface FileReport {
  /** As it was given; `-` for standard input. */
  readonly path: string;
  readonly calls: readonly CallReport[];
  readonly problems: readonly ProblemReport[];
}

export function reportFile(path: string, text: string): FileReport {
  const document = createDocument(text);
  const lines = new Lines(text);
  return {
    path,
    calls: findCallReports(document, lines),
    problems: findProblems(document).map((problem) => reportProblem(problem, lines)),
  };
}

function findCallReports(document: SqlDocument, lines: Lines): CallReport[] {
  return document.markedChunks.flatMap((index) => {
    const chunk = document.chunks[index];
    const offset = document.offsetOf(index);
    return chunk ? analyzeChunk(chunk).calls.map((call) => reportCall(call, offset, lines)) : [];
  });
}

function reportCall(call: CallSite, offset: number, lines: Lines): CallReport {
  const { start, end } = outerSpan(call.fragment, call.span);
  return {
    function: `${call.schema}.${call.name}`,
    ...toRegion({ start: offset + start, end: offset + end }, lines),
    verdict: call.verdict.kind,
    overload: call.verdict.kind === 'ok' ? call.verdict.overload.id : null,
  };
}

function reportProblem(
  { code, severity, message, sqlstate, span, fixes }: Problem,
  lines: Lines,
): ProblemReport {
  return {
    code,
    severity,
    message,
    sqlstate,
    ...toRegion(span, lines),
    fixes: fixes.map(({ title, edits }) => ({
      title,
      edits: edits.map((edit) => ({ ...toRegion(edit, lines), newText: edit.newText })),
    })),
  };
}

function toRegion({ start, end }: Span, lines: Lines): Region {
  const from = lines.positionAt(start);
  const to = lines.positionAt(end);
  return { line: from.line, column: from.column, endLine: to.line, endColumn: to.column };
}
