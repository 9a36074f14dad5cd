/** Rows as values of a composite type (coerce_record_to_complex). */
import type { Span } from '../../span';
import { canImplicitly, hasCast, type CoercionContext } from '../types/coercion';
import { displayName, LAMBDA_ARN_COLUMNS, type TypeId } from '../types/typeFacts';
import { undecided, type Place } from './apply';
import { isUntyped, type PlacedRefusal, type Typed } from './typed';

/** What PostgreSQL says of a conversion that it doesn't have. */
export function noCast(source: TypeId, target: TypeId, at: Span, detail?: string): PlacedRefusal {
  const message = `cannot cast type ${displayName(source)} to ${displayName(target)}`;
  const span = { start: at.start, end: at.end };
  return { sqlstate: '42846', message, ...(detail !== undefined && { detail }), span };
}

/** Whether ROW(…) becomes the composite type; `at` is where PostgreSQL points if not. */
export function refuseRow(
  row: readonly Typed[],
  target: TypeId,
  context: CoercionContext,
  at: Span,
): PlacedRefusal | 'unsure' | undefined {
  for (const [index, column] of LAMBDA_ARN_COLUMNS.entries()) {
    const field = row[index];
    if (!field) return noCast('record', target, at, 'Input has too few columns.');
    const refusal = refuseField(field, column, context);
    if (refusal === 'unsure') return refusal;
    if (refusal) {
      const detail = `${refusal} in column ${index + 1}.`;
      return noCast('record', target, { start: field.location, end: field.location }, detail);
    }
  }
  if (row.length === LAMBDA_ARN_COLUMNS.length) return undefined;
  return noCast('record', target, at, 'Input has too many columns.');
}

function refuseField(field: Typed, column: TypeId, context: CoercionContext): string | undefined {
  const { type } = field;
  if (type === undefined) return context === 'explicit' ? undefined : 'unsure';
  if (isUntyped(field)) return undefined;
  const fits = context === 'explicit' ? hasCast(type, column, context) : canImplicitly(type, column);
  return fits ? undefined : `Cannot cast type ${displayName(type)} to ${displayName(column)}`;
}

/** ROW(…) or (a, b); how many columns `t.*` adds, nobody can tell. A parameter in it has no type, unless the row becomes a composite value. */
export function rowOf(fields: readonly Typed[], place: Place): Typed {
  const parts = fields.map((field) => (field.isParameter ? { ...field, refusal: 'unsure' as const } : field));
  const isOpen = fields.some(({ isWholeRow }) => isWholeRow);
  return { ...undecided(place, parts), type: 'record', ...(isOpen ? { isWholeRow: true } : { row: fields }) };
}
