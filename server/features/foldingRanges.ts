import { FoldingRangeKind, type FoldingRange } from 'vscode-languageserver-types';
import type { SqlDocument } from '../../core/sql/document';
import { findFolds, type Fold } from '../../core/sql/folds';

/**
 * Statements, calls and other parentheses, bodies, and comments; one a line, the longest. Undefined for a document
 * that has nothing of ours: there the editor folds as it does without us.
 */
export function foldingRanges(document: SqlDocument): readonly FoldingRange[] | undefined {
  if (document.markedChunks.length === 0) return undefined;
  const byLine = new Map<number, FoldingRange>();
  document.chunks.forEach((chunk, index) => {
    const base = document.offsetOf(index);
    for (const fold of findFolds(chunk)) {
      const range = toFoldingRange(document, base, fold);
      const known = byLine.get(range.startLine);
      if (range.endLine > Math.max(range.startLine, known?.endLine ?? 0)) byLine.set(range.startLine, range);
    }
  });
  return [...byLine.values()];
}

function toFoldingRange(document: SqlDocument, base: number, fold: Fold): FoldingRange {
  const lastLine = document.positionAt(base + fold.end).line;
  return {
    startLine: document.positionAt(base + fold.start).line,
    endLine: fold.endsInClosing ? lastLine - 1 : lastLine,
    ...(fold.kind === 'comment' && { kind: FoldingRangeKind.Comment }),
  };
}
