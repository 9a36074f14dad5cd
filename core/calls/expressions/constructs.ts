/** Expressions with a grammar of their own: CASE, COALESCE, ARRAY, ROW, CAST, EXISTS, CURRENT_DATE. */
import { isMark } from '../../sql/cursor';
import { applyOperator } from '../types/builtins';
import { arrayOf, elementOf, UNKNOWN, type TypeId } from '../types/typeFacts';
import { apply, condition, operatorOf, refused, typed, unite, type Place } from './apply';
import { readCastFunction } from './casts';
import { readList } from './lists';
import { readQueryColumns, readSubquery } from './queries';
import { rowOf } from './rows';
import type { ExpressionReader } from './reader';
import { isUntyped, type Typed } from './typed';

/** Words that are values, with an optional precision. */
const VALUES = new Map(
  Object.entries<TypeId>({
    current_date: 'date',
    current_time: 'timetz',
    current_timestamp: 'timestamptz',
    localtime: 'time',
    localtimestamp: 'timestamp',
    current_user: 'name',
    current_role: 'name',
    session_user: 'name',
    user: 'name',
    current_catalog: 'name',
    current_schema: 'name',
  }),
);

type Read = (reader: ExpressionReader, place: () => Place) => Typed | undefined;

const CONSTRUCTS = new Map(
  Object.entries<Read>({
    case: readCase,
    coalesce: readUnited,
    greatest: readUnited,
    least: readUnited,
    nullif: readNullif,
    array: readArray,
    row: readRow,
    exists: readExists,
  }),
);

/** The construct that the word under the cursor begins; `none` where it begins none. */
export function readConstruct(reader: ExpressionReader): Typed | 'none' | undefined {
  const { cursor } = reader;
  const word = cursor.word ?? '';
  if (word === 'cast') return readCastFunction(reader);
  const value = VALUES.get(word);
  if (value !== undefined && !isCall(reader, word)) return readValue(reader, value);
  const read = CONSTRUCTS.get(word);
  if (!read) return 'none';
  const from = cursor.index;
  const location = cursor.token?.start ?? 0;
  cursor.advance();
  const built = read(reader, () => ({ from, to: cursor.index, location }));
  return built && (word === 'case' ? { ...built, weakLabel: word } : { ...built, label: word });
}

/** `current_schema()` is a function like any other. */
function isCall({ cursor }: ExpressionReader, word: string): boolean {
  return word === 'current_schema' && isMark(cursor.peek(), '(');
}

function readValue(reader: ExpressionReader, type: TypeId): Typed | undefined {
  const { cursor } = reader;
  const from = cursor.index;
  const label = cursor.word ?? '';
  const location = cursor.advance()?.start ?? 0;
  const takesPrecision = type.startsWith('time') && isMark(cursor.token, '(');
  if (takesPrecision && readList(reader, '(', ')')?.[0]?.type !== 'int4') return undefined;
  return { from, to: cursor.index, type, location, label };
}

/** The default goes first into the common type, as in transformCaseExpr. */
function readCase(reader: ExpressionReader, place: () => Place): Typed | undefined {
  const { cursor } = reader;
  const subject = cursor.word === 'when' ? undefined : readSubject(reader);
  const conditions: Typed[] = [];
  const results: Typed[] = [];
  while (cursor.takeWords('when')) {
    const when = reader.expression();
    const then = cursor.takeWords('then') ? reader.expression() : undefined;
    if (!when || !then) return undefined;
    conditions.push(subject ? apply(operatorOf('='), [subject, when], when) : condition(when));
    results.push(then);
  }
  const otherwise = cursor.takeWords('else') ? reader.expression() : nothing(place());
  if (!otherwise || results.length === 0 || !cursor.takeWords('end')) return undefined;
  const united = unite([otherwise, ...results], place());
  const { label } = otherwise;
  return { ...typed(place(), united.type, [united, ...conditions]), ...(label !== undefined && { label }) };
}

/** A subject without a type becomes text before it is compared. */
function readSubject(reader: ExpressionReader): Typed | undefined {
  const subject = reader.expression();
  return subject && isUntyped(subject) ? { ...subject, type: 'text' } : subject;
}

function nothing({ from, location }: Place): Typed {
  return { from, to: from, type: UNKNOWN, location };
}

function readUnited(reader: ExpressionReader, place: () => Place): Typed | undefined {
  const items = readList(reader, '(', ')');
  return items && items.length > 0 ? unite(items, place()) : undefined;
}

/** Typed as the first argument is once `=` has taken it. */
function readNullif(reader: ExpressionReader, place: () => Place): Typed | undefined {
  const [first, second, ...more] = readList(reader, '(', ')') ?? [];
  if (!first || !second || more.length > 0) return undefined;
  const compared = apply(operatorOf('='), [first, second], place());
  const application = applyOperator('=', [first.type, second.type]);
  const type = application.kind === 'typed' ? application.takes?.[0] : undefined;
  return typed(place(), type, [compared]);
}

function readArray(reader: ExpressionReader, place: () => Place): Typed | undefined {
  const query = isMark(reader.cursor.token, '[') ? 'none' : readSubquery(reader);
  if (query === 'none') return readItems(reader, place);
  return query && arrayFrom({ ...query, ...place() });
}

/** `[a, b]`, or `[[a], [b]]`, whose inner brackets are arrays too. */
function readItems(reader: ExpressionReader, place: () => Place): Typed | undefined {
  const { cursor } = reader;
  const isNested = isMark(cursor.peek(), '[');
  const items = isNested ? readNested(reader) : readList(reader, '[', ']');
  if (!items) return undefined;
  if (items.length === 0) return { ...refused(place(), 'unsure'), items };
  const array = arrayFrom(unite(items, place()));
  return { ...array, items: isNested ? items.flatMap((item) => item.items ?? []) : items };
}

/** The array of what an expression stands for; an array of arrays is one array of more dimensions. */
function arrayFrom(element: Typed): Typed {
  if (element.type === undefined || elementOf(element.type) !== undefined) return element;
  const type = arrayOf(element.type);
  return type === undefined ? refused(element, 'unsure') : { ...element, type };
}

function readNested(reader: ExpressionReader): readonly Typed[] | undefined {
  const { cursor } = reader;
  if (!cursor.takeMark('[')) return undefined;
  const items: Typed[] = [];
  do {
    const from = cursor.index;
    const location = cursor.token?.start ?? 0;
    const item = isMark(cursor.token, '[')
      ? readItems(reader, () => ({ from, to: cursor.index, location }))
      : undefined;
    if (!item) return undefined;
    items.push(item);
  } while (cursor.takeMark(','));
  return cursor.takeMark(']') ? items : undefined;
}

function readRow(reader: ExpressionReader, place: () => Place): Typed | undefined {
  const row = readList(reader, '(', ')');
  return row && rowOf(row, place());
}

function readExists(reader: ExpressionReader, place: () => Place): Typed | undefined {
  const columns = readQueryColumns(reader);
  return columns === 'none' || columns === undefined
    ? undefined
    : { ...typed(place(), 'bool', columns), hasQuery: true };
}
