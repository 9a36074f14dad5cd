/** Casts that somebody wrote: `x::type`, `CAST(x AS type)`, `type 'x'`. */
import { LAMBDA_ARN_TYPE } from '../../catalog/invoke';
import type { Token } from '../../sql/tokens';
import { readDeclaredType } from '../types/declaredTypes';
import { hasCast } from '../types/coercion';
import { elementOf, isComposite, isDoubtfulCast, type TypeId } from '../types/typeFacts';
import type { ExpressionReader, Names } from './reader';
import { noCast, refuseRow } from './rows';
import { inherit, isUntyped, refuseAs, type Field, type Typed } from './typed';
import { readTypeName, type TypeName } from './typeNames';

/** The cursor stands at `::`. */
export function readCast({ cursor, names }: ExpressionReader, operand: Typed): Typed | undefined {
  const mark = cursor.advance();
  const name = mark && readTypeName(cursor, names.findType);
  return name && castTo(operand, name, mark, { from: operand.from, to: cursor.index }, names);
}

/** The cursor stands at CAST. */
export function readCastFunction(reader: ExpressionReader): Typed | undefined {
  const { cursor } = reader;
  const from = cursor.index;
  const mark = cursor.advance();
  if (!mark || !cursor.takeMark('(')) return undefined;
  const operand = reader.expression();
  const name = operand && cursor.takeWords('as') ? readTypeName(cursor, reader.names.findType) : undefined;
  if (!operand || !name || !cursor.takeMark(')')) return undefined;
  return castTo(operand, name, mark, { from, to: cursor.index }, reader.names);
}

interface Extent {
  readonly from: number;
  readonly to: number;
}

/** `mark` is what PostgreSQL points at if there is no such cast. */
export function castTo(
  operand: Typed,
  name: TypeName,
  mark: Token,
  extent: Extent,
  names: Pick<Names, 'fieldsOf'>,
): Typed {
  const { type } = name;
  const { literal, isNull, psqlVariable, label } = operand;
  const own = inherit(castParts(operand, type));
  const refusal = own.refusal ?? (type === undefined ? undefined : refuseCast(operand, type, mark, names));
  return {
    from: extent.from,
    to: extent.to,
    type: refusal === undefined ? type : undefined,
    location: locate(operand, name, mark),
    refusal,
    literal: literal && type !== undefined ? { ...literal, cast: type } : literal,
    isNull,
    label,
    weakLabel: type === undefined ? undefined : labelOf(type),
    psqlVariable,
    special: own.special,
    hasQuery: own.hasQuery,
  };
}

/** FigureColname: the last part of the type's name, its array bounds aside. */
function labelOf(type: TypeId): string {
  const element = elementOf(type) ?? type;
  return readDeclaredType(element)?.name ?? element.slice(element.lastIndexOf('.') + 1);
}

/** `ARRAY[…]::text[]`: the items are cast one by one, and need have no type in common. */
function isArrayOfItems({ items }: Typed, target: TypeId | undefined): boolean {
  return items !== undefined && target !== undefined && elementOf(target) !== undefined;
}

/** What must be right by itself; arrays among the items are cast in turn, by rules of their own. */
function castParts(operand: Typed, target: TypeId | undefined): readonly Typed[] {
  if (!isArrayOfItems(operand, target)) return [operand];
  const items = operand.items ?? [];
  const isDeep = items.some(
    ({ type, items: inner }) => inner ?? (type !== undefined && elementOf(type) !== undefined),
  );
  return isDeep ? [{ ...operand, refusal: 'unsure' }] : items;
}

/** A literal becomes a value where it stands, a row one where it is cast; all else is a call of both together. */
function locate(operand: Typed, { type, modified }: TypeName, mark: Token): number {
  if (operand.row && type !== undefined && isComposite(type)) return mark.start;
  const isValue = isUntyped(operand) && operand.literal !== undefined;
  const isSame = operand.type !== undefined && operand.type === type;
  if ((isValue || isSame) && !modified) return operand.location;
  return Math.min(operand.location, mark.start);
}

function refuseCast(
  operand: Typed,
  target: TypeId,
  mark: Token,
  names: Pick<Names, 'fieldsOf'>,
): Typed['refusal'] {
  const source = operand.type;
  if (isArrayOfItems(operand, target)) return refuseItems(operand.items ?? [], target);
  if (source === undefined) return undefined;
  if (isUntyped(operand)) return refuseAs(operand, target);
  if (operand.row && isComposite(target) && target !== LAMBDA_ARN_TYPE)
    return refuseFields(operand.row, names.fieldsOf(target));
  if (operand.row && isComposite(target)) return refuseRow(operand.row, target, 'explicit', mark);
  const isOpenRow = operand.isWholeRow === true || (operand.isSourceRow === true && isComposite(target));
  if (isDoubtfulCast(source, target) || isOpenRow) return 'unsure';
  return hasCast(source, target, 'explicit') ? undefined : noCast(source, target, mark);
}

/** coerce_record_to_complex, of a type that a script declares. */
function refuseFields(row: readonly Typed[], fields: readonly Field[] | undefined): Typed['refusal'] {
  if (fields?.length !== row.length) return 'unsure';
  const isFit = fields.every(({ type }, index) => {
    const value = row[index];
    return value && !value.row && type !== undefined && refuseItem(value, type) === undefined;
  });
  return isFit ? undefined : 'unsure';
}

function refuseItems(items: readonly Typed[], target: TypeId): Typed['refusal'] {
  const element = elementOf(target) ?? target;
  const refusals = items.map((item) => refuseItem(item, element));
  return refusals.find((refusal) => refusal !== undefined);
}

function refuseItem(item: Typed, element: TypeId): Typed['refusal'] {
  if (item.type === undefined || isUntyped(item)) return refuseAs(item, element);
  return hasCast(item.type, element, 'explicit') ? undefined : 'unsure';
}
