/** Which statement "Run Query" means when nothing is selected. */
import type { SqlDocument } from '../../core/sql/document';
import type { Span } from '../../core/span';

/** A statement as it is run: from its first token to behind its `;` or backslash command, COPY data included. */
export interface Statement extends Span {
  /** Index of its chunk. */
  readonly index: number;
  readonly sql: string;
}

/**
 * The statement that a user with the cursor at `offset` means:
 * - in a statement, anywhere from its first token to right behind its `;`: that one;
 * - on the rest of a statement's last line, in a comment there too: still that one;
 * - in or below a comment that stands above a statement: the statement under the comment;
 * - on blank lines between two: the nearer one, and the upper where both are as near, since it was just typed;
 * - behind the last: the last. Before the first: the first.
 * Undefined only where the text holds no statement. A backslash command of its own counts as a statement.
 */
export function findStatementAt(document: SqlDocument, offset: number): Statement | undefined {
  const at = document.chunks.length === 0 ? 0 : document.indexAt(offset);
  const below = findBelow(document, at);
  if (below === undefined) return toStatement(document, findAbove(document, at));
  if (offset >= startOf(document, below)) return toStatement(document, below);
  const above = findAbove(document, below);
  return toStatement(
    document,
    above !== undefined && isNearerToAbove(document, below, offset) ? above : below,
  );
}

/** The statement whose chunk is `index`; undefined for white space. COPY data belongs to the COPY before it. */
export function toStatement(document: SqlDocument, index: number | undefined): Statement | undefined {
  const chunk = index === undefined ? undefined : document.chunks[index];
  if (index === undefined || !chunk || chunk.kind === 'blank') return undefined;
  if (chunk.kind === 'copyData') return toStatement(document, index - 1);
  const start = startOf(document, index);
  const sql = document.slice(start, document.offsetOf(index + (chunk.opensCopyData ? 2 : 1))).trimEnd();
  return { index, start, end: start + sql.length, sql };
}

const startOf = (document: SqlDocument, index: number): number =>
  document.offsetOf(index) + (document.chunks[index]?.start ?? 0);

function findBelow(document: SqlDocument, from: number): number | undefined {
  const chunk = document.chunks[from];
  if (!chunk || chunk.kind === 'blank') return undefined;
  return chunk.kind === 'copyData' ? from - 1 : from;
}

function findAbove(document: SqlDocument, below: number): number | undefined {
  const index = below - 1;
  return document.chunks[index]?.kind === 'copyData' ? index - 1 : index < 0 ? undefined : index;
}

/** Whether the cursor, in the white space and comments above statement `below`, is nearer to the one above it. */
function isNearerToAbove(document: SqlDocument, below: number, offset: number): boolean {
  const lineOf = (at: number): number => document.positionAt(at).line;
  const cursor = lineOf(offset);
  const lastLine = lineOf(document.offsetOf(below) - 1);
  if (cursor === lastLine) return true;
  const commentStart = findCommentStart(document, below, lastLine);
  if (offset >= commentStart) return false;
  return cursor - lastLine <= lineOf(commentStart) - cursor;
}

/** Where what belongs to a statement begins: its first comment that is not on the line where the one above ends. */
function findCommentStart(document: SqlDocument, index: number, lastLineAbove: number): number {
  const chunk = document.chunks[index];
  const from = Math.max(
    document.offsetAt({ line: lastLineAbove + 1, character: 0 }),
    document.offsetOf(index),
  );
  const gap = document.slice(from, startOf(document, index));
  return chunk ? from + (gap.length - gap.trimStart().length) : from;
}
