/** What `check` found in a file, in the shape of its JSON: a contract with its users. */
import { analyzeChunk, createDocument } from '../../core/analysis';
import type { CallSite, Verdict } from '../../core/calls/model';
import type { RuleCode, Severity } from '../../core/catalog/rules';
import { applyGrades, type Grades } from '../../core/configuration';
import { findProblems, type Problem } from '../../core/problems';
import { findEmbeddedSql } from '../../core/host/embeddedSql';
import { findEmbeddedProblems } from '../../core/host/hostProblems';
import { findHostLanguage } from '../../core/host/languages';
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

export interface ReportOptions {
  readonly grades: Grades;
  /** An editor's id; a text is SQL as a whole unless it is a host language's. */
  readonly language: string | undefined;
}

export function reportFile(path: string, text: string, { grades, language }: ReportOptions): FileReport {
  const lines = new Lines(text);
  const { calls, problems } =
    language !== undefined && findHostLanguage(language) ? readHost(text, language) : readScript(text);
  return {
    path,
    calls: calls((span) => toRegion(span, lines)),
    problems: applyGrades(problems, grades).map((problem) => reportProblem(problem, lines)),
  };
}

interface Reading {
  readonly calls: (place: (span: Span) => Region) => CallReport[];
  readonly problems: readonly Problem[];
}

function readScript(text: string): Reading {
  const document = createDocument(text);
  return { calls: (place) => findCallReports(document, place), problems: findProblems(document) };
}

function readHost(text: string, language: string): Reading {
  const pieces = findEmbeddedSql(text, language);
  return {
    calls: (place) =>
      pieces.flatMap(({ document, outer }) => findCallReports(document, (span) => place(outer(span)))),
    problems: pieces.flatMap((piece) => findEmbeddedProblems(piece)),
  };
}

function findCallReports(document: SqlDocument, place: (span: Span) => Region): CallReport[] {
  return document.markedChunks.flatMap((index) => {
    const chunk = document.chunks[index];
    const offset = document.offsetOf(index);
    return chunk ? analyzeChunk(chunk).calls.map((call) => reportCall(call, offset, place)) : [];
  });
}

function reportCall(call: CallSite, offset: number, place: (span: Span) => Region): CallReport {
  const { start, end } = outerSpan(call.fragment, call.span);
  return {
    function: `${call.schema}.${call.name}`,
    ...place({ start: offset + start, end: offset + end }),
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
