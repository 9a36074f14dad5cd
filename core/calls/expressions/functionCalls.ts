/** Calls of functions inside of expressions: PostgreSQL's own, by its catalog, and ours. */
import { isMark, wordOf } from '../../sql/cursor';
import { readCallShape, type CallShape } from '../arguments';
import { readName } from '../names';
import { applyFunction, isBuiltinFunction, type GivenArgument } from '../types/builtins';
import { typeNamed } from '../candidates';
import type { CallSite } from '../model';
import { findFunction } from '../../catalog/functions';
import { LAMBDA_ARN_TYPE } from '../../catalog/invoke';
import { isFunctionName } from '../words';
import { checkKind } from './aggregates';
import { apply, refused, undecided, type Place } from './apply';
import { readClauses } from './callClauses';
import type { ExpressionReader, ReadCall, RoutineApplication } from './reader';
import { readSpecialFunction } from './specialFunctions';
import { inherit, type Field, type Typed } from './typed';

/** The call that the name under the cursor begins; `none` where no parenthesis follows it. */
export function readFunctionCall(reader: ExpressionReader): Typed | 'none' | undefined {
  const { cursor } = reader;
  const from = cursor.index;
  const first = cursor.token;
  const parts = readQualifiedName(reader);
  const open = cursor.index;
  if (!first || parts.length === 0 || !isMark(cursor.token, '(')) {
    cursor.index = from;
    return 'none';
  }
  if (!isFunctionName(first)) return undefined;
  const place: Place = { from, to: open, location: first.start };
  const own = reader.callAt(open);
  if (own) return takeOwnCall(reader, own, place);
  const special = parts.length === 1 ? readSpecialFunction(reader, wordOf(first) ?? '', place) : 'none';
  return special === 'none' ? readPlainCall(reader, parts, place) : special;
}

function readQualifiedName({ cursor }: ExpressionReader): readonly string[] {
  const parts: string[] = [];
  do {
    const named = readName(cursor.tokens, cursor.index);
    if (!named) return [];
    parts.push(named.name);
    cursor.index = named.next;
  } while (cursor.takeMark('.'));
  return parts;
}

/** What a call gives is known even where it can't be told which overload is meant: they all give the same. */
function takeOwnCall(
  reader: ExpressionReader,
  { site, next, holds }: ReadCall,
  { from, location }: Place,
): Typed {
  reader.cursor.index = next;
  const place: Place = { from, to: next, location };
  const returns = new Set(site.entry?.overloads.map((overload) => overload.returns));
  const [type] = returns;
  const isTaken = site.verdict.kind === 'ok' || site.verdict.kind === 'undecided';
  if (!isTaken || holds.refusal !== undefined || returns.size !== 1 || !site.closed) {
    return { ...refused(place, 'unsure'), call: site };
  }
  const whole = { ...undecided(place), ...holds, label: site.name, call: site };
  if (type === LAMBDA_ARN_TYPE) return { ...whole, type };
  return { ...whole, type: 'record', fields: fieldsOf(site) };
}

/** The OUT columns: of the overload that is meant, or what all of them agree on. */
function fieldsOf({ verdict, entry }: CallSite): readonly Field[] {
  const overloads = verdict.kind === 'ok' ? [verdict.overload] : (entry?.overloads ?? []);
  const [first, ...others] = overloads.map(({ outColumns }) => outColumns);
  return (first ?? []).map(({ name, type }, index) => {
    const isAgreed = others.every((columns) => columns[index]?.type === type);
    return { name, type: isAgreed ? typeNamed(type) : undefined };
  });
}

