/** A piece of SQL in a document of another language: places and edits of the SQL as those of the document, and back. */
import type { Position, Range, TextEdit } from 'vscode-languageserver-types';
import type { EmbeddedSql } from '../../core/host/embeddedSql';
import type { HostDocument } from './hostDocument';
import { toRange } from './ranges';

export interface HostPiece {
  readonly host: HostDocument;
  readonly sql: EmbeddedSql;
}

/** A range of the SQL, in the document round it. */
export function toHostRange({ host, sql: { document, outer } }: HostPiece, { start, end }: Range): Range {
  return toRange(host, outer({ start: document.offsetAt(start), end: document.offsetAt(end) }));
}

/** Where the character at a position of the SQL stands. */
export function toHostPosition({ host, sql: { document, outer } }: HostPiece, position: Position): Position {
  const at = document.offsetAt(position);
  return host.positionAt(outer({ start: at, end: Math.min(at + 1, document.length) }).start);
}

/** Undefined where the string there has no way to write it. */
export function toHostEdit({ host, sql }: HostPiece, { range, newText }: TextEdit): TextEdit | undefined {
  const start = sql.document.offsetAt(range.start);
  const end = sql.document.offsetAt(range.end);
  const edit = sql.toHostEdit({ start, end, newText });
  return edit && { range: toRange(host, edit), newText: edit.newText };
}

/** All of them, or undefined: half an edit is none. */
export function toHostEdits(piece: HostPiece, edits: readonly TextEdit[]): TextEdit[] | undefined {
  const written = edits.flatMap((edit) => toHostEdit(piece, edit) ?? []);
  return written.length === edits.length ? written : undefined;
}

/** What the SQL has of a range of the document; undefined where they don't touch. */
export function toInnerRange({ host, sql: { document, span, inner } }: HostPiece, range: Range) {
  const start = Math.max(host.offsetAt(range.start), span.start);
  const end = Math.min(host.offsetAt(range.end), span.end);
  if (start > end) return undefined;
  return toRange(document, { start: inner(start) ?? 0, end: inner(end) ?? document.length });
}
