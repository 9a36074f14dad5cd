/** Sub-selects, as far as the type of their one column needs. */
import { isMark, wordOf } from '../../sql/cursor';
import { identifierName } from '../../sql/tokens';
import { applyOperator } from '../types/builtins';
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
export function readSubquery(reader: ExpressionReader): Typed | 'none' {
  const from = reader.cursor.index;
  const columns = readQueryColumns(reader);
  if (columns === 'none') return 'none';
  const location = reader.fragment.tokens[from]?.start ?? 0;
  const place: Place = { from, to: reader.cursor.index, location };
  const [column, ...more] = columns;
  const { refusal } = inherit(columns);
  const whole: Typed = { ...undecided(place), hasQuery: true, ...(refusal !== undefined && { refusal }) };
  if (more.length > 0) return { ...whole, refusal: 'unsure' };
  // A column has a type: an untyped literal becomes text.
  return { ...whole, type: column && isUntyped(column) ? 'text' : column?.type };
}

/** The same, of a query of any columns; those that can't be read are left out, with all that follow. */
export function readQueryColumns(reader: ExpressionReader): readonly Typed[] | 'none' {
  const { cursor, brackets } = reader;
  const bracket = isMark(cursor.token, '(') ? brackets.get(cursor.index) : undefined;
  if (!bracket || !QUERIES.has(wordOf(cursor.peek()) ?? '')) return 'none';
  cursor.advance();
  const columns = readColumns(reader, bracket.close);
  cursor.index = bracket.close + 1;
  return columns;
}

/** `end` is the closing parenthesis. */
function readColumns(reader: ExpressionReader, end: number): readonly Typed[] {
  const { cursor } = reader;
  if (cursor.word === 'with') cursor.index = findMainSelect(reader, end);
  if (combinesQueries(reader, end)) return [];
  if (cursor.takeWords('values')) return readValues(reader, end);
  if (!cursor.takeWords('select')) return [];
  cursor.takeWords('all');
  const distinct = cursor.takeWords('distinct');
  if (distinct && cursor.takeWords('on') && !readList(reader, '(', ')')) return [];
  const columns: Typed[] = [];
  do {
    const column = reader.expression();
    if (!column) return [];
    takeAlias(reader, end);
    columns.push(distinct ? comparable(column) : column);
  } while (cursor.takeMark(','));
  const ends = cursor.index === end || BEHIND_COLUMNS.has(cursor.word ?? '');
  return ends ? columns : [];
}

/** DISTINCT needs an equality operator, which json has not. */
function comparable(column: Typed): Typed {
  const isComparable = applyOperator('=', [column.type, column.type]).kind === 'typed';
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

/** One row, without aggregates and functions that return sets. */
function readValues(reader: ExpressionReader, end: number): readonly Typed[] {
  const row = readList(reader, '(', ')');
  if (!row || reader.cursor.index !== end) return [];
  return row.map((value) => (value.special ? { ...value, refusal: 'unsure' } : value));
}

function takeAlias({ cursor }: ExpressionReader, end: number): void {
  if (cursor.index >= end) return;
  if (cursor.takeWords('as')) cursor.advance();
  else if (cursor.token && !isReserved(cursor.token) && identifierName(cursor.token) !== undefined) {
    cursor.advance();
  }
}
