import { analyzeChunk } from '../../core/analysis';
import type { CallSite } from '../../core/calls/model';
import type { Span } from '../../core/span';
import type { SqlDocument } from '../../core/sql/document';
import { outerSpan } from '../../core/sql/fragment';

/** A call, and where it stands in the document. */
export interface DocumentCall {
  readonly call: CallSite;
  /** Of the statement. */
  readonly chunkIndex: number;
  /** A span of the call's fragment as one of the document. */
  readonly toDocument: (span: Span) => Span;
}

/** The calls of the statements that touch a span of the document; of all statements where it is left out. */
export function findDocumentCalls(document: SqlDocument, span?: Span): readonly DocumentCall[] {
  return chunksIn(document, span).flatMap((chunkIndex) => {
    const chunk = document.chunks[chunkIndex];
    const base = document.offsetOf(chunkIndex);
    return (chunk ? analyzeChunk(chunk).calls : []).map((call) => ({
      call,
      chunkIndex,
      toDocument: (inner: Span) => moveSpan(outerSpan(call.fragment, inner), base),
    }));
  });
}

export function moveSpan({ start, end }: Span, by: number): Span {
  return { start: start + by, end: end + by };
}

function chunksIn(document: SqlDocument, span: Span | undefined): readonly number[] {
  if (!span) return document.markedChunks;
  const first = document.indexAt(span.start);
  const last = Math.min(document.indexAt(span.end), document.chunks.length - 1);
  return Array.from({ length: Math.max(last - first + 1, 0) }, (_, index) => first + index);
}
