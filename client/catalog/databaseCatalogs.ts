/** What the databases of connections declare: read once, kept, told to the language server for each open document. */
import type { CatalogResult } from '../../cluster/catalog/databaseCatalog';
import type { DatabaseSchemaParams } from '../../core/databaseSchema';
import type { DeclaredSchema } from '../../core/schema/model';
import type { Connection } from '../run/sessions';

export interface OpenSql {
  /** As text. */
  readonly uri: string;
  readonly connection: Connection | undefined;
}

export interface CatalogHost {
  /** The SQL documents that are open now. */
  readonly documents: () => readonly OpenSql[];
  readonly read: (connection: Connection) => Promise<CatalogResult>;
  readonly tell: (params: DatabaseSchemaParams) => void;
}

export class DatabaseCatalogs {
  /** By the connection's origin. */
  private readonly known = new Map<string, DeclaredSchema>();
  private readonly asked = new Set<string>();
  private readonly told = new Map<string, DeclaredSchema>();

  constructor(private readonly host: CatalogHost) {}

  /** Reads the catalog of a connection that has none yet; the embedded cluster's is what the scripts round it make. */
  async learn(connection: Connection): Promise<void> {
    if (connection.owner === undefined || this.asked.has(connection.origin)) return;
    await this.refresh(connection);
  }

  /** Reads it again. */
  async refresh(connection: Connection): Promise<CatalogResult> {
    this.asked.add(connection.origin);
    const result = await this.host.read(connection);
    if (result.kind === 'read') this.known.set(connection.origin, result.schema);
    this.tellAll();
    return result;
  }

  /** Tells what is not told yet: documents have been opened, or have another connection now. */
  tellAll(): void {
    const documents = this.host.documents();
    for (const uri of this.told.keys())
      if (!documents.some((open) => open.uri === uri)) this.told.delete(uri);
    for (const { uri, connection } of documents) {
      const schema = connection && this.known.get(connection.origin);
      if (schema === this.told.get(uri)) continue;
      if (schema) this.told.set(uri, schema);
      else this.told.delete(uri);
      this.host.tell({ uri, schema: schema ?? null });
    }
  }

  /** Tells everything: the language server has just started. */
  tellAgain(): void {
    this.told.clear();
    this.tellAll();
  }
}
