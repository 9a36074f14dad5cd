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
  const all: FoldingRange[] = [];
  for (const [index, chunk] of document.chunks.entries())
    for (const range of rangesAt(chunk, document.startOf(index).line)) all.push(range);
  return all;
}

interface Kept {
  /** Lines count from the chunk's first. */
  readonly ranges: readonly FoldingRange[];
  /** Where the chunk stood when it was last asked about, and its ranges there. */
  readonly line: number;
  readonly placed: readonly FoldingRange[];
}

const known = new WeakMap<Chunk, Kept>();

/** `line` is where the chunk begins. There no range of a chunk before it begins: that would end there too. */
function rangesAt(chunk: Chunk, line: number): readonly FoldingRange[] {
  const before = known.get(chunk);
  if (before?.line === line) return before.placed;
  const ranges = before?.ranges ?? rangesIn(chunk);
  const placed = ranges.map((range) => ({
    ...range,
    startLine: range.startLine + line,
    endLine: range.endLine + line,
  }));
  known.set(chunk, { ranges, line, placed });
  return placed;
}

function rangesIn(chunk: Chunk): readonly FoldingRange[] {
  const byLine = new Map<number, FoldingRange>();
  for (const fold of findFolds(chunk)) {
    const range = toFoldingRange(chunk, fold);
    const other = byLine.get(range.startLine);
    if (range.endLine > Math.max(range.startLine, other?.endLine ?? 0)) byLine.set(range.startLine, range);
  }
  return [...byLine.values()];
}

function toFoldingRange({ lineStarts }: Chunk, fold: Fold): FoldingRange {
  const lastLine = countUpTo(lineStarts, fold.end);
  return {
    startLine: countUpTo(lineStarts, fold.start),
    endLine: fold.endsInClosing ? lastLine - 1 : lastLine,
    ...(fold.kind === 'comment' && { kind: FoldingRangeKind.Comment }),
  };
}
