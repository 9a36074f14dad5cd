import {
  Diagnostic,
  DiagnosticSeverity,
  Disposable,
  languages,
  Range,
  workspace,
  type TextDocument,
} from 'vscode';
import type { SqlFailure } from '../../core/invocation/outcome';
import { moveSquiggles, toSquiggle, type Squiggle } from './squiggles';

export const DIAGNOSTIC_SOURCE = 'aurora-lambda-sql';

/** What the last run of a document failed with, as squiggles in it. */
export interface FailureSquiggles extends Disposable {
  /** `start` is the statement's offset in the document. */
  add(document: TextDocument, sql: string, start: number, failure: SqlFailure): void;
  clear(document: TextDocument): void;
}

export function createFailureSquiggles(): FailureSquiggles {
  const collection = languages.createDiagnosticCollection(`${DIAGNOSTIC_SOURCE} run`);
  const shown = new WeakMap<TextDocument, readonly Squiggle[]>();
  const show = (document: TextDocument, squiggles: readonly Squiggle[]): void => {
    shown.set(document, squiggles);
    collection.set(
      document.uri,
      squiggles.map((squiggle) => toDiagnostic(document, squiggle)),
    );
  };
  const changes = workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
    const squiggles = shown.get(document);
    if (squiggles?.length) show(document, moveSquiggles(squiggles, contentChanges));
  });
  const closed = workspace.onDidCloseTextDocument((document) => collection.delete(document.uri));
  return {
    add(document, sql, start, failure) {
      // The text may have been edited while the statement ran: then there is no place for it any more.
      const at = new Range(document.positionAt(start), document.positionAt(start + sql.length));
      if (document.getText(at) !== sql) return;
      show(document, [...(shown.get(document) ?? []), toSquiggle(sql, start, failure)]);
    },
    clear: (document) => show(document, []),
    dispose() {
      Disposable.from(collection, changes, closed).dispose();
    },
  };
}

function toDiagnostic(document: TextDocument, { start, end, message, sqlstate }: Squiggle): Diagnostic {
  const range = new Range(document.positionAt(start), document.positionAt(end));
  const diagnostic = new Diagnostic(range, message, DiagnosticSeverity.Error);
  diagnostic.source = DIAGNOSTIC_SOURCE;
  if (sqlstate !== undefined) diagnostic.code = sqlstate;
  return diagnostic;
}
