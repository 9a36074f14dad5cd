/** What may follow an operand: operators, casts, and the words that work like them. */
import { wordOf } from '../../sql/cursor';
import { identifierName } from '../../sql/tokens';
import { readCast } from './casts';
import { infixLevel, isNonAssociative, LEVEL } from './precedence';
import { readPredicate } from './predicates';
import type { ExpressionReader } from './reader';
import { isUntyped, type Typed } from './typed';
import { apply, condition, functionOf, operatorOf, typed } from './apply';
import { readList } from './lists';
import { readSubquery } from './queries';
import { categoryOf, elementOf } from '../types/typeFacts';

/** `left` and one operator more; `end` where the expression ends before it; undefined where it can't be read. */
export function readInfix(reader: ExpressionReader, left: Typed, minimum: number): Typed | 'end' | undefined {
  const level = infixLevel(reader.cursor);
  if (level === undefined || level < minimum) return 'end';
  const read = readAt(reader, left, level);
  if (read && isNonAssociative(level) && infixLevel(reader.cursor) === level) return undefined;
  return read;
}

function readAt(reader: ExpressionReader, left: Typed, level: number): Typed | undefined {
  switch (level) {
    case LEVEL.or:
    case LEVEL.and:
      return readBoolean(reader, left, level);
    case LEVEL.is:
    case LEVEL.like:
      return readPredicate(reader, left);
    case LEVEL.at:
      return readTimeZone(reader, left);
    case LEVEL.collate:
      return readCollation(reader, left);
    case LEVEL.cast:
      return readCast(reader, left);
    default:
      return readOperator(reader, left, level);
  }
}

function readBoolean(reader: ExpressionReader, left: Typed, level: number): Typed | undefined {
  reader.cursor.advance();
  const right = reader.operand(level + 1);
  if (!right) return undefined;
  const parts = [condition(left), condition(right)];
  return typed({ from: left.from, to: right.to, location: left.location }, 'bool', parts);
}

/** timezone(zone, left), which PostgreSQL takes to begin at AT. */
function readTimeZone(reader: ExpressionReader, left: Typed): Typed | undefined {
  const location = reader.cursor.token?.start ?? 0;
  if (!reader.cursor.takeWords('at', 'time', 'zone')) return undefined;
  const zone = reader.operand(LEVEL.at + 1);
  return zone && apply(functionOf('timezone'), [zone, left], { from: left.from, to: zone.to, location });
}

/** COLLATE leaves an untyped literal untyped. */
function readCollation(reader: ExpressionReader, left: Typed): Typed | undefined {
  const { cursor } = reader;
  cursor.advance();
  do if (cursor.takeName() === undefined) return undefined;
  while (cursor.takeMark('.'));
  const { type } = left;
  const takes = type === undefined || isUntyped(left) || isCollatable(type);
  return { ...left, to: cursor.index, ...(!takes && { refusal: 'unsure' as const }) };
}

function isCollatable(type: string): boolean {
  return categoryOf(elementOf(type) ?? type) === 'S';
}

function readOperator(reader: ExpressionReader, left: Typed, level: number): Typed | undefined {
  const name = readOperatorName(reader);
  if (name === undefined) return undefined;
  const quantifier = wordOf(reader.cursor.token);
  if (quantifier === 'any' || quantifier === 'some' || quantifier === 'all') {
    return readQuantified(reader, left, name);
  }
  const right = reader.operand(level + 1);
  if (!right) return undefined;
  const place = { from: left.from, to: right.to, location: left.location };
  return apply(operatorOf(name), [left, right], place);
}

/** `+`, or `OPERATOR(pg_catalog.+)`. */
export function readOperatorName({ cursor }: ExpressionReader): string | undefined {
  const first = cursor.advance();
  if (wordOf(first) !== 'operator') return first?.text;
  if (!cursor.takeMark('(')) return undefined;
  if (cursor.token && identifierName(cursor.token) !== undefined) {
    if (!cursor.takeWords('pg_catalog') || !cursor.takeMark('.')) return undefined;
  }
  const operator = cursor.advance();
  return operator?.kind === 'operator' && cursor.takeMark(')') ? operator.text : undefined;
}

/** `= ANY (array)`, `= ALL (SELECT …)`: boolean, if PostgreSQL takes it. */
function readQuantified(reader: ExpressionReader, left: Typed, name: string): Typed | undefined {
  const { cursor } = reader;
  cursor.advance();
  const right = readQuantifiedOperand(reader);
  const place = { from: left.from, to: cursor.index, location: left.location };
  return right && apply(operatorOf(name), [left, right], place);
}

/** The column of a query, or an array's element. */
function readQuantifiedOperand(reader: ExpressionReader): Typed | undefined {
  const query = readSubquery(reader);
  if (query !== 'none') return query;
  const [array, ...more] = readList(reader, '(', ')') ?? [];
  if (!array || more.length > 0 || array.type === undefined) return array;
  const element = elementOf(array.type);
  return element === undefined ? { ...array, refusal: 'unsure' } : { ...array, type: element };
}