function readPlainCall(
  reader: ExpressionReader,
  parts: readonly string[],
  { from, to: open, location }: Place,
): Typed | undefined {
  const { cursor, brackets, fragment } = reader;
  const bracket = brackets.get(open);
  if (!bracket?.closed) return undefined;
  const shape = readCallShape(fragment.text, cursor.tokens, bracket, brackets);
  const read = shape.arguments.map((argument) => reader.range(argument.from, argument.to));
  const values = read.filter((value) => value !== undefined);
  if (values.length < read.length) return undefined;
  cursor.index = shape.next;
  const place: Place = { from, to: shape.next, location };
  const label = parts.at(-1) ?? '';
  const clauses = readClauses(reader, shape, bracket);
  cursor.index = shape.next;
  if (!clauses) return undefined;
  const operands = [...values.map((value) => checkExpansion(reader, value)), ...clauses.within];
  const { application, fields } = applyNamed(reader, parts, readGiven(shape, operands));
  const checked = checkKind(application, { shape, clauses, values }, cursor.tokens);
  const applied = apply(() => checked, operands, place);
  const whole = clauses.beside.length === 0 ? applied : beside(applied, clauses.beside);
  return { ...whole, label, ...(fields && whole.type !== undefined && { fields }) };
}

/** `(row).*`, which no function takes, unlike `t.*` (transformIndirection). */
function checkExpansion({ cursor }: ExpressionReader, value: Typed): Typed {
  const { isWholeRow, type, from, location, refusal } = value;
  const isExpansion = isWholeRow === true && type === undefined && isMark(cursor.tokens[from], '(');
  if (!isExpansion || refusal !== undefined) return value;
  const message = 'row expansion via "*" is not supported here';
  return { ...value, refusal: { sqlstate: '0A000', message, span: { start: location, end: location } } };
}

/** What is refused in a clause is refused with the call. */
function beside(call: Typed, clauses: readonly Typed[]): Typed {
  const { refusal, hasQuery } = inherit([call, ...clauses]);
  if (refusal !== undefined) return { ...call, type: undefined, refusal };
  return hasQuery === true ? { ...call, hasQuery } : call;
}

function readGiven(shape: CallShape, values: readonly Typed[]): readonly GivenArgument[] {
  const isVariadic = shape.arguments.some(({ variadic }) => variadic);
  return values.map(({ type, isParameter }, index) => {
    const named = shape.arguments[index]?.name;
    return {
      type: isVariadic ? undefined : type,
      isConstant: isParameter !== true,
      ...(named !== undefined && { name: named }),
    };
  });
}

/** A function of pg_catalog, or one that a script declares; where it may be either, nobody can tell. */
function applyNamed(
  { names }: ExpressionReader,
  parts: readonly string[],
  given: readonly GivenArgument[],
): RoutineApplication {
  const [name = '', schema] = parts.toReversed();
  if (schema === 'pg_catalog') return { application: applyFunction(name, given) };
  const routine = names.routine({ name, ...(schema !== undefined && { schema }) }, given);
  if (schema !== undefined) return routine ?? applyCatalogued(schema, name, given) ?? UNDECIDED;
  if (!isBuiltinFunction(name)) return routine ?? UNDECIDED;
  return routine ? UNDECIDED : { application: applyFunction(name, given) };
}

/**
 * One of our functions where its calls aren't judged: in the query of a view. An argument of one JSON type is never
 * taken for the other.
 */
function applyCatalogued(
  schema: string,
  name: string,
  given: readonly GivenArgument[],
): RoutineApplication | undefined {
  const overloads = findFunction(schema, name)?.overloads ?? [];
  const [first] = overloads;
  if (!first) return undefined;
  const type = first.returns === LAMBDA_ARN_TYPE ? LAMBDA_ARN_TYPE : 'record';
  const application = { kind: 'typed', type, takes: undefined, prokind: 'f' } as const;
  if (type !== 'record') return { application };
  const json = given.find((one) => one.type === 'json' || one.type === 'jsonb')?.type;
  const fields = first.outColumns.map((column, index): Field => {
    const isAgreed = overloads.every(({ outColumns }) => outColumns[index]?.type === column.type);
    return { name: column.name, type: isAgreed ? typeNamed(column.type) : json };
  });
  return { application, fields };
}

const UNDECIDED: RoutineApplication = { application: { kind: 'undecided' } };
