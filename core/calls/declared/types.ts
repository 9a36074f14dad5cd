/** Types that scripts declare: enums, domains, composite types, and the rows of tables. */
import type { Declared } from '../../schema/declared';
import type { QualifiedName, TypeDeclaration } from '../../schema/model';
import { parseTypeName, type FindType } from '../expressions/typeNames';
import { baseOf, declaredType } from '../types/declaredTypes';
import type { TypeId } from '../types/typeFacts';
import { bears, distinct } from './relations';

/** Domains over domains over …: deeper than anybody goes, and a bound on circles. */
const MAX_DOMAINS = 8;

/** How names of types that aren't PostgreSQL's own are read. */
export function typeFinder(declared: Declared, depth = 0): FindType {
  return (parts) => {
    const [name = '', schema] = parts.toReversed();
    return findType(declared, { name, ...(schema !== undefined && { schema }) }, depth);
  };
}

/** undefined where none is declared, or several that differ. */
export function findType(declared: Declared, name: QualifiedName, depth = 0): TypeId | undefined {
  const all = declared.named(name.name).filter((declaration) => bears(declaration, name));
  const types = distinct(all.filter((one) => one.kind === 'type'));
  const relations = all.filter((one) => one.kind === 'relation');
  const schemas = new Set([...types, ...relations].map((one) => one.name.schema ?? ''));
  const [schema] = schemas;
  if (schema === undefined || schemas.size > 1 || types.length > 1) return undefined;
  const [type] = types;
  if (!type) return declaredType({ kind: 'composite', schema, name: name.name, base: '' });
  return relations.length > 0 ? undefined : named(declared, type, schema, depth);
}

function named(declared: Declared, type: TypeDeclaration, schema: string, depth: number): TypeId | undefined {
  const { name } = type.name;
  if (type.is === 'enum') return declaredType({ kind: 'enum', schema, name, base: '' });
  if (type.is === 'other' || depth >= MAX_DOMAINS) return undefined;
  const base = parseTypeName(type.base, typeFinder(declared, depth + 1));
  return base === undefined ? undefined : declaredType({ kind: 'domain', schema, name, base: baseOf(base) });
}
