/** Clauses of calls: ORDER BY among the arguments, FILTER and OVER behind them (parse_clause.c). */
import { isMark, wordOf, type TokenCursor } from '../../sql/cursor';
import { identifierName } from '../../sql/tokens';
import type { CallShape } from '../arguments';
import type { Bracket } from '../brackets';
import { sortingOf } from '../types/typeFacts';
import { condition } from './apply';
import type { ExpressionReader } from './reader';
import type { Typed } from './typed';

export interface CallClauses {
  /** Keys of WITHIN GROUP, which are arguments too. */
  readonly within: readonly Typed[];
  /** Keys of an ORDER BY among the arguments. */
  readonly sortKeys: readonly Typed[];
  /** All that stands beside the arguments, the keys of ORDER BY included. */
  readonly beside: readonly Typed[];
}

const NOTHING: CallClauses = { within: [], sortKeys: [], beside: [] };

/** undefined where one can't be read. The cursor is left anywhere. */
export function readClauses(
  reader: ExpressionReader,
  shape: CallShape,
  bracket: Bracket,
): CallClauses | undefined {
  const isPlain = !shape.orderBy && shape.filter === undefined && shape.window === undefined;
  if (isPlain && shape.withinGroup === undefined) return NOTHING;
  const sortKeys = shape.orderBy ? readKeysBetween(reader, bracket.orderBy, bracket.close) : [];
  const open = shape.withinGroup;
  const close = open === undefined ? undefined : reader.brackets.get(open)?.close;
  const within = open === undefined ? [] : readKeysBetween(reader, open + 1, close);
  const tail = readTailClauses(reader, shape);
  return sortKeys && within && tail && { within, sortKeys, beside: [...sortKeys, ...tail] };
}

/** `from` is where ORDER BY stands. */
function readKeysBetween(
  reader: ExpressionReader,
  from: number | undefined,
  to: number | undefined,
): readonly Typed[] | undefined {
  reader.cursor.index = from ?? 0;
  if (!reader.cursor.takeWords('order', 'by')) return undefined;
  const keys = readSortKeys(reader);
  return reader.cursor.index === to ? keys : undefined;
}

/** `a DESC NULLS LAST, b`, the cursor behind BY; a key that can't be sorted is refused. */
export function readSortKeys(reader: ExpressionReader): readonly Typed[] | undefined {
  const { cursor } = reader;
  const keys: Typed[] = [];
  do {
    const key = reader.expression();
    if (!key) return undefined;
    keys.push(checkKey(key, ['sorted']));
    if (!cursor.takeWords('asc')) cursor.takeWords('desc');
    if (!cursor.takeWords('nulls', 'first')) cursor.takeWords('nulls', 'last');
  } while (cursor.takeMark(','));
  return keys;
}

/** Aggregates and their like may stand in some keys, which is left undecided. */
function checkKey(key: Typed, sortings: readonly string[]): Typed {
  const sorting = key.type === undefined ? 'sorted' : sortingOf(key.type);
  const isKey = key.special === undefined && !key.isParameter && !key.isWholeRow;
  return isKey && sortings.includes(sorting ?? '') ? key : { ...key, refusal: key.refusal ?? 'unsure' };
}

/** The expressions of FILTER and OVER; undefined where they can't be read. The cursor is left anywhere. */
export function readTailClauses(reader: ExpressionReader, shape: CallShape): readonly Typed[] | undefined {
  const filter = shape.filter === undefined ? [] : readFilter(reader, shape.filter);
  const window = shape.window === undefined ? [] : readWindow(reader, shape.window);
  return filter && window && [...filter, ...window];
}

function readFilter(reader: ExpressionReader, open: number): readonly Typed[] | undefined {
  const bracket = reader.brackets.get(open);
  if (!bracket?.closed || wordOf(reader.cursor.tokens[open + 1]) !== 'where') return undefined;
  const where = reader.range(open + 2, bracket.close);
  if (!where) return undefined;
  const isPlain = where.special === undefined && !where.isParameter;
  return [isPlain ? condition(where) : { ...where, refusal: 'unsure' }];
}

