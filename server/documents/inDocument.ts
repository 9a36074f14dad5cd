/**
 * The one way in which requests reach features. A feature is a pure function over SQL; it is asked about the script
 * that a document is, or about the pieces of SQL in a document of another language, and then what it answers is
 * brought to that document.
 */
import type { Range, TextDocumentIdentifier, TextDocumentPositionParams } from 'vscode-languageserver';
import type { SqlDocument } from '../../core/sql/document';
import type { OpenDocuments } from './documents';
import { toInnerRange, type HostPiece } from './hostPiece';

/**
 * An answer about a piece of SQL as one about the document round it; undefined where it has no place there. `at`: the
 * offset in the document that was asked about.
 */
export type Bring<R> = (piece: HostPiece, found: R, at?: number) => R | undefined;

/** `inHost`: the SQL stands in another language, where new text may be escaped. */
export type FeatureAt<P, R> = (
  document: SqlDocument,
  offset: number,
  params: P,
  inHost: boolean,
) => R | undefined;

export interface Asking {
  /** Asks about a place; undefined where no SQL stands there, or where the document isn't open. */
  readonly at: <P extends TextDocumentPositionParams, R>(
    feature: FeatureAt<P, R>,
    bring: Bring<R>,
  ) => (params: P) => R | undefined;
  /**
   * Asks for all that the document has, or has in the range; undefined where it isn't open, and where it is of
   * another language and holds no SQL.
   */
  readonly all: <P extends DocumentParams, T>(
    feature: (document: SqlDocument, params: P) => readonly T[] | undefined,
    bring: Bring<T>,
  ) => (params: P) => T[] | undefined;
}

interface DocumentParams {
  readonly textDocument: TextDocumentIdentifier;
  readonly range?: Range;
}

export function askingOf(documents: OpenDocuments): Asking {
  return {
    at: (feature, bring) => (params) => {
      const { uri } = params.textDocument;
      const document = documents.get(uri)?.document;
      if (document) return feature(document, document.offsetAt(params.position), params, false);
      const host = documents.getHost(uri)?.host;
      const at = host?.offsetAt(params.position) ?? 0;
      const place = host?.findSql(at);
      if (!host || !place) return undefined;
      const found = feature(place.sql.document, place.offset, params, true);
      return found && bring({ host, sql: place.sql }, found, at);
    },
    all: (feature, bring) => (params) => {
      const { uri } = params.textDocument;
      const document = documents.get(uri)?.document;
      if (document) return feature(document, params)?.slice();
      const host = documents.getHost(uri)?.host;
      if (!host || host.embedded.length === 0) return undefined;
      return host.embedded.flatMap((sql) => {
        const piece = { host, sql };
        const asked = narrow(piece, params);
        const found = (asked && feature(sql.document, asked)) ?? [];
        return found.flatMap((one) => bring(piece, one) ?? []);
      });
    },
  };
}

/** The same question about a piece; undefined where it is about a range that the piece is not in. */
function narrow<P extends DocumentParams>(piece: HostPiece, params: P): P | undefined {
  if (!params.range) return params;
  const range = toInnerRange(piece, params.range);
  return range && { ...params, range };
}
