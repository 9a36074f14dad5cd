import type { SqlDocument } from '../sql/document';
import { createDeclared, type Declared } from './declared';
import type { DeclaredSchema } from './model';
import { readSchema } from './readSchema';

const known = new WeakMap<
  DeclaredSchema,
  { readonly elsewhere: DeclaredSchema; readonly declared: Declared }
>();

/** What a document declares itself, and what the scripts round it do. The same value while neither changes. */
export function declaredFor(document: SqlDocument): Declared {
  const own = readSchema(document);
  const { elsewhere } = document;
  const before = known.get(own);
  if (before?.elsewhere === elsewhere) return before.declared;
  const declared = createDeclared([own, elsewhere]);
  known.set(own, { elsewhere, declared });
  return declared;
}
