import type { DatabaseSchemaParams } from '../../core/databaseSchema';
import { readSchema } from '../../core/schema/readSchema';
import { EMPTY_SCHEMA, type DeclaredSchema } from '../../core/schema/model';
import type { OpenDocuments } from '../documents/documents';
import type { Workspace } from './workspace';

/**
 * Has each open document know what the scripts round it declare: of files, and of other documents as they are typed.
 * What the editor says of the document's database goes before.
 */
export class Neighbours {
  private workspace: Workspace | undefined;
  /** What each open script declared when its problems were last looked for. */
  private readonly own = new Map<string, DeclaredSchema>();
  private readonly databases = new Map<string, DeclaredSchema>();

  constructor(
    private readonly documents: OpenDocuments,
    /** Looks for a document's problems again. */
    private readonly publish: (uri: string) => void,
  ) {}

  follow(workspace: Workspace): void {
    this.workspace = workspace;
    workspace.onDidChange(() => this.documents.uris.forEach((uri) => this.refresh(uri)));
  }

  /** To be called before a document's problems are looked for. */
  place(uri: string): void {
    this.update(uri);
    const document = this.documents.get(uri)?.document;
    if (!document) return;
    const schema = readSchema(document);
    const before = this.own.get(uri);
    this.own.set(uri, schema);
    const isNew = before === undefined ? schema !== EMPTY_SCHEMA : before !== schema;
    if (isNew) this.documents.uris.forEach((other) => other !== uri && this.refresh(other));
  }

  /** What the database that the document's SQL is for declares; null: it is not known any more. */
  tellDatabase({ uri, schema }: DatabaseSchemaParams): void {
    if (schema) this.databases.set(uri, schema);
    else this.databases.delete(uri);
    this.refresh(uri);
  }

  /** To be called when a document is closed. */
  forget(uri: string): void {
    this.own.delete(uri);
    this.databases.delete(uri);
    this.workspace?.forget(uri);
    this.documents.uris.forEach((other) => this.refresh(other));
  }

  private refresh(uri: string): void {
    if (this.update(uri)) this.publish(uri);
  }

  private update(uri: string): boolean {
    const elsewhere = this.databases.get(uri) ?? this.workspace?.declaredRound(uri);
    return elsewhere !== undefined && this.documents.placeAmong(uri, elsewhere);
  }
}
