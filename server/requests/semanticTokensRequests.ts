/** Colours by meaning, in SQL documents alone: in those of other languages they would take the place of the language's own. */
import {
  SemanticTokensDeltaRequest,
  SemanticTokensRangeRequest,
  SemanticTokensRegistrationType,
  SemanticTokensRequest,
  type Connection,
  type InitializeParams,
  type SemanticTokens,
  type SemanticTokensDelta,
} from 'vscode-languageserver';
import { SQL_LANGUAGE_IDS } from '../../core/catalog/sqlLanguages';
import { SEMANTIC_TOKENS, takesLaterSemanticTokens } from '../start/capabilities';
import type { OpenDocuments } from '../documents/documents';
import { semanticTokens, tokensEdit } from '../features/semanticTokens';
import { answer, survive, type Logger } from '../guard';

/** To be called once the client is initialized. Never rejects. */
export async function offerSemanticTokens(
  connection: Connection,
  params: InitializeParams,
  log: Logger,
): Promise<void> {
  if (!takesLaterSemanticTokens(params)) return;
  const documentSelector = SQL_LANGUAGE_IDS.map((language) => ({ language }));
  await survive(log, 'semantic tokens not registered', async () => {
    await connection.client.register(SemanticTokensRegistrationType.type, {
      ...SEMANTIC_TOKENS,
      documentSelector,
    });
  });
}

/** What a client was told last of a document, so that it is told only what has changed. */
interface Told {
  readonly resultId: string;
  readonly data: readonly number[];
}

export function registerSemanticTokens(connection: Connection, documents: OpenDocuments, log: Logger): void {
  const told = new Map<string, Told>();
  let count = 0;

  const tell = (uri: string): Told | undefined => {
    for (const other of told.keys()) if (!documents.get(other)) told.delete(other);
    const document = documents.get(uri)?.document;
    if (!document) return undefined;
    const now = { resultId: String(++count), data: semanticTokens(document) };
    told.set(uri, now);
    return now;
  };

  connection.onRequest(
    SemanticTokensRequest.type,
    answer(log, 'semanticTokens', ({ textDocument }) => toTokens(tell(textDocument.uri))),
  );
  connection.onRequest(
    SemanticTokensDeltaRequest.type,
    answer(log, 'semanticTokensDelta', ({ textDocument: { uri }, previousResultId }) => {
      const before = told.get(uri);
      const now = tell(uri);
      if (before?.resultId !== previousResultId) return toTokens(now);
      return now && toDelta(before, now);
    }),
  );
  connection.onRequest(
    SemanticTokensRangeRequest.type,
    answer(log, 'semanticTokensRange', ({ textDocument, range }) => {
      const document = documents.get(textDocument.uri)?.document;
      return document && { data: semanticTokens(document, range) };
    }),
  );
}

function toTokens(now: Told | undefined): SemanticTokens | undefined {
  return now && { resultId: now.resultId, data: [...now.data] };
}

function toDelta(before: Told, { resultId, data }: Told): SemanticTokensDelta {
  return { resultId, edits: tokensEdit(before.data, data) };
}
