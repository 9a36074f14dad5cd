/** The requests that read a document as a whole or lead from one place of it to another. */
import type { Connection, InlayHintParams, TextDocumentIdentifier } from 'vscode-languageserver';
import type { SqlDocument } from '../core/sql/document';
import type { OpenDocuments } from './documents';
import { inlayHints } from './features/inlayHints';
import { answer, type Logger } from './guard';

/** Registers a handler for each feature. */
export function registerNavigation(connection: Connection, documents: OpenDocuments, log: Logger): void {
  const inDocument =
    <P extends { readonly textDocument: TextDocumentIdentifier }, R>(
      feature: (document: SqlDocument, params: P) => R,
    ) =>
    (params: P): R | undefined => {
      const document = documents.get(params.textDocument.uri)?.document;
      return document && feature(document, params);
    };

  connection.languages.inlayHint.on(
    answer(
      log,
      'inlayHint',
      inDocument((document, { range }: InlayHintParams) => [...inlayHints(document, range)]),
    ),
  );
}
