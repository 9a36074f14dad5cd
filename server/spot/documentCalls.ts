import { analyzeChunk, editionOf, type AnalysisEdition } from '../../core/analysis';
import type { CallSite } from '../../core/calls/model';
import type { Span } from '../../core/span';
import type { Declared } from '../../core/schema/declared';
import { declaredFor } from '../../core/schema/documentSchema';
import type { Chunk } from '../../core/sql/chunk';
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
    return chunk ? callsOf(document, chunk, chunkIndex, base) : [];
  });
}

function callsOf(document: SqlDocument, chunk: Chunk, chunkIndex: number, base: number) {
  return analyzeChunk(chunk, declaredFor(document)).calls.map((call): DocumentCall => ({
    call,
    chunkIndex,
    toDocument: (inner) => moveSpan(outerSpan(call.fragment, inner), base),
  }));
}

interface Made<T> {
  readonly edition: AnalysisEdition;
  /** By which the edition was last looked up: by the same it is the same. */
  declared: Declared;
  readonly made: T;
}

/**
 * What is made of the calls of a statement, kept as long as it would be made the same again. `read` gets the calls
 * with spans that count from the chunk's start.
 */
export function keepOfCalls<T>(read: (calls: readonly DocumentCall[], chunk: Chunk) => T) {
  const known = new WeakMap<Chunk, Made<T>>();
  return (document: SqlDocument, chunk: Chunk): T => {
    const declared = declaredFor(document);
    const before = known.get(chunk);
    if (before?.declared === declared) return before.made;
    const edition = editionOf(chunk, declared);
    if (before?.edition === edition) {
      before.declared = declared;
      return before.made;
    }
    const made = read(callsOf(document, chunk, 0, 0), chunk);
    known.set(chunk, { edition, declared, made });
    return made;
  };
}

export function moveSpan({ start, end }: Span, by: number): Span {
  return { start: start + by, end: end + by };
}

/** Of the statements that touch the span; of those that name our schemas where it is left out. */
export function chunksIn(document: SqlDocument, span: Span | undefined): readonly number[] {
  if (!span) return document.markedChunks;
  const first = document.indexAt(span.start);
  const last = Math.min(document.indexAt(span.end), document.chunks.length - 1);
  return Array.from({ length: Math.max(last - first + 1, 0) }, (_, index) => first + index);
}
