/** What may follow an operand: operators, casts, and the words that work like them. */
import { wordOf } from '../../sql/cursor';
import { identifierName, type Token } from '../../sql/tokens';
import { readCast } from './casts';
import { infixLevel, isNonAssociative, LEVEL } from './precedence';
import { readPredicate } from './predicates';
import type { ExpressionReader } from './reader';
import { isUntyped, type Typed } from './typed';
import { apply, condition, functionOf, typed, type Place } from './apply';
import { isQuantifier, readQuantified } from './quantified';
import { compare, compareWithQuery } from './rowComparisons';
import { applyFunction } from '../types/builtins';
import { readDeclaredType } from '../types/declaredTypes';
import { categoryOf, displayName, elementOf, type TypeId } from '../types/typeFacts';

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
    case LEVEL.overlaps:
      return readOverlaps(reader, left);
    case LEVEL.collate:
      return readCollation(reader, left);
    case LEVEL.cast:
      return readCast(reader, left);
    default:
      return readOperator(reader, left, level);
  }
}

/** `(a, b) OVERLAPS (c, d)`, which is overlaps(a, b, c, d). */
function readOverlaps(reader: ExpressionReader, left: Typed): Typed | undefined {
  reader.cursor.advance();
  const right = reader.operand(LEVEL.overlaps + 1);
  if (left.row?.length !== 2 || right?.row?.length !== 2) return undefined;
  const parts = [...left.row, ...right.row];
  const location = left.row[0]?.location ?? left.location;
  return apply(functionOf('overlaps'), parts, { from: left.from, to: right.to, location });
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
  const { cursor } = reader;
  const location = cursor.token?.start ?? 0;
  if (cursor.takeWords('at', 'local'))
    return applyLocal(left, { from: left.from, to: cursor.index, location });
  if (!cursor.takeWords('at', 'time', 'zone')) return undefined;
  const zone = reader.operand(LEVEL.at + 1);
  return zone && apply(functionOf('timezone'), [zone, left], { from: left.from, to: zone.to, location });
}

/** `AT LOCAL`, of PostgreSQL 17 and later: timezone(left), which gives what it does with a zone. */
function applyLocal(left: Typed, place: Place): Typed {
  return apply(([type]) => applyFunction('timezone', [{ type: 'text' }, { type }]), [left], place);
}

/** COLLATE leaves an untyped literal untyped. */
function readCollation(reader: ExpressionReader, left: Typed): Typed | undefined {
  const { cursor } = reader;
  const mark = cursor.advance();
  do if (cursor.takeName() === undefined) return undefined;
  while (cursor.takeMark('.'));
  const { type } = left;
  const takes = type === undefined || isUntyped(left) || isCollatable(type);
  const collated = { ...left, to: cursor.index };
  if (takes) return collated;
  const refusal = left.refusal ?? (mark && refuseCollation(type, mark)) ?? 'unsure';
  return { ...collated, type: undefined, refusal };
}

function isCollatable(type: TypeId): boolean {
  return categoryOf(elementOf(type) ?? type) === 'S';
}

/** transformCollateClause, which points at COLLATE. */
function refuseCollation(type: TypeId, { start, end }: Token): Typed['refusal'] {
  const isPlain =
    ['N', 'B', 'D', 'T', 'U'].includes(categoryOf(type)) && readDeclaredType(type) === undefined;
  const message = `collations are not supported by type ${displayName(type)}`;
  return isPlain ? { sqlstate: '42804', message, span: { start, end } } : 'unsure';
}

function readOperator(reader: ExpressionReader, left: Typed, level: number): Typed | undefined {
  const name = readOperatorName(reader);
  if (name === undefined) return undefined;
  if (isQuantifier(reader)) return readQuantified(reader, left, name);
  const compared = compareWithQuery(reader, name, left);
  if (compared !== 'none') return isGoingOn(reader, level) ? undefined : compared;
  const right = reader.operand(level + 1);
  return right && compare(name, left, right, { from: left.from, to: right.to, location: left.location });
}

/** Something is done with the query before it is compared. */
function isGoingOn({ cursor }: ExpressionReader, level: number): boolean {
  return (infixLevel(cursor) ?? 0) > level;
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
