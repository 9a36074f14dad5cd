/** Sub-selects, as far as the type of their one column needs. */
import { isMark, wordOf } from '../../sql/cursor';
import { identifierName } from '../../sql/tokens';
import { applyOperator } from '../types/builtins';
import { elementOf } from '../types/typeFacts';
import { isReserved, QUERIES } from '../words';
import { undecided, type Place } from './apply';
import { readList } from './lists';
import type { ExpressionReader } from './reader';
import { inherit, isUntyped, type Typed } from './typed';

const COMBINING = new Set(['union', 'intersect', 'except']);
/** What may follow the columns of a SELECT. */
const BEHIND_COLUMNS = new Set(
  'into from where group having window union intersect except order limit offset fetch for'.split(' '),
);

/**
 * `(SELECT …)` where the cursor stands: an expression of its column's type, the parentheses part of it; `none`
 * where no query stands in the parentheses.
 */
export function readSubquery(reader: ExpressionReader): Typed | 'none' | undefined {
  const from = reader.cursor.index;
  const columns = readQueryColumns(reader);
  if (columns === 'none' || columns === undefined) return columns;
  const place = { ...placeAt(reader, from), to: reader.cursor.index };
  const [column] = columns;
  const { refusal } = inherit(columns);
  const whole: Typed = { ...undecided(place), hasQuery: true, ...(refusal !== undefined && { refusal }) };
  if (!column || columns.length > 1) return { ...whole, refusal: 'unsure' };
  // A column has a type: an untyped literal becomes text.
  return { ...whole, type: isUntyped(column) ? 'text' : column.type };
}

/** The same, of a query of any columns; one undecided column where they can't be told. */
export function readQueryColumns(reader: ExpressionReader): readonly Typed[] | 'none' | undefined {
  const { cursor, brackets } = reader;
  const bracket = isMark(cursor.token, '(') ? brackets.get(cursor.index) : undefined;
  if (!bracket || !QUERIES.has(wordOf(cursor.peek()) ?? '')) return 'none';
  cursor.advance();
  const columns = readColumns(reader, bracket.close);
  cursor.index = bracket.close + 1;
  return bracket.closed ? columns : undefined;
}

/** `end` is the closing parenthesis. */
function readColumns(reader: ExpressionReader, end: number): readonly Typed[] | undefined {
  const { cursor } = reader;
  if (cursor.word === 'with') cursor.index = findMainSelect(reader, end);
  if (combinesQueries(reader, end) || cursor.word === 'table')
    return [undecided(placeAt(reader, cursor.index))];
  if (cursor.takeWords('values')) return readValues(reader);
  if (!cursor.takeWords('select')) return undefined;
  cursor.takeWords('all');
  const distinct = cursor.takeWords('distinct');
  if (distinct && cursor.takeWords('on') && !readList(reader, '(', ')')) return undefined;
  const columns: Typed[] = [];
  if (endsColumns(reader, end)) return columns;
  do {
    const column = readColumn(reader);
    if (!column) return undefined;
    takeAlias(reader, end);
    columns.push(distinct ? comparable(column) : column);
  } while (cursor.takeMark(','));
  return endsColumns(reader, end) ? columns : undefined;
}

function endsColumns({ cursor }: ExpressionReader, end: number): boolean {
  return cursor.index === end || BEHIND_COLUMNS.has(cursor.word ?? '');
}

/** An expression, or `*`. */
function readColumn(reader: ExpressionReader): Typed | undefined {
  const { cursor } = reader;
  if (!isMark(cursor.token, '*')) return reader.expression();
  cursor.advance();
  return undecided(placeAt(reader, cursor.index));
}

function placeAt({ fragment }: ExpressionReader, index: number): Place {
  return { from: index, to: index, location: fragment.tokens[index]?.start ?? fragment.text.length };
}

/** DISTINCT needs an equality operator, which json has not. */
function comparable(column: Typed): Typed {
  const type = column.type === undefined ? undefined : (elementOf(column.type) ?? column.type);
  const isComparable = applyOperator('=', [type, type]).kind === 'typed';
  return isComparable ? column : { ...column, refusal: 'unsure' };
}

/** Behind the queries of WITH. */
function findMainSelect(reader: ExpressionReader, end: number): number {
  return findAtTop(reader, end, (word) => word === 'select' || word === 'values') ?? end;
}

function combinesQueries(reader: ExpressionReader, end: number): boolean {
  return findAtTop(reader, end, (word) => COMBINING.has(word)) !== undefined;
}

/** The first such word from the cursor on that stands in no further parentheses. */
function findAtTop({ cursor, brackets }: ExpressionReader, end: number, is: (word: string) => boolean) {
  for (let index = cursor.index; index < end; index++) {
    if (is(wordOf(cursor.tokens[index]) ?? '')) return index;
    index = brackets.get(index)?.close ?? index;
  }
  return undefined;
}

/** The columns of the first row, without aggregates and functions that return sets; of several rows undecided. */
function readValues(reader: ExpressionReader): readonly Typed[] | undefined {
  const { cursor } = reader;
  const from = cursor.index;
  const row = readList(reader, '(', ')');
  if (row && isMark(cursor.token, ',')) return row.map(() => undecided(placeAt(reader, from)));
  return row?.map((value) => (value.special ? { ...value, refusal: 'unsure' } : value));
}

function takeAlias({ cursor }: ExpressionReader, end: number): void {
  if (cursor.index >= end) return;
  if (cursor.takeWords('as')) cursor.advance();
  else if (cursor.token && !isReserved(cursor.token) && identifierName(cursor.token) !== undefined) {
    cursor.advance();
  }
}
