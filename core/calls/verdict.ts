/** What PostgreSQL says of a call: the steps of ParseFuncOrColumn, in its order. */
import type { FunctionEntry } from '../catalog/schema';
import type { Span } from '../span';
import { findBlame } from './blame';
import {
  findCandidates,
  findProcedureCandidates,
  isVariadicInPlace,
  type OverloadCandidate,
  type SeatedCandidate,
} from './candidates';
import { noCast, refuseRow } from './expressions/rows';
import { isUntyped, refuseAs, type Typed } from './expressions/typed';
import * as say from './messages';
import type { Verdict } from './model';
import { choose, type Choice } from './types/candidates';
import { canCoerce } from './types/coercion';
import { isComposite, UNKNOWN, type TypeId } from './types/typeFacts';

export interface JudgedArgument {
  readonly name: string | undefined;
  readonly nameSpan: Span | undefined;
  readonly variadic: boolean;
  readonly value: Typed;
  /** The value's. */
  readonly span: Span;
}

/** A call that PostgreSQL's grammar takes, with all its arguments read. */
export interface JudgedCall {
  readonly entry: FunctionEntry | undefined;
  /** `schema.name`. */
  readonly name: string;
  readonly nameSpan: Span;
  readonly isProcedure: boolean;
  readonly arguments: readonly JudgedArgument[];
  /** What only an aggregate may have, in the order in which PostgreSQL looks: DISTINCT, FILTER …. */
  readonly extras: readonly string[];
  /** How many expressions an ORDER BY among the arguments has. */
  readonly sortKeys: number;
  /** The first token of a column definition list behind the call. */
  readonly columnDefinitions: Span | undefined;
}

const UNDECIDED: Verdict = { kind: 'undecided' };

export function judge(call: JudgedCall): Verdict {
  const refused = findRefusedArgument(call.arguments);
  if (refused) return refused;
  const isNamed = call.arguments.some(({ name }) => name !== undefined);
  const misplaced = isNamed ? findMisplacedName(call.arguments) : undefined;
  if (misplaced) return misplaced;
  const choice =
    isNamed || call.isProcedure || !call.entry
      ? chooseInPlace(call.arguments, findAll(call))
      : chooseByTypes(call.entry, call.arguments);
  switch (choice.kind) {
    case 'undecided':
      return UNDECIDED;
    case 'none':
      return blamed(call, say.doesNotExist(named(call), call.sortKeys > 1));
    case 'many':
      return blamed(call, say.isNotUnique(named(call)));
    case 'one':
      return judgeChoice(call, choice.candidate);
  }
}

function named(call: JudgedCall): say.Named {
  return {
    name: call.name,
    span: call.nameSpan,
    routine: call.isProcedure ? 'procedure' : 'function',
    arguments: call.arguments.map(({ name, value }) => ({
      type: value.type,
      ...(name !== undefined && { name }),
    })),
  };
}

/** The arguments themselves are read first, in their order. */
function findRefusedArgument(given: readonly JudgedArgument[]): Verdict | undefined {
  const index = given.findIndex(({ value }) => value.refusal !== undefined);
  const refusal = given[index]?.value.refusal;
  if (refusal === undefined) return undefined;
  return refusal === 'unsure' ? UNDECIDED : say.refusedArgument(refusal, index);
}

function findMisplacedName(given: readonly JudgedArgument[]): Verdict | undefined {
  const names = new Set<string>();
  for (const [index, { name, nameSpan, value, span }] of given.entries()) {
    if (name === undefined && names.size > 0) {
      const place = { start: value.location, end: Math.max(span.end, value.location) };
      return say.syntaxError('positional argument cannot follow named argument', place, index);
    }
    if (name === undefined) continue;
    if (names.has(name))
      return say.syntaxError(`argument name "${name}" used more than once`, nameSpan ?? span, index);
    names.add(name);
  }
  return undefined;
}

type AnyCandidate = SeatedCandidate & Partial<OverloadCandidate>;

function findAll({ entry, isProcedure, arguments: given }: JudgedCall): readonly AnyCandidate[] {
  if (!entry) return [];
  return isProcedure ? findProcedureCandidates(entry, given) : findCandidates(entry, given);
}

