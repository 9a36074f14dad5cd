/** IS, IN, LIKE, BETWEEN: operators of words, all of which give boolean. */
import { wordOf } from '../../sql/cursor';
import { canImplicitly } from '../types/coercion';
import { commonType } from '../types/commonType';
import { apply, condition, functionOf, operatorOf, refused, typed, type Place } from './apply';
import { holdsJson, takeUniqueness } from './jsonClauses';
import { readList } from './lists';
import { checkXml } from './xmlFunctions';
import { isQuantifier, readQuantified } from './quantified';
import { infixLevel, LEVEL } from './precedence';
import { readSubquery } from './queries';
import type { ExpressionReader } from './reader';
import { compare, compareWithQuery, distinguishRows } from './rowComparisons';
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
  const plain = cursor.takeWords('like') ? '~~' : cursor.takeWords('ilike') ? '~~*' : undefined;
  const operator = negated && plain !== undefined ? `!${plain}` : plain;
  if (operator === undefined) return undefined;
  return isQuantifier(reader) ? readQuantified(reader, left, operator) : readLike(reader, left, operator);
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
  if (left.row && right.row) return distinguishRows(left.row, right.row, placeFrom(reader, left));
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
  if (cursor.takeWords('document')) return readIsDocument(reader, left);
  if (takeNormalized(reader)) return apply(functionOf('is_normalized'), [left], placeFrom(reader, left));
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

/** Of what is XML. */
function readIsDocument(reader: ExpressionReader, left: Typed): Typed {
  return boolean(reader, left, [checkXml(left)]);
}

/** `[NFC | NFD | NFKC | NFKD] NORMALIZED`. */
function takeNormalized({ cursor }: ExpressionReader): boolean {
  return cursor.takeWords('normalized') || NORMAL_FORMS.some((form) => cursor.takeWords(form, 'normalized'));
}

const NORMAL_FORMS = ['nfc', 'nfd', 'nfkc', 'nfkd'];

/** `x IN (SELECT …)` or `x IN (a, b)`: each must be comparable, and literals must fit the type of all together. */
function readIn(reader: ExpressionReader, left: Typed): Typed | undefined {
  const compared = compareWithQuery(reader, '=', left);
  if (compared !== 'none') return compared;
  const query = readSubquery(reader);
  if (query !== 'none') return query && apply(operatorOf('='), [left, query], placeFrom(reader, left));
  const items = readList(reader, '(', ')');
  if (!items || items.length === 0) return undefined;
  const place = placeFrom(reader, left);
  if (takesType(left) && items.length > 1) return refused(place, 'unsure');
  const pairs = items.map((item) => compare('=', left, item, place));
  const whole = { ...place, location: pairs[0]?.location ?? place.location };
  return typed(whole, 'bool', items.length > 1 ? [...pairs, ...fitTogether([left, ...items])] : pairs);
}

/** The first comparison would give a parameter its type for the second. */
function takesType(left: Typed): boolean {
  return left.isParameter === true || left.row?.some(takesType) === true;
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
  if (takesType(left)) return refused(place, 'unsure');
  const compared = [low, high].map((bound, index) => compare(index === 0 ? '>=' : '<=', left, bound, place));
  return typed({ ...place, location: compared[0]?.location ?? place.location }, 'bool', compared);
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
