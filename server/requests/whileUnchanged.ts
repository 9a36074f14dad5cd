import {
  LSPErrorCodes,
  ResponseError,
  type CancellationToken,
  type TextDocumentIdentifier,
} from 'vscode-languageserver';
import type { OpenDocuments } from '../documents/documents';

interface DocumentParams {
  readonly textDocument: TextDocumentIdentifier;
}

/**
 * For requests about a document whose answer has to wait. Where the document has changed meanwhile, the answer would be
 * about a text that is gone: it is an error then, which editors take for "ask again" (ContentModified of LSP).
 */
export function whileUnchanged<P extends DocumentParams, R>(
  documents: Pick<OpenDocuments, 'versionOf'>,
  handler: (params: P, token: CancellationToken) => Promise<R>,
): (params: P, token: CancellationToken) => Promise<R | ResponseError<void>> {
  return async (params, token) => {
    const { uri } = params.textDocument;
    const version = documents.versionOf(uri);
    const answered = await handler(params, token);
    return documents.versionOf(uri) === version ? answered : CHANGED;
  };
}

const CHANGED = new ResponseError<void>(LSPErrorCodes.ContentModified, 'The document has changed.');