/** `(PARTITION BY a ORDER BY b ROWS …)`, or the name of a window that the query defines. */
function readWindow(reader: ExpressionReader, at: number): readonly Typed[] | undefined {
  const { cursor, brackets } = reader;
  if (!isMark(cursor.tokens[at], '(')) return isDefined(cursor, at) ? [] : undefined;
  cursor.index = at + 1;
  const partition = cursor.takeWords('partition', 'by') ? readPartitionKeys(reader) : [];
  const order = cursor.takeWords('order', 'by') ? readSortKeys(reader) : [];
  if (!partition || !order || !takeFrame(cursor, order.length)) return undefined;
  return cursor.index === brackets.get(at)?.close ? [...partition, ...order].map(putLast) : undefined;
}

/** Windows are looked at behind all else, so that another complaint may come first. */
function putLast(key: Typed): Typed {
  return key.refusal === undefined ? key : { ...key, refusal: 'unsure' };
}

function readPartitionKeys(reader: ExpressionReader): readonly Typed[] | undefined {
  const keys: Typed[] = [];
  do {
    const key = reader.expression();
    if (!key) return undefined;
    keys.push(checkKey(key, ['sorted', 'hashed']));
  } while (reader.cursor.takeMark(','));
  return keys;
}

/** `WINDOW name AS (`, or further on in its list. */
function isDefined({ tokens }: TokenCursor, at: number): boolean {
  const name = tokens[at] && identifierName(tokens[at]);
  return tokens.some((token, index) => {
    if (name === undefined || identifierName(token) !== name) return false;
    const before = tokens[index - 1];
    const isListed = wordOf(before) === 'window' || isMark(before, ',');
    return isListed && wordOf(tokens[index + 1]) === 'as' && isMark(tokens[index + 2], '(');
  });
}

const MODES = new Set(['rows', 'range', 'groups']);
/** In the order in which a frame may begin and end with them. */
const BOUNDS = ['unbounded preceding', 'preceding', 'current row', 'following', 'unbounded following'];

/** gram.y, opt_frame_clause; what it or the analysis refuses is not taken. True where there is none. */
function takeFrame(cursor: TokenCursor, keys: number): boolean {
  const mode = cursor.word ?? '';
  if (!MODES.has(mode)) return true;
  cursor.advance();
  const isBetween = cursor.takeWords('between');
  const start = takeBound(cursor);
  const end = isBetween ? (cursor.takeWords('and') ? takeBound(cursor) : -1) : BOUNDS.indexOf('current row');
  const isFrame = start >= 0 && start <= end && start < BOUNDS.length - 1 && end > 0;
  const hasOffset = [start, end].some((bound) => /^\w+$/.test(BOUNDS[bound] ?? ''));
  // What RANGE adds depends on the key's type.
  const isFit = mode === 'rows' || (mode === 'groups' ? keys > 0 : !hasOffset);
  return isFrame && isFit && takeExclusion(cursor);
}

/** Its place among BOUNDS; -1 where it is none, or an offset that isn't plain. */
function takeBound(cursor: TokenCursor): number {
  const isOffset = /^\d{1,9}$/.test(cursor.token?.text ?? '');
  if (isOffset) cursor.advance();
  const bound = BOUNDS.findIndex((words) => cursor.takeWords(...words.split(' ')));
  return isOffset === (BOUNDS[bound] === 'preceding' || BOUNDS[bound] === 'following') ? bound : -1;
}

function takeExclusion(cursor: TokenCursor): boolean {
  if (!cursor.takeWords('exclude')) return true;
  const kinds = [['current', 'row'], ['group'], ['ties'], ['no', 'others']];
  return kinds.some((words) => cursor.takeWords(...words));
}
