import { DiagnosticSeverity, type Diagnostic } from 'vscode-languageserver-types';
import { rulePage, type Severity } from '../../core/catalog/rules';
import { applyGrades, NO_GRADES, type Grades } from '../../core/configuration';
import { findStatementProblems, type Problem } from '../../core/problems';
import type { Chunk } from '../../core/sql/chunk';
import type { SqlDocument } from '../../core/sql/document';
import { keepPlacedRanges, linesOf } from '../documents/chunkPositions';
import { toRange, type Positioned } from '../documents/ranges';

/** By which a user tells our findings from another extension's. */
export const DIAGNOSTIC_SOURCE = 'aurora-lambda-sql';

const SEVERITIES: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
};

/** All problems of the document as the user grades them, in the order of the text. */
export function diagnostics(document: SqlDocument, grades: Grades = NO_GRADES): Diagnostic[] {
  const all: Diagnostic[] = [];
  for (const { chunkIndex, problems } of findStatementProblems(document)) {
    const chunk = document.chunks[chunkIndex];
    if (!chunk) continue;
    const placed = inDocument(placeInChunk(chunk, problems, grades), document.startOf(chunkIndex));
    for (const diagnostic of placed) all.push(diagnostic);
  }
  return all;
}

const inDocument = keepPlacedRanges<Diagnostic>();

interface Placed {
  readonly grades: Grades;
  /** Lines and columns count from the chunk's start. */
  readonly diagnostics: readonly Diagnostic[];
}

const known = new WeakMap<readonly Problem[], Placed>();

/** Made once, however often the statements before it change. */
function placeInChunk(chunk: Chunk, problems: readonly Problem[], grades: Grades): readonly Diagnostic[] {
  const before = known.get(problems);
  if (before?.grades === grades) return before.diagnostics;
  const made = applyGrades(problems, grades).map((problem) => toDiagnostic(linesOf(chunk), problem));
  known.set(problems, { grades, diagnostics: made });
  return made;
}

export function toDiagnostic(document: Pick<Positioned, 'positionAt'>, problem: Problem): Diagnostic {
  return {
    range: toRange(document, problem.span),
    severity: SEVERITIES[problem.severity],
    code: problem.code,
    codeDescription: { href: rulePage(problem.code) },
    source: DIAGNOSTIC_SOURCE,
    message: problem.message,
  };
}
