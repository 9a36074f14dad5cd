/** Operators with ANY, SOME and ALL (parse_oper.c, make_scalar_array_op). */
import { applyOperator } from '../types/builtins';
import { arrayOf, elementOf, UNKNOWN } from '../types/typeFacts';
import { apply, operatorOf, refused, type Place } from './apply';
import { readList } from './lists';
import { readSubquery } from './queries';
import type { ExpressionReader } from './reader';
import { compareWithQuery } from './rowComparisons';
import { isUntyped, refuseAs, type Typed } from './typed';

/** Whether ANY, SOME or ALL stands behind the operator. */
export function isQuantifier({ cursor }: ExpressionReader): boolean {
  return cursor.word === 'any' || cursor.word === 'some' || cursor.word === 'all';
}

/** `= ANY (array)`, `= ALL (SELECT …)`: boolean, if PostgreSQL takes it. */
export function readQuantified(reader: ExpressionReader, left: Typed, name: string): Typed | undefined {
  const { cursor } = reader;
  cursor.advance();
  const compared = compareWithQuery(reader, name, left);
  if (compared !== 'none') return compared;
  const query = readQuery(reader);
  const [array, ...more] = query === 'none' ? (readList(reader, '(', ')') ?? []) : [];
  const right = query === 'none' ? array && elementIn(array) : query;
  if (!right || more.length > 0) return undefined;
  const place = { from: left.from, to: cursor.index, location: left.location };
  const applied = applyBoolean(name, left, right, place);
  return array ? checkArray(array, name, left, applied) : applied;
}

/** `(SELECT …)`, its parentheses possibly doubled (gram.y, select_with_parens). */
function readQuery(reader: ExpressionReader): Typed | 'none' | undefined {
  const { cursor, brackets } = reader;
  const outer = cursor.index;
  const close = brackets.get(outer)?.close ?? outer;
  if (brackets.get(outer + 1)?.close !== close - 1) return readSubquery(reader);
  cursor.index = outer + 1;
  const query = readQuery(reader);
  cursor.index = query === 'none' ? outer : close + 1;
  return query;
}

/** What the operator sees of an array. */
function elementIn(array: Typed): Typed {
  if (array.type === undefined) return array;
  // What it holds is read once the operator is known.
  if (isUntyped(array)) return { ...array, literal: undefined };
  const element = elementOf(array.type);
  return element === undefined ? { ...array, refusal: 'unsure' } : { ...array, type: element };
}

function applyBoolean(name: string, left: Typed, right: Typed, place: Place): Typed {
  const applied = apply(operatorOf(name), [left, right], place);
  const isBoolean = applied.type === undefined || applied.type === 'bool';
  return isBoolean ? applied : refused(place, 'unsure');
}

/** make_scalar_array_op: an untyped literal becomes an array of what the operator takes. */
function checkArray(array: Typed, name: string, left: Typed, whole: Typed): Typed {
  if (!isUntyped(array) || whole.refusal !== undefined) return whole;
  const application = applyOperator(name, [left.type, UNKNOWN]);
  const takes = application.kind === 'typed' ? application.takes?.[1] : undefined;
  const type = takes === undefined ? undefined : arrayOf(takes);
  const refusal = type === undefined || array.isParameter ? 'unsure' : refuseAs(array, type);
  return refusal === undefined ? whole : { ...whole, type: undefined, refusal };
}
