/** Sub-selects, as expressions. */
import { isMark, wordOf } from '../../sql/cursor';
import { QUERIES } from '../words';
import { undecided } from './apply';
import type { ExpressionReader } from './reader';
import { inherit, isUntyped, type Typed } from './typed';

/**
 * `(SELECT …)` where the cursor stands: an expression of its column's type, the parentheses part of it; `none`
 * where no query stands in the parentheses.
 */
export function readSubquery(reader: ExpressionReader): Typed | 'none' | undefined {
  const { cursor, fragment, names } = reader;
  const from = cursor.index;
  const columns = readQueryColumns(reader);
  if (columns === 'none' || columns === undefined) return columns;
  const location = fragment.tokens[from]?.start ?? fragment.text.length;
  const place = { from, to: cursor.index, location };
  const [column] = columns;
  const { refusal } = inherit(columns);
  const whole: Typed = { ...undecided(place), hasQuery: true, ...(refusal !== undefined && { refusal }) };
  const output = names.output(from);
  if (output?.complete === false && columns.length <= 1) return whole;
  // Without a FROM of its own, an aggregate is the outer query's, which may have no place for one.
  const isOuter = column?.special === 'a' && output?.hasSource === false;
  if (!column || columns.length > 1 || isOuter) return { ...whole, refusal: 'unsure' };
  const [field] = output?.columns ?? [];
  const label = field?.name;
  const typed = {
    ...whole,
    ...(label !== undefined && { label }),
    ...(field?.fields && { fields: field.fields }),
  };
  // A column has a type: an untyped literal becomes text.
  return { ...typed, type: isUntyped(column) ? 'text' : column.type };
}

/** The same, of a query of any columns, as far as they can be told. */
export function readQueryColumns(reader: ExpressionReader): readonly Typed[] | 'none' | undefined {
  const { cursor, brackets, names } = reader;
  const open = cursor.index;
  const bracket = isMark(cursor.token, '(') ? brackets.get(open) : undefined;
  if (!bracket || !opensQuery(reader, open)) return 'none';
  cursor.index = bracket.close + 1;
  return bracket.closed ? names.output(open)?.typed : undefined;
}

/** `((SELECT …))` is an expression in parentheses, unless queries are combined there. */
function opensQuery({ cursor, brackets }: ExpressionReader, open: number): boolean {
  if (QUERIES.has(wordOf(cursor.tokens[open + 1]) ?? '')) return true;
  const inner = isMark(cursor.tokens[open + 1], '(') ? brackets.get(open + 1) : undefined;
  return inner !== undefined && COMBINING.has(wordOf(cursor.tokens[inner.close + 1]) ?? '');
}

const COMBINING = new Set(['union', 'intersect', 'except']);
