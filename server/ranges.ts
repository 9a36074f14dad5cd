import type { Range } from 'vscode-languageserver-types';
import type { Span } from '../core/span';
import type { SqlDocument } from '../core/sql/document';

/** A span of document offsets as the lines and columns of LSP; both count UTF-16 units. */
export function toRange(document: SqlDocument, span: Span): Range {
  return { start: document.positionAt(span.start), end: document.positionAt(span.end) };
}
