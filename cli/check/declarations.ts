/** What is known of tables, types and routines round the checked files. */
import { createDocument } from '../../core/analysis';
import { hostLanguageOfFile } from '../../core/host/languages';
import type { DeclaredSchema } from '../../core/schema/model';
import { mergeSchemas, readSchema } from '../../core/schema/readSchema';
import { readDeclaringSource } from './sourceFiles';

/**
 * What the SQL files among these declare. They are read when the first file asks that names our schemas: for all
 * others it means nothing.
 */
export function declaredInFiles(paths: readonly string[]): () => DeclaredSchema {
  let schema: DeclaredSchema | undefined;
  return () => (schema ??= mergeSchemas(paths.flatMap((path) => readFile(path) ?? [])));
}

function readFile(path: string): DeclaredSchema | undefined {
  if (path === '-' || hostLanguageOfFile(path) !== undefined) return undefined;
  const text = readDeclaringSource(path);
  return text === undefined ? undefined : readSchema(createDocument(text));
}
