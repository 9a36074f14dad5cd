import type { TextDocumentIdentifier } from 'vscode-languageserver';
import type { SqlDocument } from '../core/sql/document';
import type { OpenDocuments } from './documents';

/** Answers a request about a document; with undefined where that is not open. */
export type InDocument = <P extends { readonly textDocument: TextDocumentIdentifier }, R>(
  feature: (document: SqlDocument, params: P) => R,
) => (params: P) => R | undefined;

export function inDocumentOf(documents: OpenDocuments): InDocument {
  return (feature) => (params) => {
    const document = documents.get(params.textDocument.uri)?.document;
    return document && feature(document, params);
  };
}
