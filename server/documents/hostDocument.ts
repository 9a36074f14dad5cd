/** A document of another language with SQL inside, and its lines. */
import type { Position, TextDocumentContentChangeEvent } from 'vscode-languageserver';
import type { EmbeddedSql } from '../../core/host/embeddedSql';
import { HostText } from '../../core/host/hostText';
import { EMPTY_SCHEMA, type DeclaredSchema } from '../../core/schema/model';
import type { LineColumn } from '../../core/sql/document';
import { countUpTo, findLineStarts } from '../../core/sql/lines';
import { editLineStarts } from '../../core/sql/lineStarts';
import type { Positioned } from './ranges';

export class HostDocument implements Positioned {
  private constructor(
    private readonly content: HostText,
    readonly languageId: string,
    private lineStarts?: readonly number[],
    readonly elsewhere: DeclaredSchema = EMPTY_SCHEMA,
  ) {}

  private placed: readonly EmbeddedSql[] | undefined;

  /** The same text, its SQL among what other scripts declare. */
  among(elsewhere: DeclaredSchema): HostDocument {
    return new HostDocument(this.content, this.languageId, this.lineStarts, elsewhere);
  }

  static create(text: string, languageId: string): HostDocument {
    return new HostDocument(HostText.create(text, languageId), languageId);
  }

  get text(): string {
    return this.content.text;
  }

  /** Its SQL, found when it is first asked for. */
  get embedded(): readonly EmbeddedSql[] {
    this.placed ??= this.content.embedded.map((sql) => ({
      ...sql,
      document: sql.document.among(this.elsewhere),
    }));
    return this.placed;
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
    if (!('range' in change)) return HostDocument.create(change.text, this.languageId).among(this.elsewhere);
    const start = this.offsetAt(change.range.start);
    const end = Math.max(this.offsetAt(change.range.end), start);
    const edit = { start, end, newText: change.text };
    const content = this.content.edit(edit);
    const lineStarts = editLineStarts(this.lines, content.text, edit);
    return new HostDocument(content, this.languageId, lineStarts, this.elsewhere);
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
