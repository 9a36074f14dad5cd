/** What stands in the parentheses of the SQL/JSON functions beside their values (gram.y, json_*_clause). */
import { categoryOf, type TypeId } from '../types/typeFacts';
import type { ExpressionReader } from './reader';
import { isUntyped, type Typed } from './typed';
import { readTypeName } from './typeNames';

/** json_value_expr: `x [FORMAT JSON]`. A parameter without a type is a text there. */
export function readJsonValue(reader: ExpressionReader): Typed | undefined {
  const value = reader.expression();
  const format = value && readFormat(reader);
  if (!value || format === 'unread') return undefined;
  if (value.special === 'fs') return { ...value, refusal: 'unsure' };
  return format === 'json' && !holdsJson(value) ? { ...value, refusal: value.refusal ?? 'unsure' } : value;
}

/** A byte string may be told its encoding, which is seldom seen. */
function readFormat({ cursor }: ExpressionReader): 'json' | 'unread' | undefined {
  if (!cursor.takeWords('format', 'json')) return undefined;
  return cursor.word === 'encoding' ? 'unread' : 'json';
}

/** What PostgreSQL takes for JSON: its own types, texts and byte strings. */
export function holdsJson(value: Typed): boolean {
  const { type } = value;
  if (type === undefined || isUntyped(value)) return true;
  return type === 'json' || type === 'jsonb' || type === 'bytea' || categoryOf(type) === 'S';
}

/** `NULL ON NULL`, `ABSENT ON NULL`. */
export function takeNullClause({ cursor }: ExpressionReader): void {
  if (!cursor.takeWords('null', 'on', 'null')) cursor.takeWords('absent', 'on', 'null');
}

/** `WITH UNIQUE [KEYS]`, `WITHOUT UNIQUE [KEYS]`; whether uniqueness is asked for. */
export function takeUniqueness({ cursor }: ExpressionReader): boolean {
  const isUnique = cursor.takeWords('with', 'unique');
  if (isUnique || cursor.takeWords('without', 'unique')) cursor.takeWords('keys');
  return isUnique;
}

/** The type behind RETURNING, or `otherwise` without one; undefined where it can't be told. */
export function readReturning(reader: ExpressionReader, otherwise: TypeId | undefined): TypeId | undefined {
  const { cursor, names } = reader;
  if (!cursor.takeWords('returning')) return otherwise;
  const name = readTypeName(cursor, names.findType);
  return readFormat(reader) === 'unread' ? undefined : name?.type;
}
