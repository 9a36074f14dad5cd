/** What calls of functions that scripts declare give. */
import type { Declared } from '../../schema/declared';
import type { QualifiedName, RoutineDeclaration } from '../../schema/model';
import { parseTypeName, type FindType } from '../expressions/typeNames';
import type { RoutineApplication } from '../expressions/reader';
import type { Field } from '../expressions/typed';
import { applyCandidates, type GivenArgument } from '../types/builtins';
import { choose, type Candidate } from '../types/candidates';
import type { TypeId } from '../types/typeFacts';
import { bears, distinct } from './relations';

/** undefined where no function of the name is declared. */
export function applyRoutine(
  declared: Declared,
  name: QualifiedName,
  given: readonly GivenArgument[],
  findType: FindType,
): RoutineApplication | undefined {
  const all = declared.named(name.name).filter((declaration) => bears(declaration, name));
  const routines = distinct(all.filter((one) => one.kind === 'routine'));
  if (routines.length === 0) return undefined;
  const seated = routines.flatMap((routine) => toCandidate(routine, given, findType) ?? []);
  const types = given.map((argument) => argument.type);
  const candidates = agree(seated) ? seated : chosen(types, seated);
  const { type, fields } = candidates[0]?.result ?? {};
  if (type === undefined) return { application: { kind: 'undecided' } };
  const application = applyCandidates(
    types,
    candidates.map((one) => ({ ...one, returns: type })),
  );
  return { application, ...(fields && { fields }) };
}

function agree(candidates: readonly RoutineCandidate[]): boolean {
  return new Set(candidates.map(({ result }) => JSON.stringify(result))).size <= 1;
}

/** The one that PostgreSQL picks by the arguments' types. */
function chosen(
  types: readonly (TypeId | undefined)[],
  candidates: readonly RoutineCandidate[],
): readonly RoutineCandidate[] {
  const known = types.filter((type) => type !== undefined);
  const choice = known.length < types.length ? undefined : choose(known, candidates);
  return choice?.kind === 'one' ? [choice.candidate] : [];
}

interface RoutineCandidate extends Candidate {
  readonly prokind: 'f' | 'fs';
  readonly result: Result;
}

interface Result {
  readonly type: string | undefined;
  readonly fields?: readonly Field[];
}

function toCandidate(
  routine: RoutineDeclaration,
  given: readonly GivenArgument[],
  findType: FindType,
): RoutineCandidate | undefined {
  const inputs = routine.parameters.filter(({ mode }) => mode !== 'out' && mode !== 'table');
  const last = inputs.at(-1);
  if (last?.mode === 'variadic') return undefined;
  const names = inputs.map((input) => input.name);
  const seats = given.map(({ name }, index) => (name === undefined ? index : names.indexOf(name)));
  const isSeated = seats.every(
    (seat, index) => seat >= 0 && seat < inputs.length && seats.indexOf(seat) === index,
  );
  const isComplete = inputs.every(({ hasDefault }, seat) => hasDefault || seats.includes(seat));
  if (!isSeated || !isComplete) return undefined;
  const takes = seats.map((seat) => parseTypeName(inputs[seat]?.type ?? '', findType) ?? 'any');
  const prokind = routine.returnsSet ? ('fs' as const) : ('f' as const);
  return { takes, prokind, result: resultOf(routine, findType) };
}

/** OUT parameters and RETURNS TABLE say it, or else RETURNS does. */
function resultOf({ is, parameters, returns }: RoutineDeclaration, findType: FindType): Result {
  if (is !== 'function') return { type: undefined };
  const outputs = parameters.filter(({ mode }) => mode === 'out' || mode === 'inout' || mode === 'table');
  const fields = outputs.map(({ name, type }): Field => ({
    name: name === '' ? undefined : name,
    type: parseTypeName(type, findType),
  }));
  if (fields.length > 1) return { type: 'record', fields };
  if (fields.length === 1) return { type: fields[0]?.type };
  return { type: parseTypeName(returns, findType) };
}
