/** Rows compared with rows and queries, column by column (parse_expr.c, make_row_comparison_op). */
import { sortingOf } from '../types/typeFacts';
import { apply, operatorOf, refused, typed, type Applier, type Place } from './apply';
import { readQueryColumns } from './queries';
import type { ExpressionReader } from './reader';
import { isUntyped, type Typed } from './typed';

/** An operator of b-trees is asked for, whatever it is called. */
const ROW_OPERATORS = new Set(['=', '<>', '!=', '<', '<=', '>', '>=']);

/** Two operands by an operator; where both are rows, their columns one by one. */
export function compare(name: string, left: Typed, right: Typed, place: Place): Typed {
  if (left.row && right.row) return compareRows(name, left.row, right.row, place);
  const isOpen = [left, right].some(({ type, isWholeRow }) => type === 'record' && isWholeRow);
  return isOpen ? refused(place, 'unsure') : apply(operatorOf(name), [left, right], place);
}

function compareRows(name: string, left: readonly Typed[], right: readonly Typed[], place: Place): Typed {
  const isOpen = [...left, ...right].some(({ isWholeRow }) => isWholeRow);
  if (left.length !== right.length || left.length === 0 || isOpen) return refused(place, 'unsure');
  if (!ROW_OPERATORS.has(name)) return refused(place, 'unsure');
  const applier = left.length > 1 ? sortedOperatorOf(name) : operatorOf(name);
  const pairs = left.map((one, index) => apply(applier, [one, right[index] ?? one], place));
  return typed(placeOf(left, place), 'bool', pairs);
}

/** Of the row itself nothing is left to point at. */
function placeOf([first]: readonly Typed[], place: Place): Place {
  return { ...place, location: first?.location ?? place.location };
}

function sortedOperatorOf(name: string): Applier {
  const operator = operatorOf(name);
  return (types) => {
    const application = operator(types);
    const isSorted =
      application.kind !== 'typed' ||
      application.takes === undefined ||
      application.takes.every((type) => sortingOf(type) === 'sorted');
    return isSorted ? application : { kind: 'refused' };
  };
}

/** Rows that differ: `=` for each pair, of whatever kind (make_row_distinct_op). */
export function distinguishRows(left: readonly Typed[], right: readonly Typed[], place: Place): Typed {
  const isOpen = [...left, ...right].some(({ isWholeRow }) => isWholeRow);
  if (left.length !== right.length || isOpen) return refused(place, 'unsure');
  const pairs = left.map((one, index) => apply(operatorOf('='), [one, right[index] ?? one], place));
  return typed(placeOf(left, place), 'bool', pairs);
}

/**
 * `(a, b)` beside a query of as many columns, whose parenthesis the cursor stands at; `none` where `left` is no row
 * or no query stands there.
 */
export function compareWithQuery(
  reader: ExpressionReader,
  name: string,
  left: Typed,
): Typed | 'none' | undefined {
  if (!left.row) return 'none';
  const open = reader.cursor.index;
  const columns = readQueryColumns(reader);
  if (columns === 'none' || columns === undefined) return columns;
  const place = { from: left.from, to: reader.cursor.index, location: left.location };
  const isKnown = reader.names.output(open)?.complete === true;
  const resolved = columns.map((column) => (isUntyped(column) ? { ...column, type: 'text' } : column));
  const whole = isKnown
    ? compareRows(name, left.row, resolved, place)
    : typed(place, 'bool', [left, ...columns]);
  return { ...whole, hasQuery: true };
}
