/** The overloads of a function that a call's arguments may mean, by number and names alone. */
import type { FunctionEntry, Overload, Parameter } from '../catalog/schema';
import { parseTypeName } from './expressions/typeNames';
import type { Candidate } from './types/candidates';
import type { TypeId } from './types/typeFacts';

/** What counts of an argument when it looks for its parameter. */
export interface Seeker {
  readonly name?: string | undefined;
  readonly variadic?: boolean;
}

/** One that may be meant, as a function or by CALL. */
export interface SeatedCandidate extends Candidate {
  /** Position of the parameter that each argument fills. */
  readonly seats: readonly number[];
}

export interface OverloadCandidate extends SeatedCandidate {
  readonly overload: Overload;
  /** The parameter each argument fills. */
  readonly parameters: readonly Parameter[];
}

/**
 * The parameter that each argument fills, by position or name, whatever its type; undefined where the overload
 * has none for it, or where another argument has taken it before.
 */
export function bindArguments(
  overload: Overload,
  given: readonly Seeker[],
): readonly (Parameter | undefined)[] {
  const taken = new Set<Parameter>();
  return given.map(({ name }, index) => {
    const { parameters } = overload;
    const wanted = name === undefined ? parameters[index] : parameters.find((one) => one.name === name);
    if (!wanted || taken.has(wanted)) return undefined;
    taken.add(wanted);
    return wanted;
  });
}

/** FuncnameGetCandidates: all arguments have a seat, and what has none given has a default. */
export function findCandidates(entry: FunctionEntry, given: readonly Seeker[]): readonly OverloadCandidate[] {
  return entry.overloads.flatMap((overload) => {
    const parameters = bindArguments(overload, given).filter((parameter) => parameter !== undefined);
    const isComplete =
      parameters.length === given.length &&
      overload.parameters.every((one) => one.default !== undefined || parameters.includes(one));
    if (!isComplete) return [];
    const seats = parameters.map((parameter) => overload.parameters.indexOf(parameter));
    return [{ overload, parameters, seats, takes: parameters.map(({ type }) => typeNamed(type)) }];
  });
}

/** VARIADIC means nothing to a function without such a parameter; a named one must keep its place though. */
export function isVariadicInPlace({ seats }: SeatedCandidate, given: readonly Seeker[]): boolean {
  const last = given.at(-1);
  return !last?.variadic || last.name === undefined || seats.at(-1) === given.length - 1;
}

/** CALL counts OUT columns as arguments too; only the parameters with defaults may then be left away. */
export function findProcedureCandidates(
  entry: FunctionEntry,
  given: readonly Seeker[],
): readonly SeatedCandidate[] {
  return entry.overloads.flatMap((overload) => {
    const columns = [...overload.parameters, ...overload.outColumns];
    const defaults = overload.parameters.filter((parameter) => parameter.default !== undefined).length;
    const seats = given.map(({ name }, index) =>
      name === undefined ? index : columns.findIndex((column) => column.name === name),
    );
    const isSeated = seats.every(
      (seat, index) => seat >= 0 && seat < columns.length && seats.indexOf(seat) === index,
    );
    const isComplete = columns.every((_, seat) => seat >= columns.length - defaults || seats.includes(seat));
    if (!isSeated || !isComplete) return [];
    return [{ seats, takes: seats.map((seat) => typeNamed(columns[seat]?.type ?? '')) }];
  });
}

const known = new Map<string, TypeId>();

/** The type of a parameter in the catalog, where it is written as SQL. */
export function typeNamed(sql: string): TypeId {
  const before = known.get(sql);
  if (before !== undefined) return before;
  const type = parseTypeName(sql) ?? sql;
  known.set(sql, type);
  return type;
}
