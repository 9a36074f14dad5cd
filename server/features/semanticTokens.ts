/** Colours by meaning, as LSP encodes them: five numbers a token, its place counted from the one before. */
import type { Range, SemanticTokensEdit, SemanticTokensLegend } from 'vscode-languageserver-types';
import type { SqlDocument } from '../../core/sql/document';
import { countUpTo } from '../../core/sql/lines';
import { findHighlights, type Highlight, type HighlightKind } from '../spot/highlights';

const KINDS: readonly HighlightKind[] = [
  'namespace',
  'function',
  'type',
  'parameter',
  'enumMember',
  'property',
  'variable',
];

/** Types and modifiers of the protocol itself, so that every theme has colours for them. */
export const SEMANTIC_TOKENS_LEGEND: SemanticTokensLegend = {
  tokenTypes: [...KINDS],
  tokenModifiers: ['defaultLibrary'],
};
const LIBRARY = 1;

/** Of the statements that touch the range; of all where it is left out. */
export function semanticTokens(document: SqlDocument, range?: Range): number[] {
  const data: number[] = [];
  let [lastLine, lastCharacter] = [0, 0];
  for (const chunkIndex of chunksIn(document, range)) {
    const highlights = findHighlights(document, chunkIndex);
    if (highlights.length === 0) continue;
    const at = placer(document, chunkIndex);
    for (const highlight of highlights) {
      const [line, character, length] = at(highlight);
      if (length <= 0) continue;
      const column = line === lastLine ? character - lastCharacter : character;
      const modifiers = highlight.isLibrary ? LIBRARY : 0;
      data.push(line - lastLine, column, length, KINDS.indexOf(highlight.kind), modifiers);
      [lastLine, lastCharacter] = [line, character];
    }
  }
  return data;
}

function chunksIn(document: SqlDocument, range: Range | undefined): readonly number[] {
  if (!range) return document.markedChunks;
  const first = document.indexAt(document.offsetAt(range.start));
  const last = document.indexAt(document.offsetAt(range.end));
  return document.markedChunks.filter((index) => first <= index && index <= last);
}

/** Line, column and length of a highlight; no length where it goes over the line's end, which no editor takes. */
function placer(document: SqlDocument, chunkIndex: number) {
  const base = document.positionAt(document.offsetOf(chunkIndex));
  const lineStarts = document.chunks[chunkIndex]?.lineStarts ?? [];
  return ({ span }: Highlight): readonly [line: number, character: number, length: number] => {
    const line = countUpTo(lineStarts, span.start);
    const isOnOneLine = countUpTo(lineStarts, span.end) === line;
    const character = span.start - (lineStarts[line - 1] ?? -base.character);
    return [base.line + line, character, isOnOneLine ? span.end - span.start : 0];
  };
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
