/** How an editor tells the language server what the database behind a document's connection declares. */
import type { DeclaredSchema } from './schema/model';

export const DATABASE_SCHEMA_NOTIFICATION = 'auroraLambda/databaseSchema';

/** In place of what the scripts round the document declare; null: those count again. */
export interface DatabaseSchemaParams {
  readonly uri: string;
  readonly schema: DeclaredSchema | null;
}
