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

/** In the document, where the chunk begins at `start`. */
export function moveRange(range: Range, start: Position): Range {
  return { start: movePosition(range.start, start), end: movePosition(range.end, start) };
}

function movePosition({ line, character }: Position, start: Position): Position {
  return { line: line + start.line, character: line === 0 ? character + start.character : character };
}