/** By entry and types: without names nothing else decides, and most calls of a script are alike. */
const choices = new WeakMap<FunctionEntry, Map<string, PartialChoice>>();
const MOST_CHOICES = 1_000;

function chooseByTypes(entry: FunctionEntry, given: readonly JudgedArgument[]): PartialChoice {
  const types = given.map(({ value }) => value.type ?? '?').join('\0');
  const known = choices.get(entry) ?? new Map<string, PartialChoice>();
  const before = known.get(types);
  if (before) return before;
  const choice = chooseKnown(given, findCandidates(entry, given));
  choices.set(entry, known);
  if (known.size < MOST_CHOICES) known.set(types, choice);
  return choice;
}

/** func_get_detail: only once a function is chosen does it matter where a named VARIADIC stands. */
function chooseInPlace(given: readonly JudgedArgument[], candidates: readonly AnyCandidate[]): PartialChoice {
  const choice = chooseKnown(given, candidates);
  const isMisplaced = choice.kind === 'one' && !isVariadicInPlace(choice.candidate, given);
  return isMisplaced ? { kind: 'none' } : choice;
}

type PartialChoice = Choice<AnyCandidate> | { readonly kind: 'undecided' };

/** With an argument that isn't known, certain only where no candidate is left whatever it is. */
function chooseKnown(given: readonly JudgedArgument[], candidates: readonly AnyCandidate[]): PartialChoice {
  const types = given.map(({ value }) => value.type);
  const known = types.filter((type) => type !== undefined);
  if (known.length === types.length) return choose(known, candidates);
  const wildcards = types.map((type) => type ?? UNKNOWN);
  const isPossible = candidates.some(({ takes }) => canCoerce(wildcards, takes));
  return { kind: isPossible ? 'undecided' : 'none' };
}

function blamed(call: JudgedCall, verdict: say.Refused): Verdict {
  const argument = findBlame(
    call.arguments.map(({ value }) => value.type),
    findAll(call),
    verdict.kind,
  );
  return argument === undefined ? verdict : { ...verdict, argument };
}

function judgeChoice(call: JudgedCall, candidate: AnyCandidate): Verdict {
  if (call.isProcedure) return say.isNotProcedure(named(call));
  const [extra] = call.extras;
  if (extra !== undefined) return say.isNoAggregate(named(call), extra);
  const refused = findUnfitArgument(call.arguments, candidate.takes);
  if (refused) return refused;
  const { overload, parameters } = candidate;
  if (!overload || !parameters) return UNDECIDED;
  if (!call.columnDefinitions) return { kind: 'ok', overload, parameters };
  const what = overload.returns === 'record' ? 'with OUT parameters' : 'returning a named composite type';
  return say.syntaxError(
    `a column definition list is redundant for a function ${what}`,
    call.columnDefinitions,
  );
}

/** make_fn_arguments: what the choice of a function allowed may still fail for the value at hand. */
function findUnfitArgument(given: readonly JudgedArgument[], takes: readonly TypeId[]): Verdict | undefined {
  for (const [index, { value }] of given.entries()) {
    const refusal = refuseArgument(value, takes[index] ?? '');
    if (refusal === 'unsure') return UNDECIDED;
    if (refusal) return say.refusedArgument(refusal, index);
  }
  return undefined;
}

function refuseArgument(value: Typed, target: TypeId): Typed['refusal'] {
  if (isUntyped(value)) return refuseAs(value, target);
  if (value.type !== 'record' || !isComposite(target)) return undefined;
  if (value.isWholeRow) return 'unsure';
  const place = { start: value.location, end: value.location };
  if (value.row) return refuseRow(value.row, target, 'implicit', place);
  if (!value.isSourceRow) return noCast('record', target, place);
  // Its columns are taken for those of ROW(…).
  const { from, to, location, fields } = value;
  return fields
    ? refuseRow(
        fields.map(({ type }) => ({ from, to, location, type })),
        target,
        'implicit',
        place,
      )
    : 'unsure';
}
