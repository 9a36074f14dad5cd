import type { Range } from 'vscode-languageserver-types';
import type { Span } from '../../core/span';
import type { LineColumn } from '../../core/sql/document';

/** A document as far as its lines go. */
export interface Positioned {
  positionAt(offset: number): LineColumn;
  offsetAt(position: LineColumn): number;
}

/** A span of document offsets as the lines and columns of LSP; both count UTF-16 units. */
export function toRange(document: Pick<Positioned, 'positionAt'>, span: Span): Range {
  return { start: document.positionAt(span.start), end: document.positionAt(span.end) };
}
