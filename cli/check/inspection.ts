/** What a text holds, whatever its language: the pieces of SQL in it, their calls and their problems, in offsets of the text. */
import { analyzeChunk, createDocument } from '../../core/analysis';
import type { CallSite } from '../../core/calls/model';
import { findEmbeddedSql } from '../../core/host/embeddedSql';
import { findEmbeddedProblems } from '../../core/host/hostProblems';
import { findHostLanguage } from '../../core/host/languages';
import { findProblems, type Problem } from '../../core/problems';
import { declaredFor } from '../../core/schema/documentSchema';
import type { DeclaredSchema } from '../../core/schema/model';
import type { Span } from '../../core/span';
import type { SqlDocument } from '../../core/sql/document';
import { outerSpan } from '../../core/sql/fragment';

/** A script, or a string of a host language that is SQL. */
export interface SqlPiece {
  readonly document: SqlDocument;
  readonly problems: readonly Problem[];
  /** A span of the document, in the text. */
  readonly outer: (span: Span) => Span;
  /** An offset of the text, in the document; undefined where that lies elsewhere. */
  readonly inner: (offset: number) => number | undefined;
}

export interface PlacedCall {
  readonly call: CallSite;
  readonly span: Span;
}

/**
 * `language`: an editor's id; a text is SQL as a whole unless it is a host language's. `elsewhere`: what is declared
 * round it.
 */
export function readPieces(
  text: string,
  language: string | undefined,
  elsewhere: DeclaredSchema,
): readonly SqlPiece[] {
  if (language !== undefined && findHostLanguage(language))
    return findEmbeddedSql(text, language).map((found) => {
      const embedded = { ...found, document: found.document.among(elsewhere) };
      return { ...embedded, problems: findEmbeddedProblems(embedded) };
    });
  const document = createDocument(text).among(elsewhere);
  return [{ document, problems: findProblems(document), outer: (span) => span, inner: (offset) => offset }];
}

export function findPieceCalls({ document, outer }: SqlPiece): readonly PlacedCall[] {
  return document.markedChunks.flatMap((index) => {
    const chunk = document.chunks[index];
    const offset = document.offsetOf(index);
    if (!chunk) return [];
    return analyzeChunk(chunk, declaredFor(document)).calls.map((call) => {
      const { start, end } = outerSpan(call.fragment, call.span);
      return { call, span: outer({ start: offset + start, end: offset + end }) };
    });
  });
}

/** The statement that holds an offset of the text, without what stands before its first token. */
export function findStatementText({ document, inner }: SqlPiece, offset: number): string {
  const at = inner(offset);
  const chunk = at === undefined ? undefined : document.chunks[document.indexAt(at)];
  return chunk?.text.slice(chunk.start, chunk.bodyEnd) ?? '';
}
