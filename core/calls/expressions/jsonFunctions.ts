/** SQL/JSON's functions of PostgreSQL 17 and later: JSON(), JSON_SCALAR, JSON_SERIALIZE, and those that take a path. */
import { isPlainJsonPath } from '../types/jsonPath';
import { categoryOf } from '../types/typeFacts';
import { refused, typed, type Place } from './apply';
import { holdsJson, readJsonValue, readReturning, takeUniqueness } from './jsonClauses';
import type { ReadClauses } from './readClauses';
import type { ExpressionReader } from './reader';
import { isUntyped, refuseAs, type Typed } from './typed';

/** By their words. The cursor stands behind the parenthesis, and is left behind the last clause. */
export const JSON_FUNCTIONS: Readonly<Record<string, ReadClauses>> = {
  json: readJson,
  json_scalar: readScalar,
  json_serialize: readSerialize,
  json_exists: readExists,
  json_value: readValue,
  json_query: readJsonQuery,
};

/** `JSON(x [WITH UNIQUE KEYS])`: in earlier versions a cast in the form of a call. */
function readJson(reader: ExpressionReader, place: Place): Typed | undefined {
  const value = readJsonValue(reader);
  if (!value) return undefined;
  const isUnique = takeUniqueness(reader);
  const isText = value.type === undefined || isUntyped(value) || categoryOf(value.type) === 'S';
  if (!holdsJson(value) || value.type === 'bytea' || (isUnique && !isText)) return refused(place, 'unsure');
  return typed(place, 'json', [isUnique ? value : checkLiteral(value)]);
}

function readScalar(reader: ExpressionReader, place: Place): Typed | undefined {
  const value = reader.expression();
  return value && typed(place, 'json', [value]);
}

function readSerialize(reader: ExpressionReader, place: Place): Typed | undefined {
  const value = readJsonValue(reader);
  if (!value) return undefined;
  const type = readReturning(reader, 'text');
  const isText = type === undefined || type === 'bytea' || categoryOf(type) === 'S';
  if (!isText || !holdsJson(value)) return refused(place, 'unsure');
  return typed(place, type, [value]);
}

function readExists(reader: ExpressionReader, place: Place): Typed | undefined {
  const parts = readPathCall(reader);
  if (!parts) return undefined;
  takeBehavior(reader, ['true', 'false', 'unknown', 'error'], ['error']);
  return typed(place, 'bool', parts);
}

function readValue(reader: ExpressionReader, place: Place): Typed | undefined {
  const parts = readPathCall(reader);
  if (!parts) return undefined;
  const type = readReturning(reader, 'text');
  takeBehavior(reader, ['error', 'null'], ['empty', 'error']);
  takeBehavior(reader, ['error', 'null'], ['error']);
  return typed(place, type, parts);
}

function readJsonQuery(reader: ExpressionReader, place: Place): Typed | undefined {
  const { cursor } = reader;
  const parts = readPathCall(reader);
  if (!parts) return undefined;
  const type = readReturning(reader, 'jsonb');
  const isWrapped = takeWrapper(reader);
  const isBare = cursor.takeWords('omit', 'quotes');
  if (isBare || cursor.takeWords('keep', 'quotes')) cursor.takeWords('on', 'scalar', 'string');
  takeBehavior(reader, ['error', 'null'], ['empty', 'error']);
  takeBehavior(reader, ['error', 'null'], ['error']);
  if (isWrapped && isBare) return refused(place, 'unsure');
  return typed(place, type, parts);
}

/** `[WITH [CONDITIONAL | UNCONDITIONAL] | WITHOUT] [ARRAY] WRAPPER`; whether something is wrapped. */
function takeWrapper({ cursor }: ExpressionReader): boolean {
  const isWith = cursor.takeWords('with');
  if (!isWith && !cursor.takeWords('without')) return false;
  if (isWith && !cursor.takeWords('conditional')) cursor.takeWords('unconditional');
  cursor.takeWords('array');
  return cursor.takeWords('wrapper') && isWith;
}

/** `NULL ON EMPTY`; other behaviours have types of their own, and are left unread. */
function takeBehavior(
  { cursor }: ExpressionReader,
  behaviors: readonly string[],
  events: readonly string[],
): void {
  for (const behavior of behaviors)
    for (const event of events) if (cursor.takeWords(behavior, 'on', event)) return;
}

/** `x, path [PASSING a AS b, …]`. */
function readPathCall(reader: ExpressionReader): readonly Typed[] | undefined {
  const { cursor } = reader;
  const context = readJsonValue(reader);
  const path = context && cursor.takeMark(',') ? reader.expression() : undefined;
  if (!context || !path) return undefined;
  const passed = cursor.takeWords('passing') ? readPassed(reader) : [];
  if (!passed) return undefined;
  const known = holdsJson(context) ? context : { ...context, refusal: 'unsure' as const };
  return [known, checkPath(path), ...passed];
}

function readPassed(reader: ExpressionReader): readonly Typed[] | undefined {
  const { cursor } = reader;
  const passed: Typed[] = [];
  do {
    const value = readJsonValue(reader);
    if (!value || !cursor.takeWords('as') || cursor.takeName() === undefined) return undefined;
    passed.push(value);
  } while (cursor.takeMark(','));
  return passed;
}

function checkPath(path: Typed): Typed {
  const { literal, type } = path;
  const isPath = type === undefined || type === 'jsonpath' || categoryOf(type) === 'S';
  const isPlain = literal?.certain === true && isPlainJsonPath(literal.string.value);
  return isPath || (isUntyped(path) && isPlain) ? path : { ...path, refusal: 'unsure' };
}

/** As a cast, which it was before PostgreSQL 17, it makes JSON of a literal at once. */
function checkLiteral(value: Typed): Typed {
  if (!isUntyped(value) || refuseAs(value, 'json') === undefined) return value;
  return { ...value, refusal: 'unsure' };
}
