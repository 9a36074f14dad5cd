/** Sub-selects, as far as the type of their one column needs. */
import { isMark, wordOf } from '../../sql/cursor';
import { identifierName } from '../../sql/tokens';
import { isReserved, QUERIES } from '../words';
import { undecided, type Place } from './apply';
import { readList } from './lists';
import type { ExpressionReader } from './reader';
import { isUntyped, type Typed } from './typed';

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
  const { cursor, brackets } = reader;
  const from = cursor.index;
  const bracket = isMark(cursor.token, '(') ? brackets.get(from) : undefined;
  if (!QUERIES.has(wordOf(cursor.peek()) ?? '')) return 'none';
  if (!bracket?.closed) return undefined;
  cursor.advance();
  const column = readColumn(reader, bracket.close);
  const place: Place = { from, to: bracket.close + 1, location: reader.fragment.tokens[from]?.start ?? 0 };
  cursor.index = place.to;
  if (!column) return undecided(place);
  // A column has a type: an untyped literal becomes text.
  const type = isUntyped(column) ? 'text' : column.type;
  return { ...undecided(place), type, ...(column.refusal !== undefined && { refusal: column.refusal }) };
}

/** The one column, undefined where it can't be told; `end` is the closing parenthesis. */
function readColumn(reader: ExpressionReader, end: number): Typed | undefined {
  const { cursor } = reader;
  if (cursor.word === 'with') cursor.index = findMainSelect(reader, end);
  if (combinesQueries(reader, end)) return undefined;
  if (cursor.takeWords('values')) return readValues(reader, end);
  if (!cursor.takeWords('select')) return undefined;
  cursor.takeWords('all');
  if (cursor.takeWords('distinct') && cursor.takeWords('on') && !readList(reader, '(', ')')) return undefined;
  const column = reader.expression();
  if (!column) return undefined;
  takeAlias(reader, end);
  if (isMark(cursor.token, ',')) return { ...column, refusal: 'unsure' };
  const ends = cursor.index === end || BEHIND_COLUMNS.has(cursor.word ?? '');
  return ends ? column : undefined;
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

/** One row of one column. */
function readValues(reader: ExpressionReader, end: number): Typed | undefined {
  const row = readList(reader, '(', ')');
  const [column] = row ?? [];
  return row?.length === 1 && reader.cursor.index === end ? column : undefined;
}

function takeAlias({ cursor }: ExpressionReader, end: number): void {
  if (cursor.index >= end) return;
  if (cursor.takeWords('as')) cursor.advance();
  else if (cursor.token && !isReserved(cursor.token) && identifierName(cursor.token) !== undefined) {
    cursor.advance();
  }
}
