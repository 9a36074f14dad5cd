/** Which statements get a "Run" above them. */
import { analyzeChunk } from '../../core/analysis';
import { INVOKE } from '../../core/catalog/invoke';
import type { SqlDocument } from '../../core/sql/document';
import type { LensChoice } from '../settingsTable';

/** Lines, zero-based, `end` exclusive. */
export interface LineRange {
  readonly start: number;
  readonly end: number;
}

/** A place for a lens: the chunk's index, and the line of its first token. */
export interface LensPlace {
  readonly index: number;
  readonly line: number;
}

/** Up to so many statements all lenses are given at once; of more, only those near what is looked at. */
export const MOST_LENSES = 1_000;
/** So many lines above and below what is looked at have their lenses before one scrolls there. */
const MARGIN_LINES = 500;

/** The lines whose lenses are wanted now: all of a file of ordinary size, else those around `visible`. */
export function planLines(document: SqlDocument, visible: readonly LineRange[]): LineRange[] {
  if (document.chunks.length <= MOST_LENSES) return [{ start: 0, end: document.lineCount }];
  const widened = visible.map(({ start, end }) => ({ start: start - MARGIN_LINES, end: end + MARGIN_LINES }));
  return widened.length > 0 ? widened : [{ start: 0, end: 2 * MARGIN_LINES }];
}

/** Whether all visible lines lie in planned ones: else the lenses must be planned again. */
export function covers(planned: readonly LineRange[], visible: readonly LineRange[]): boolean {
  return visible.every(({ start, end }) =>
    planned.some((range) => range.start <= Math.max(start, 0) && end <= range.end),
  );
}

/** The lenses that begin in one of the line ranges, in the order of the text, each statement once. */
export function planLenses(
  document: SqlDocument,
  choice: LensChoice,
  ranges: readonly LineRange[],
): LensPlace[] {
  const places = new Map<number, LensPlace>();
  for (const { start, end } of choice === 'off' ? [] : ranges) {
    const first = document.indexAt(document.offsetAt({ line: Math.max(start, 0), character: 0 }));
    for (let index = first; index < document.chunks.length; index++) {
      if (document.positionAt(document.offsetOf(index)).line >= end) break;
      const { line } = document.positionAt(document.offsetOf(index) + (document.chunks[index]?.start ?? 0));
      if (line >= start && line < end && wantsLens(document, choice, index))
        places.set(index, { index, line });
    }
  }
  return [...places.values()].sort((one, other) => one.index - other.index);
}

function wantsLens(document: SqlDocument, choice: LensChoice, index: number): boolean {
  const chunk = document.chunks[index];
  if (!chunk || chunk.kind === 'blank' || chunk.kind === 'copyData') return false;
  if (choice === 'all') return true;
  return analyzeChunk(chunk).calls.some(({ entry }) => entry === INVOKE);
}
