import { DiagnosticSeverity, type Diagnostic } from 'vscode-languageserver-types';
import { rulePage, type Severity } from '../../core/catalog/rules';
import { applyGrades, NO_GRADES, type Grades } from '../../core/configuration';
import { findProblems, type Problem } from '../../core/problems';
import type { SqlDocument } from '../../core/sql/document';
import { toRange, type Positioned } from '../ranges';

/** By which a user tells our findings from another extension's. */
export const DIAGNOSTIC_SOURCE = 'aurora-lambda-sql';

const SEVERITIES: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
};

/** All problems of the document as the user grades them, in the order of the text. */
export function diagnostics(document: SqlDocument, grades: Grades = NO_GRADES): Diagnostic[] {
  return applyGrades(findProblems(document), grades).map((problem) => toDiagnostic(document, problem));
}

export function toDiagnostic(document: Positioned, problem: Problem): Diagnostic {
  return {
    range: toRange(document, problem.span),
    severity: SEVERITIES[problem.severity],
    code: problem.code,
    codeDescription: { href: rulePage(problem.code) },
    source: DIAGNOSTIC_SOURCE,
    message: problem.message,
  };
}
