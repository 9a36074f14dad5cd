/**
 * Lines and columns that count from where a statement begins. What is known of a statement is kept in them, since
 * they stay as they are when something before the statement changes.
 */
import type { Position, Range } from 'vscode-languageserver-types';
import type { Chunk } from '../../core/sql/chunk';
import { countUpTo } from '../../core/sql/lines';
import type { Positioned } from './ranges';

/** Of the chunk alone; offsets count from its start. */
export function linesOf({ lineStarts }: Chunk): Pick<Positioned, 'positionAt'> {
  return {
    positionAt: (offset) => {
      const line = countUpTo(lineStarts, offset);
      return { line, character: offset - (lineStarts[line - 1] ?? 0) };
    },
  };
}

/**
 * What is known of a statement, brought to where that begins in the document: made again only if it has moved, since
 * most edits leave the lines of all other statements where they are. `found` counts from the statement's start and is
 * the same object as long as it says the same.
 */
export function keepPlaced<F extends object, T>(place: (found: F, start: Position) => T) {
  const known = new WeakMap<F, { readonly start: Position; readonly placed: T }>();
  return (found: F, start: Position): T => {
    const before = known.get(found);
    if (before?.start.line === start.line && before.start.character === start.character) return before.placed;
    const placed = place(found, start);
    known.set(found, { start, placed });
    return placed;
  };
}

/** The same for lists of what says where it is by its range alone. */
export function keepPlacedRanges<T extends { readonly range: Range }>() {
  return keepPlaced((found: readonly T[], start): readonly T[] =>
    found.map((one) => ({ ...one, range: moveRange(one.range, start) })),
  );
}

/** In the document, where the chunk begins at `start`. */
export function moveRange(range: Range, start: Position): Range {
  return { start: movePosition(range.start, start), end: movePosition(range.end, start) };
}

function movePosition({ line, character }: Position, start: Position): Position {
  return { line: line + start.line, character: line === 0 ? character + start.character : character };
}
