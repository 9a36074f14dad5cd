/** The documents that the editor holds open. Their text lives in SqlDocument alone; an edit changes what it touches. */
import type { TextDocumentContentChangeEvent, TextDocumentItem } from 'vscode-languageserver';
import { createDocument } from '../core/analysis';
import { SQL_LANGUAGE_IDS } from '../core/catalog/sqlLanguages';
import type { SqlDocument } from '../core/sql/document';

export interface OpenDocument {
  readonly uri: string;
  /** As the editor counts them; it goes up with every change. */
  readonly version: number;
  readonly document: SqlDocument;
}

export class OpenDocuments {
  private readonly open = new Map<string, OpenDocument>();

  get(uri: string): OpenDocument | undefined {
    return this.open.get(uri);
  }

  /** Takes a document in if it is SQL. */
  add({ uri, languageId, version, text }: TextDocumentItem): OpenDocument | undefined {
    if (!SQL_LANGUAGE_IDS.includes(languageId)) return undefined;
    const opened = { uri, version, document: createDocument(text) };
    this.open.set(uri, opened);
    return opened;
  }

  /** Applies changes in their order, each to what the one before it left; undefined for a document not taken in. */
  change(
    uri: string,
    version: number,
    changes: readonly TextDocumentContentChangeEvent[],
  ): OpenDocument | undefined {
    const before = this.open.get(uri);
    if (!before) return undefined;
    const changed = { uri, version, document: changes.reduce(applyChange, before.document) };
    this.open.set(uri, changed);
    return changed;
  }

  /** Whether it was open. */
  remove(uri: string): boolean {
    return this.open.delete(uri);
  }
}

function applyChange(document: SqlDocument, change: TextDocumentContentChangeEvent): SqlDocument {
  if (!('range' in change)) return createDocument(change.text);
  const start = document.offsetAt(change.range.start);
  const end = document.offsetAt(change.range.end);
  return document.edit({ start, end, newText: change.text });
}
