/** Expressions made of others: functions and operators applied, and the constructs that want one type of all. */
import { applyFunction, applyOperator, type Application, type Prokind } from '../types/builtins';
import { canImplicitly } from '../types/coercion';
import { commonType } from '../types/commonType';
import { sortingOf, type TypeId } from '../types/typeFacts';
import { inherit, isUntyped, refuseAs, type Typed } from './typed';

/** Where the whole stands: indices of tokens, and the offset at which PostgreSQL points. */
export type Place = Pick<Typed, 'from' | 'to' | 'location'>;

export type Applier = (types: readonly (TypeId | undefined)[]) => Application;

export function operatorOf(name: string): Applier {
  return (types) => applyOperator(name, types);
}

export function functionOf(name: string): Applier {
  return (types) =>
    applyFunction(
      name,
      types.map((type) => ({ type })),
    );
}

/** An expression whose type nobody can tell, though its parts may be wrong. */
export function undecided(place: Place, parts: readonly Typed[] = []): Typed {
  return { ...at(place), type: undefined, ...inherit(parts) };
}

/** One that PostgreSQL refuses, or may. */
export function refused(place: Place, refusal: NonNullable<Typed['refusal']>): Typed {
  return { ...at(place), type: undefined, refusal };
}

/** One of this type, unless a part of it is refused. */
export function typed(place: Place, type: TypeId | undefined, parts: readonly Typed[]): Typed {
  const inherited = inherit(parts);
  return { ...at(place), type: inherited.refusal === undefined ? type : undefined, ...inherited };
}

function at({ from, to, location }: Place): Place {
  return { from, to, location };
}

export function apply(applier: Applier, parts: readonly Typed[], place: Place): Typed {
  const whole = undecided(place, parts);
  if (whole.refusal !== undefined) return whole;
  const application = applier(parts.map(({ type }) => type));
  if (application.kind === 'undecided') return whole;
  if (application.kind === 'refused') return { ...whole, refusal: 'unsure' };
  const { type, takes, prokind, fields, column } = application;
  // Neither does an aggregate take another, nor a function that returns a set.
  if ((prokind === 'a' || prokind === 'w') && whole.special) return { ...whole, refusal: 'unsure' };
  const result = {
    ...whole,
    type,
    ...(prokind !== 'f' && { special: specialOf(prokind) }),
    ...(fields && { fields }),
    ...(column !== undefined && { column }),
  };
  return takes ? convertAll(parts, takes, result) : result;
}

function specialOf(prokind: Exclude<Prokind, 'f'>): NonNullable<Typed['special']> {
  return prokind === 'ao' || prokind === 'ah' ? 'a' : prokind;
}

/** The whole, or PostgreSQL's complaint about the first untyped literal that can't be what it should. */
function convertAll(parts: readonly Typed[], takes: readonly TypeId[], whole: Typed): Typed {
  for (const [index, part] of parts.entries()) {
    const refusal = refuseAs(part, takes[index] ?? 'any');
    if (refusal !== undefined) return { ...whole, type: undefined, refusal };
  }
  return whole;
}

/** DISTINCT and UNION need an equality operator, which json has not. */
export function comparable(column: Typed): Typed {
  const sorting = column.type === undefined ? 'sorted' : sortingOf(column.type);
  const isComparable = sorting === 'sorted' || sorting === 'hashed';
  return isComparable ? column : { ...column, refusal: 'unsure' };
}

/** What must be boolean: conditions, and the operands of AND, OR and NOT. */
export function condition(part: Typed): Typed {
  const { type } = part;
  if (type === undefined || type === 'bool') return part;
  const refusal = isUntyped(part) ? refuseAs(part, 'bool') : 'unsure';
  return refusal === undefined ? part : { ...part, refusal };
}

/** CASE, COALESCE and their like: all parts become one type, which is the whole's. */
export function unite(parts: readonly Typed[], place: Place): Typed {
  if (parts.some(({ special }) => special === 'fs')) return refused(place, 'unsure');
  const types = parts.map(({ type }) => type);
  const known = types.filter((type) => type !== undefined);
  if (known.length < types.length) return undecided(place, parts);
  const common = commonType(known, canImplicitly);
  const fits = common !== undefined && known.every((type) => canImplicitly(type, common));
  if (!fits) return refused(place, 'unsure');
  return convertAll(
    parts,
    parts.map(() => common),
    typed(place, common, parts),
  );
}
