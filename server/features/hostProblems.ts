import type { Diagnostic, Range } from 'vscode-languageserver-types';
import { findEmbeddedProblems } from '../../core/host/hostProblems';
import type { Problem } from '../../core/problems';
import type { HostDocument } from '../hostDocument';
import { actionsFor, type DocumentAction } from './codeActions';
import { toDiagnostic } from './diagnostics';

/** All problems of the SQL in the document. */
export function hostDiagnostics(host: HostDocument): Diagnostic[] {
  return problemsOf(host).map((problem) => toDiagnostic(host, problem));
}

/** As `codeActions`, of a document of another language. */
export function hostCodeActions(
  host: HostDocument,
  range: Range,
  only?: readonly string[],
): readonly DocumentAction[] {
  return actionsFor(host, problemsOf(host), range, only);
}

function problemsOf(host: HostDocument): readonly Problem[] {
  return host.embedded.flatMap((sql) => findEmbeddedProblems(sql));
}
