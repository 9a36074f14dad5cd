/** Where the cursor is: in which statement, in which fragment of it, and between which tokens. */
import type { Range } from 'vscode-languageserver-types';
import { analyzeChunk } from '../../core/analysis';
import type { CallSite } from '../../core/calls/model';
import { declaredFor } from '../../core/schema/documentSchema';
import type { Span } from '../../core/span';
import type { SqlDocument } from '../../core/sql/document';
import { outerSpan, type Fragment } from '../../core/sql/fragment';
import type { Token } from '../../core/sql/tokens';
import { toRange } from '../documents/ranges';

export interface Place extends FragmentPlace {
  readonly document: SqlDocument;
  /** The statement. */
  readonly chunkIndex: number;
}

/** The same, as far as the fragment alone tells. */
export interface FragmentPlace {
  /** The innermost SQL round the cursor; spans count in it, `rangeOf` brings them to the document. */
  readonly fragment: Fragment;
  /** The fragment's own calls. */
  readonly calls: readonly CallSite[];
  /** The cursor, in the fragment. */
  readonly at: number;
}

/** The place of an offset in a statement that names our schemas; undefined in all others. */
export function findPlace(document: SqlDocument, offset: number): Place | undefined {
  const chunkIndex = document.indexAt(offset);
  const chunk = document.chunks[chunkIndex];
  if (!chunk) return undefined;
  const { fragments, calls } = analyzeChunk(chunk, declaredFor(document));
  const found = findInnermost(fragments, offset - document.offsetOf(chunkIndex));
  if (!found) return undefined;
  const own = calls.filter((call) => call.fragment === found.fragment);
  return { document, chunkIndex, calls: own, ...found };
}

/** The innermost of the fragments that hold an offset of the statement, and the offset in it. */
export function findInnermost(fragments: readonly Fragment[], offset: number) {
  for (const fragment of fragments.toReversed()) {
    const at = fragment.inner(offset);
    if (at !== undefined) return { fragment, at };
  }
  return undefined;
}

/** A span of the place's fragment, in the document. */
export function rangeOf(place: Place, span: Span): Range {
  const base = place.document.offsetOf(place.chunkIndex);
  const { start, end } = outerSpan(place.fragment, span);
  return toRange(place.document, { start: base + start, end: base + end });
}

/** Index of the first token that ends behind the offset; the number of tokens where none does. */
export function indexOfTokenAt(tokens: readonly Token[], offset: number): number {
  let low = 0;
  let high = tokens.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((tokens[middle]?.end ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The token under the mouse: the one on the offset, else the one that ends at it. */
export function tokenUnder(tokens: readonly Token[], offset: number): number | undefined {
  const index = indexOfTokenAt(tokens, offset);
  if ((tokens[index]?.start ?? Infinity) <= offset) return index;
  return tokens[index - 1]?.end === offset ? index - 1 : undefined;
}

/** The token of this kind that the cursor is inside of; behind its last character if it has not been closed. */
export function tokenAround(
  tokens: readonly Token[],
  offset: number,
  kind: Token['kind'],
): Token | undefined {
  const on = tokens[indexOfTokenAt(tokens, offset)] ?? tokens.at(-1);
  const isInside = on && on.start < offset && (offset < on.end || (offset === on.end && !on.closed));
  return isInside && on.kind === kind ? on : undefined;
}

/** Also at both ends. */
export function contains(span: Span, offset: number): boolean {
  return span.start <= offset && offset <= span.end;
}
