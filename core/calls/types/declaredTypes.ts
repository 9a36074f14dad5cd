/**
 * Types that scripts declare. Their TypeIds say all that PostgreSQL's rules ask of them, so that these rules need
 * no table: kind, schema, name and, of a domain, the type under all domains.
 */
import type { TypeId } from './typeId';

export type DeclaredKind = 'enum' | 'composite' | 'domain';

export interface DeclaredTypeParts {
  readonly kind: DeclaredKind;
  /** `''` where the script says none. */
  readonly schema: string;
  readonly name: string;
  /** `''` for all but domains. */
  readonly base: TypeId;
}

/** No name in pg_type holds it. */
const SEPARATOR = '\u0001';
const KINDS: readonly string[] = ['enum', 'composite', 'domain'] satisfies readonly DeclaredKind[];

export function declaredType({ kind, schema, name, base }: DeclaredTypeParts): TypeId {
  return [kind, schema, name, base].join(SEPARATOR);
}

export function readDeclaredType(type: TypeId): DeclaredTypeParts | undefined {
  if (!type.includes(SEPARATOR)) return undefined;
  const [kind = '', schema = '', name = '', ...base] = type.split(SEPARATOR);
  if (name === '' || !KINDS.includes(kind)) return undefined;
  return { kind: kind as DeclaredKind, schema, name, base: base.join(SEPARATOR) };
}

/** getBaseType: of a domain the type under it, else the type itself. */
export function baseOf(type: TypeId): TypeId {
  const declared = type.startsWith('domain') ? readDeclaredType(type) : undefined;
  return declared ? declared.base : type;
}

/** typcategory. */
export function declaredCategory(kind: Exclude<DeclaredKind, 'domain'>): string {
  return kind === 'enum' ? 'E' : 'C';
}

/** As format_type prints it, where its schema is one that names are looked for in without being told. */
export function printDeclaredType({ schema, name }: DeclaredTypeParts): string {
  const isVisible = schema === '' || schema === 'public';
  return (isVisible ? [name] : [schema, name]).map(quoteIdentifier).join('.');
}

/** quote_identifier, its list of keywords aside. */
function quoteIdentifier(name: string): string {
  return /^[a-z_][a-z0-9_]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
}
