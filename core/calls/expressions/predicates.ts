/** IS, IN, LIKE, BETWEEN: operators of words, all of which give boolean. */
import { wordOf } from '../../sql/cursor';
import { canImplicitly } from '../types/coercion';
import { commonType } from '../types/commonType';
import { apply, condition, functionOf, operatorOf, refused, typed, type Place } from './apply';
import { holdsJson, takeUniqueness } from './jsonClauses';
import { readList } from './lists';
import { infixLevel, LEVEL } from './precedence';
import { readSubquery } from './queries';
import type { ExpressionReader } from './reader';
import { isUntyped, refuseAs, type Typed } from './typed';

/** The cursor stands at the word behind `left`. */
export function readPredicate(reader: ExpressionReader, left: Typed): Typed | undefined {
  const { cursor } = reader;
  if (cursor.takeWords('isnull') || cursor.takeWords('notnull')) return readIsNull(reader, left);
  if (cursor.takeWords('is')) return readIs(reader, left);
  const negated = cursor.takeWords('not');
  if (cursor.takeWords('in')) return readIn(reader, left);
  if (cursor.takeWords('between')) return readBetween(reader, left);
  if (cursor.takeWords('similar', 'to')) return readSimilar(reader, left, negated);
  const operator = cursor.takeWords('like') ? '~~' : cursor.takeWords('ilike') ? '~~*' : undefined;
  return operator && readLike(reader, left, negated ? `!${operator}` : operator);
}

/** From `left` to where the cursor stands. */
function placeFrom(reader: ExpressionReader, left: Typed): Place {
  return { from: left.from, to: reader.cursor.index, location: left.location };
}

function boolean(reader: ExpressionReader, left: Typed, parts: readonly Typed[]): Typed {
  return typed(placeFrom(reader, left), 'bool', parts);
}

/** transformAExprDistinct: with a bare NULL it is IS NULL. */
function distinguish(reader: ExpressionReader, left: Typed, right: Typed): Typed {
  const isBareNull = (side: Typed): boolean => side.isNull === true && isUntyped(side);
  if (isBareNull(right)) return readIsNull(reader, left);
  if (isBareNull(left)) return { ...readIsNull(reader, right), from: left.from, location: left.location };
  return apply(operatorOf('='), [left, right], placeFrom(reader, left));
}

/** Takes any type, and so can't give a parameter one. */
function readIsNull(reader: ExpressionReader, left: Typed): Typed {
  return boolean(reader, left, [left.isParameter ? { ...left, refusal: 'unsure' } : left]);
}

function readIs(reader: ExpressionReader, left: Typed): Typed | undefined {
  const { cursor } = reader;
  cursor.takeWords('not');
  if (cursor.takeWords('null')) return readIsNull(reader, left);
  if (cursor.takeWords('distinct', 'from')) {
    const right = reader.operand(LEVEL.is + 1);
    // Not associative: a second IS is a syntax error.
    if (infixLevel(cursor) === LEVEL.is) return undefined;
    return right && distinguish(reader, left, right);
  }
  if (cursor.takeWords('json')) return readIsJson(reader, left);
  const isTruth = ['true', 'false', 'unknown'].includes(cursor.word ?? '');
  if (!isTruth) return undefined;
  cursor.advance();
  return boolean(reader, left, [condition(left)]);
}

/** `IS JSON [VALUE | ARRAY | OBJECT | SCALAR] [WITH UNIQUE KEYS]`, of PostgreSQL 16 and later. */
function readIsJson(reader: ExpressionReader, left: Typed): Typed {
  const { cursor } = reader;
  if (['value', 'array', 'object', 'scalar'].includes(cursor.word ?? '')) cursor.advance();
  takeUniqueness(reader);
  const isFit = holdsJson(left) && !left.isParameter;
  return boolean(reader, left, [isFit ? left : { ...left, refusal: left.refusal ?? 'unsure' }]);
}

/** `x IN (SELECT …)` or `x IN (a, b)`: each must be comparable, and literals must fit the type of all together. */
function readIn(reader: ExpressionReader, left: Typed): Typed | undefined {
  const query = readSubquery(reader);
  if (query !== 'none') return query && apply(operatorOf('='), [left, query], placeFrom(reader, left));
  const items = readList(reader, '(', ')');
  if (!items || items.length === 0) return undefined;
  const place = placeFrom(reader, left);
  if (left.isParameter && items.length > 1) return refused(place, 'unsure');
  const compared = items.map((item) => apply(operatorOf('='), [left, item], place));
  return typed(place, 'bool', items.length > 1 ? [...compared, ...fitTogether([left, ...items])] : compared);
}

function fitTogether(parts: readonly Typed[]): readonly Typed[] {
  const types = parts.map(({ type }) => type).filter((type) => type !== undefined);
  const common = commonType(types, canImplicitly);
  if (common === undefined) return parts;
  return parts.map((part) => {
    const refusal = refuseAs(part, common);
    return refusal === undefined ? part : { ...part, refusal };
  });
}

function readBetween(reader: ExpressionReader, left: Typed): Typed | undefined {
  const { cursor } = reader;
  if (!cursor.takeWords('symmetric')) cursor.takeWords('asymmetric');
  const low = reader.operand(LEVEL.like + 1);
  const high = low && cursor.takeWords('and') ? reader.operand(LEVEL.like + 1) : undefined;
  if (!low || !high) return undefined;
  const place = placeFrom(reader, left);
  // The first comparison would give the parameter its type for the second.
  if (left.isParameter) return refused(place, 'unsure');
  const compared = [low, high].map((bound, index) =>
    apply(operatorOf(index === 0 ? '>=' : '<='), [left, bound], place),
  );
  return typed(place, 'bool', compared);
}

function readLike(reader: ExpressionReader, left: Typed, operator: string): Typed | undefined {
  const pattern = readPattern(reader, 'like_escape', false);
  return pattern && apply(operatorOf(operator), [left, pattern], placeFrom(reader, left));
}

function readSimilar(reader: ExpressionReader, left: Typed, negated: boolean): Typed | undefined {
  const pattern = readPattern(reader, 'similar_to_escape', true);
  return pattern && apply(operatorOf(negated ? '!~' : '~'), [left, pattern], placeFrom(reader, left));
}

/** `always`: the pattern is converted even without an ESCAPE. */
function readPattern(reader: ExpressionReader, convert: string, always: boolean): Typed | undefined {
  const pattern = reader.operand(LEVEL.like + 1);
  if (!pattern) return undefined;
  const escapes = wordOf(reader.cursor.token) === 'escape';
  if (!escapes) return always ? apply(functionOf(convert), [pattern], pattern) : pattern;
  reader.cursor.advance();
  const escape = reader.operand(LEVEL.like + 1);
  return escape && apply(functionOf(convert), [pattern, escape], pattern);
}
