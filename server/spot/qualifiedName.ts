import { SCHEMAS } from '../../core/catalog/functions';
import type { Span } from '../../core/span';
import { isMark } from '../../core/sql/cursor';
import { identifierName, type Token } from '../../core/sql/tokens';

/** `schema.name` of one of our schemas; the name is empty while nothing of it has been typed. */
export interface QualifiedName {
  readonly schema: string;
  readonly name: string;
  /** From the schema to the name's end. */
  readonly span: Span;
  /** The name alone; empty, behind the dot, where it is missing. */
  readonly nameSpan: Span;
  /** Index of the token in which it begins. */
  readonly first: number;
  /** Index of the token behind it. */
  readonly next: number;
}

/** Reads the qualified name that begins at a token. */
export function readQualifiedName(tokens: readonly Token[], first: number): QualifiedName | undefined {
  const schemaToken = tokens[first];
  const dot = tokens[first + 1];
  const schema = schemaToken && identifierName(schemaToken);
  if (!schemaToken || !dot || schema === undefined) return undefined;
  if (!isSchema(schema) || !isMark(dot, '.')) return undefined;
  const nameToken = tokens[first + 2];
  const name = nameToken && identifierName(nameToken);
  if (!nameToken || name === undefined || nameToken.start !== dot.end) {
    const span = { start: schemaToken.start, end: dot.end };
    return { schema, name: '', span, nameSpan: { start: dot.end, end: dot.end }, first, next: first + 2 };
  }
  const { start, end } = nameToken;
  return {
    schema,
    name,
    span: { start: schemaToken.start, end },
    nameSpan: { start, end },
    first,
    next: first + 3,
  };
}

export function isSchema(name: string): boolean {
  return SCHEMAS.some((schema) => schema.name === name);
}
