/** Colours by meaning, as LSP encodes them: five numbers a token, its place counted from the one before. */
import type { Range, SemanticTokensEdit } from 'vscode-languageserver-types';
import { declaredFor } from '../../core/schema/documentSchema';
import type { Chunk } from '../../core/sql/chunk';
import type { LineColumn, SqlDocument } from '../../core/sql/document';
import { countUpTo } from '../../core/sql/lines';
import { findHighlights, type Highlight } from '../spot/highlights';
import { TOKEN_TYPES } from './semanticTokensLegend';

const LIBRARY = 1;

/** Of the statements that touch the range; of all where it is left out. */
export function semanticTokens(document: SqlDocument, range?: Range): number[] {
  const declared = declaredFor(document);
  const data: number[] = [];
  let last: LineColumn = { line: 0, character: 0 };
  for (const chunkIndex of chunksIn(document, range)) {
    const chunk = document.chunks[chunkIndex];
    const own = chunk && encode(chunk, findHighlights(chunk, declared));
    if (!own) continue;
    const base = document.positionAt(document.offsetOf(chunkIndex));
    const first = placeIn(base, own.first);
    const isSameLine = first.line === last.line;
    data.push(first.line - last.line, isSameLine ? first.character - last.character : first.character);
    for (const number of own.rest) data.push(number);
    last = placeIn(base, own.last);
  }
  return data;
}

/** The tokens of one chunk, wherever it stands: but for the place of the first, each counts from the one before. */
interface Encoded {
  readonly first: LineColumn;
  readonly last: LineColumn;
  /** What follows the two numbers of the first one's place. */
  readonly rest: readonly number[];
}

/** A place that counts from a chunk's start, as one of the document. */
function placeIn(base: LineColumn, { line, character }: LineColumn): LineColumn {
  return { line: base.line + line, character: line === 0 ? base.character + character : character };
}

const encoded = new WeakMap<readonly Highlight[], Encoded | undefined>();

/** Undefined where there is none. */
function encode(chunk: Chunk, highlights: readonly Highlight[]): Encoded | undefined {
  if (highlights.length === 0) return undefined;
  if (!encoded.has(highlights)) encoded.set(highlights, encodeAfresh(chunk, highlights));
  return encoded.get(highlights);
}

function encodeAfresh({ lineStarts }: Chunk, highlights: readonly Highlight[]): Encoded | undefined {
  const rest: number[] = [];
  let first: LineColumn | undefined;
  let last: LineColumn | undefined;
  for (const { span, kind, isLibrary } of highlights) {
    const line = countUpTo(lineStarts, span.start);
    // No editor takes a token that goes over the line's end.
    if (span.end <= span.start || countUpTo(lineStarts, span.end) !== line) continue;
    const place = { line, character: span.start - (lineStarts[line - 1] ?? 0) };
    if (last) {
      const isSameLine = line === last.line;
      rest.push(line - last.line, isSameLine ? place.character - last.character : place.character);
    }
    rest.push(span.end - span.start, TOKEN_TYPES.indexOf(kind), isLibrary ? LIBRARY : 0);
    first ??= place;
    last = place;
  }
  return first && last && { first, last, rest };
}

function chunksIn(document: SqlDocument, range: Range | undefined): readonly number[] {
  if (!range) return document.markedChunks;
  const first = document.indexAt(document.offsetAt(range.start));
  const last = document.indexAt(document.offsetAt(range.end));
  return document.markedChunks.filter((index) => first <= index && index <= last);
}

/** The one edit that makes the new data of the old; none where they are the same. */
export function tokensEdit(before: readonly number[], after: readonly number[]): SemanticTokensEdit[] {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  let same = 0;
  while (same < shorter - start && before[before.length - 1 - same] === after[after.length - 1 - same])
    same++;
  const deleteCount = before.length - start - same;
  const data = after.slice(start, after.length - same);
  return deleteCount === 0 && data.length === 0 ? [] : [{ start, deleteCount, data }];
}
