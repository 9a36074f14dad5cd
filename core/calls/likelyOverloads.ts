/** Which overloads a call may still become while it is being typed. */
import { typeNamed } from './candidates';
import type { Argument, CallSite } from './model';
import { canImplicitly } from './types/coercion';
import { categoryOf } from './types/typeFacts';
import type { OutColumn, Overload, Parameter } from '../catalog/schema';

/**
 * The one PostgreSQL picks; else the overloads that the arguments typed so far leave possible, of these the ones
 * that fit best, in the catalog's order. All of them where none is possible.
 */
export function likelyOverloads(call: CallSite): readonly Overload[] {
  if (call.verdict.kind === 'ok') return [call.verdict.overload];
  const all = call.entry?.overloads ?? [];
  const possible = all.filter((overload) => takesAll(overload, call));
  const candidates = possible.length > 0 ? possible : all;
  const scores = candidates.map((overload) => score(overload, call));
  const best = Math.max(...scores);
  return candidates.filter((_, index) => scores[index] === best);
}

/** The columns that the call returns; none where it returns a single value. */
export function outColumnsOf(call: CallSite): readonly OutColumn[] {
  return likelyOverloads(call)[0]?.outColumns ?? [];
}

/** The parameter that the argument at `index` fills in this overload; also of an argument still to be typed. */
export function seatIn(overload: Overload, call: CallSite, index: number): Parameter | undefined {
  const name = call.arguments[index]?.name;
  if (name !== undefined) return overload.parameters.find((parameter) => parameter.name === name);
  const isBehindNamed = call.arguments.slice(0, index).some((argument) => argument.name !== undefined);
  return isBehindNamed ? undefined : overload.parameters[index];
}

function takesAll(overload: Overload, call: CallSite): boolean {
  return call.arguments.every((argument, index) => {
    const seat = seatIn(overload, call, index);
    return seat ? fits(argument, seat) : isEmpty(argument);
  });
}

function isEmpty({ value }: Argument): boolean {
  return value.span.start === value.span.end;
}

function fits({ value }: Argument, seat: Parameter): boolean {
  return value.type.kind !== 'known' || canImplicitly(typeNamed(value.type.name), typeNamed(seat.type));
}

const EXACT = 100;

/** Exact types count most; then PostgreSQL takes an untyped literal for text where text is possible. */
function score(overload: Overload, call: CallSite): number {
  let sum = 0;
  call.arguments.forEach(({ value }, index) => {
    const seat = seatIn(overload, call, index);
    if (!seat) return;
    const type = typeNamed(seat.type);
    if (value.type.kind === 'known' && typeNamed(value.type.name) === type) sum += EXACT;
    // What a psql variable was meant for, its text alone does not tell.
    const isLiteral = value.type.kind === 'unknown' && value.psqlVariable === undefined;
    if (isLiteral && categoryOf(type) === STRINGS) sum += 1;
  });
  return sum;
}

/** pg_type.typcategory. */
const STRINGS = 'S';
