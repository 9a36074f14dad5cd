/**
 * SQL/JSON's constructors: JSON_OBJECT, JSON_ARRAY and their aggregates, of PostgreSQL 16 and later (parse_expr.c,
 * transformJsonConstructorOutput).
 */
import { wordOf } from '../../sql/cursor';
import { readCallShape } from '../arguments';
import type { Bracket } from '../brackets';
import { categoryOf, type TypeId } from '../types/typeFacts';
import { refused, typed, type Place } from './apply';
import { readSortKeys, readTailClauses } from './callClauses';
import { readJsonValue, readReturning, takeNullClause, takeUniqueness } from './jsonClauses';
import { LEVEL } from './precedence';
import { readSubquery } from './queries';
import type { ExpressionReader } from './reader';
import type { Typed } from './typed';

type Read = (reader: ExpressionReader) => readonly Typed[] | undefined;

/** What stands between the parentheses, before the clauses. */
const READERS = new Map(
  Object.entries<Read>({
    json_object: readPairs,
    json_array: readItems,
    json_objectagg: readPair,
    json_arrayagg: readSorted,
  }),
);

/** `none` where the word is none of them. The cursor stands at the parenthesis. */
export function readJsonConstructor(
  reader: ExpressionReader,
  word: string,
  bracket: Bracket,
  place: Place,
): Typed | 'none' | undefined {
  const read = READERS.get(word);
  if (!read) return 'none';
  const isAggregate = word.endsWith('agg');
  const query = word === 'json_array' ? readSubquery(reader) : 'none';
  if (query !== 'none') {
    if (query === undefined || hasWord(reader, bracket, BEHIND_QUERY)) return undefined;
    return { ...build([query], readQueryReturning(reader, query, bracket), place), hasQuery: true };
  }
  reader.cursor.advance();
  const isEmpty =
    !isAggregate && (reader.cursor.index === bracket.close || reader.cursor.word === 'returning');
  const parts = isEmpty ? [] : read(reader);
  if (!parts) return undefined;
  takeNullClause(reader);
  if (word.startsWith('json_object')) takeUniqueness(reader);
  const type = readReturning(reader, outputOf(parts));
  if (reader.cursor.index !== bracket.close) return undefined;
  reader.cursor.index = place.to;
  const whole = build(parts, type, place);
  return isAggregate ? aggregate(reader, bracket, whole) : whole;
}

/** `(SELECT … FORMAT JSON)`, `ABSENT ON NULL`: these clauses behind the query are left unread. */
const BEHIND_QUERY = ['format', 'absent'];

/** `(SELECT … RETURNING jsonb)`. */
function readQueryReturning(reader: ExpressionReader, query: Typed, bracket: Bracket): TypeId | undefined {
  const { cursor } = reader;
  const behind = cursor.index;
  cursor.index = bracket.open + 1;
  while (cursor.index < bracket.close && cursor.word !== 'returning') {
    cursor.index = (reader.brackets.get(cursor.index)?.close ?? cursor.index) + 1;
  }
  const type = readReturning(reader, outputOf([query]));
  const isRead = cursor.index === bracket.close;
  cursor.index = behind;
  return isRead ? type : undefined;
}

/** Whether one of the words stands directly in the parentheses. */
function hasWord(
  { cursor, brackets }: ExpressionReader,
  bracket: Bracket,
  words: readonly string[],
): boolean {
  for (let index = bracket.open + 1; index < bracket.close; index++) {
    if (words.includes(wordOf(cursor.tokens[index]) ?? '')) return true;
    index = brackets.get(index)?.close ?? index;
  }
  return false;
}

/** jsonb where one of the parts is, else json. */
function outputOf(parts: readonly Typed[]): TypeId | undefined {
  if (parts.some(({ type }) => type === 'jsonb')) return 'jsonb';
  return parts.every(({ type }) => type !== undefined) ? 'json' : undefined;
}

function build(parts: readonly Typed[], type: TypeId | undefined, place: Place): Typed {
  const isRefused = type !== undefined && !isWritable(type);
  return isRefused ? refused(place, 'unsure') : typed(place, type, parts);
}

/** What JSON can be returned as. */
function isWritable(type: TypeId): boolean {
  return type === 'json' || type === 'jsonb' || type === 'bytea' || categoryOf(type) === 'S';
}

function readPairs(reader: ExpressionReader): readonly Typed[] | undefined {
  const pairs: Typed[] = [];
  do {
    const pair = readPair(reader);
    if (!pair) return undefined;
    pairs.push(...pair);
  } while (reader.cursor.takeMark(','));
  return pairs;
}

/** `key: value`, `key VALUE value`; the second key is a c_expr, without operators. */
function readPair(reader: ExpressionReader): readonly Typed[] | undefined {
  const { cursor } = reader;
  const from = cursor.index;
  const key = readKey(reader);
  if (!key) return undefined;
  if (cursor.takeWords('value')) {
    const to = cursor.index - 1;
    const first = cursor.tokens[from];
    cursor.index = from;
    const isPlain = first?.kind !== 'operator' && wordOf(first) !== 'not';
    if (!isPlain || !reader.operand(LEVEL.cast + 1) || cursor.index !== to) return undefined;
    cursor.advance();
  } else if (!cursor.takeMark(':')) return undefined;
  const value = readJsonValue(reader);
  return value && [key, value];
}

function readKey(reader: ExpressionReader): Typed | undefined {
  const key = reader.expression();
  const isDoubtful = key?.isParameter === true || key?.special === 'fs';
  return key && isDoubtful ? { ...key, refusal: 'unsure' } : key;
}

function readItems(reader: ExpressionReader): readonly Typed[] | undefined {
  const items: Typed[] = [];
  do {
    const item = readJsonValue(reader);
    if (!item) return undefined;
    items.push(item);
  } while (reader.cursor.takeMark(','));
  return items;
}

/** `value [ORDER BY a DESC NULLS LAST, …]`. */
function readSorted(reader: ExpressionReader): readonly Typed[] | undefined {
  const { cursor } = reader;
  const value = readJsonValue(reader);
  if (!value) return undefined;
  if (!cursor.takeWords('order', 'by')) return [value];
  const keys = readSortKeys(reader);
  const isSortable = keys?.every(({ refusal }) => refusal === undefined);
  return keys && [isSortable === true ? value : { ...value, refusal: 'unsure' }];
}

/** With FILTER and OVER behind it. An aggregate takes no other. */
function aggregate(reader: ExpressionReader, bracket: Bracket, own: Typed): Typed | undefined {
  const { fragment, cursor, brackets } = reader;
  const shape = readCallShape(fragment.text, cursor.tokens, bracket, brackets);
  const clauses = readTailClauses(reader, shape);
  cursor.index = shape.next;
  if (!clauses) return undefined;
  const whole = typed(own, own.type, [own, ...clauses]);
  const extent = { ...whole, to: shape.next };
  const isWindow = shape.window !== undefined;
  const isSortedWindow = isWindow && hasWord(reader, bracket, ['order']);
  if (whole.special !== undefined || isSortedWindow) return { ...extent, type: undefined, refusal: 'unsure' };
  return { ...extent, special: isWindow ? 'w' : 'a' };
}
