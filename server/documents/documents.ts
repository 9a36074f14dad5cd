/** The documents that the editor holds open. Their text lives in SqlDocument alone; an edit changes what it touches. */
import type { TextDocumentContentChangeEvent, TextDocumentItem } from 'vscode-languageserver';
import { createEditedDocument } from '../../core/analysis';
import { SQL_LANGUAGE_IDS } from '../../core/catalog/sqlLanguages';
import { HOST_LANGUAGE_IDS } from '../../core/host/languages';
import type { DeclaredSchema } from '../../core/schema/model';
import type { SqlDocument } from '../../core/sql/document';
import { HostDocument } from './hostDocument';

export interface OpenDocument {
  readonly uri: string;
  /** As the editor counts them; it goes up with every change. */
  readonly version: number;
  readonly document: SqlDocument;
}

/** A document of another language, which may hold SQL. */
export interface OpenHost extends Pick<OpenDocument, 'uri' | 'version'> {
  readonly host: HostDocument;
}

/** Either of them. */
export interface OpenText extends Pick<OpenDocument, 'uri' | 'version'> {
  readonly text: SqlDocument | HostDocument;
}

export class OpenDocuments {
  private readonly open = new Map<string, OpenDocument>();
  private readonly hosts = new Map<string, OpenHost>();

  get(uri: string): OpenDocument | undefined {
    return this.open.get(uri);
  }

  /** Of a document of any language; undefined where it isn't open. */
  versionOf(uri: string): number | undefined {
    return (this.open.get(uri) ?? this.hosts.get(uri))?.version;
  }

  /** All documents, whatever their language. */
  get everything(): readonly OpenText[] {
    return [
      ...[...this.open.values()].map(({ uri, version, document }) => ({ uri, version, text: document })),
      ...[...this.hosts.values()].map(({ uri, version, host }) => ({ uri, version, text: host })),
    ];
  }

  /** Of all documents, whatever their language. */
  get uris(): readonly string[] {
    return [...this.open.keys(), ...this.hosts.keys()];
  }

  getHost(uri: string): OpenHost | undefined {
    return this.hosts.get(uri);
  }

  /** What other scripts declare counts for the document from now on; whether that is another thing than before. */
  placeAmong(uri: string, elsewhere: DeclaredSchema): boolean {
    const open = this.open.get(uri);
    const hosting = this.hosts.get(uri);
    if (open?.document.elsewhere === elsewhere || hosting?.host.elsewhere === elsewhere) return false;
    if (open) this.open.set(uri, { ...open, document: open.document.among(elsewhere) });
    if (hosting) this.hosts.set(uri, { ...hosting, host: hosting.host.among(elsewhere) });
    return true;
  }

  /** Takes a document in if it is SQL or may hold some. */
  add({ uri, languageId, version, text }: TextDocumentItem): OpenDocument | OpenHost | undefined {
    if (HOST_LANGUAGE_IDS.includes(languageId)) {
      const hosting = { uri, version, host: HostDocument.create(text, languageId) };
      this.hosts.set(uri, hosting);
      return hosting;
    }
    if (!SQL_LANGUAGE_IDS.includes(languageId)) return undefined;
    const opened = { uri, version, document: createEditedDocument(text) };
    this.open.set(uri, opened);
    return opened;
  }

  /** Applies changes in their order, each to what the one before it left; undefined for a document not taken in. */
  change(
    uri: string,
    version: number,
    changes: readonly TextDocumentContentChangeEvent[],
  ): OpenDocument | OpenHost | undefined {
    const hosting = this.hosts.get(uri);
    if (hosting) return this.changeHost(hosting, version, changes);
    const before = this.open.get(uri);
    if (!before) return undefined;
    const changed = { uri, version, document: changes.reduce(applyChange, before.document) };
    this.open.set(uri, changed);
    return changed;
  }

  private changeHost(
    { uri, host }: OpenHost,
    version: number,
    changes: readonly TextDocumentContentChangeEvent[],
  ): OpenHost {
    const changed = {
      uri,
      version,
      host: changes.reduce<HostDocument>((text, change) => text.change(change), host),
    };
    this.hosts.set(uri, changed);
    return changed;
  }

  /** Whether it was open. */
  remove(uri: string): boolean {
    return this.open.delete(uri) || this.hosts.delete(uri);
  }
}

function applyChange(document: SqlDocument, change: TextDocumentContentChangeEvent): SqlDocument {
  if (!('range' in change)) return createEditedDocument(change.text).among(document.elsewhere);
  const start = document.offsetAt(change.range.start);
  const end = document.offsetAt(change.range.end);
  return document.edit({ start, end, newText: change.text });
}
