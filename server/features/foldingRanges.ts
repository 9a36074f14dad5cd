import { FoldingRangeKind, type FoldingRange } from 'vscode-languageserver-types';
import type { Chunk } from '../../core/sql/chunk';
import type { SqlDocument } from '../../core/sql/document';
import { findFolds, type Fold } from '../../core/sql/folds';
import { countUpTo } from '../../core/sql/lines';

/**
 * Statements, calls and other parentheses, bodies, and comments; one a line, the longest. Undefined for a document
 * that has nothing of ours: there the editor folds as it does without us.
 */
export function foldingRanges(document: SqlDocument): readonly FoldingRange[] | undefined {
  if (document.markedChunks.length === 0) return undefined;
  const byLine = new Map<number, FoldingRange>();
  document.chunks.forEach((chunk, index) => {
    const folds = findFolds(chunk);
    if (folds.length === 0) return;
    const { line } = document.positionAt(document.offsetOf(index));
    for (const fold of folds) {
      const range = toFoldingRange(chunk, line, fold);
      const known = byLine.get(range.startLine);
      if (range.endLine > Math.max(range.startLine, known?.endLine ?? 0)) byLine.set(range.startLine, range);
    }
  });
  return [...byLine.values()];
}

/** `line` is where the chunk begins. */
function toFoldingRange({ lineStarts }: Chunk, line: number, fold: Fold): FoldingRange {
  const lastLine = line + countUpTo(lineStarts, fold.end);
  return {
    startLine: line + countUpTo(lineStarts, fold.start),
    endLine: fold.endsInClosing ? lastLine - 1 : lastLine,
    ...(fold.kind === 'comment' && { kind: FoldingRangeKind.Comment }),
  };
}
