/** A document of another language with SQL inside: read anew after a change, since only the SQL in it is kept apart. */
import type { Position, TextDocumentContentChangeEvent } from 'vscode-languageserver';
import { findEmbeddedSql, type EmbeddedSql } from '../core/host/embeddedSql';
import type { LineColumn } from '../core/sql/document';
import { countUpTo, findLineStarts } from '../core/sql/lines';
import type { Positioned } from './ranges';

export class HostDocument implements Positioned {
  private lineStarts: readonly number[] | undefined;
  private pieces: readonly EmbeddedSql[] | undefined;

  constructor(
    readonly text: string,
    readonly languageId: string,
  ) {}

  /** Its SQL, found when it is first asked for. */
  get embedded(): readonly EmbeddedSql[] {
    this.pieces ??= findEmbeddedSql(this.text, this.languageId);
    return this.pieces;
  }

  /** The SQL at an offset; undefined where there is none. */
  findSql(offset: number): { readonly sql: EmbeddedSql; readonly offset: number } | undefined {
    for (const sql of this.embedded) {
      const inner = sql.span.start <= offset && offset <= sql.span.end ? sql.inner(offset) : undefined;
      if (inner !== undefined) return { sql, offset: inner };
    }
    return undefined;
  }

  change(change: TextDocumentContentChangeEvent): HostDocument {
    if (!('range' in change)) return new HostDocument(change.text, this.languageId);
    const start = this.offsetAt(change.range.start);
    const end = this.offsetAt(change.range.end);
    const text = this.text.slice(0, start) + change.text + this.text.slice(end);
    return new HostDocument(text, this.languageId);
  }

  positionAt(offset: number): LineColumn {
    const at = Math.min(Math.max(offset, 0), this.text.length);
    const line = countUpTo(this.lines, at);
    return { line, character: at - (this.lines[line - 1] ?? 0) };
  }

  /** A column behind the line's end means its end; a line behind the last means the text's end. */
  offsetAt({ line, character }: Position): number {
    if (line < 0) return 0;
    const start = line === 0 ? 0 : this.lines[line - 1];
    if (start === undefined) return this.text.length;
    const next = this.lines[line];
    const lineBreak = /(?:\r\n|[\r\n])$/.exec(this.text.slice(start, next))?.[0].length ?? 0;
    const end = (next ?? this.text.length) - (next === undefined ? 0 : lineBreak);
    return Math.min(start + Math.max(character, 0), end);
  }

  private get lines(): readonly number[] {
    this.lineStarts ??= findLineStarts(this.text);
    return this.lineStarts;
  }
}
