import { CodeActionKind, type Diagnostic, type Range } from 'vscode-languageserver-types';
import { applyGrades, NO_GRADES, type Grades } from '../../core/configuration';
import { findEmbeddedProblems, findHostProblems } from '../../core/host/hostProblems';
import type { Problem } from '../../core/problems';
import { bringAction } from '../documents/hostAnswers';
import type { HostDocument } from '../documents/hostDocument';
import { toInnerRange } from '../documents/hostPiece';
import { mendings, rewrites, type DocumentAction } from './codeActions';
import { toDiagnostic } from './diagnostics';

/** All problems of the SQL in the document, as the user grades them. */
export function hostDiagnostics(host: HostDocument, grades: Grades = NO_GRADES): Diagnostic[] {
  return applyGrades(problemsOf(host), grades).map((problem) => toDiagnostic(host, problem));
}

/** As `codeActions`, of a document of another language. */
export function hostCodeActions(
  host: HostDocument,
  range: Range,
  only?: readonly string[],
  grades: Grades = NO_GRADES,
): readonly DocumentAction[] {
  const rewriting = host.embedded.flatMap((sql) => {
    const piece = { host, sql };
    const inner = toInnerRange(piece, range);
    const found = inner ? rewrites(sql.document, inner, only) : [];
    // What a program sends is one statement: another one, such as a new function's, has its place elsewhere.
    const fitting = found.filter(({ kind }) => sql.isScript || kind !== CodeActionKind.RefactorExtract);
    return fitting.flatMap((action) => bringAction(piece, action) ?? []);
  });
  const source = {
    document: host,
    problems: applyGrades(problemsOf(host), grades),
    findIn: (text: string) => applyGrades(findHostProblems(text, host.languageId), grades),
  };
  return [...mendings(source, range, only), ...rewriting];
}

function problemsOf(host: HostDocument): readonly Problem[] {
  return host.embedded.flatMap((sql) => findEmbeddedProblems(sql));
}
