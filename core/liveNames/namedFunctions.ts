/** The Lambda functions that a script names so that AWS can be asked about them. */
import { analyzeChunk } from '../analysis';
import { findPart, parseFunctionReference, type ArnPart } from '../arn/functionReference';
import { findPlaceholders } from '../arn/placeholders';
import { findArnProblems } from '../arn/problems';
import type { CallSite } from '../calls/model';
import { seatOf } from '../calls/seat';
import { categoryOf } from '../calls/types/typeFacts';
import { SYNCHRONOUS } from '../catalog/enums';
import { INVOKE } from '../catalog/invoke';
import { findRegion } from '../catalog/regions';
import type { Meaning } from '../catalog/schema';
import { findSeated, type SeatedLiteral } from '../rules/literals';
import type { Chunk } from '../sql/chunk';
import { hasHole } from '../sql/holes';
import { outerSpan, type Escape } from '../sql/fragment';
import type { Span } from '../span';
import type { FunctionQuery } from './model';

/** A text of the script, and how another is put in its place. Spans count from the chunk's start. */
export interface Written {
  readonly text: string;
  readonly span: Span;
  /** New text as it must stand there; undefined where none can be written. */
  readonly escape: Escape | undefined;
}

export interface NamedFunction {
  /** The whole literal. */
  readonly literalSpan: Span;
  readonly name: Written;
  /** Of the literal, or of an argument; absent where the call takes the function as it is. */
  readonly qualifier?: Written;
  readonly account?: string;
  /** That of the connection where it is left out. */
  readonly region?: string;
  /** The call that names it. */
  readonly call: CallSite;
  /** The call that invokes it and for certain waits for it. */
  readonly waiting?: CallSite;
}

const known = new WeakMap<Chunk, readonly NamedFunction[]>();

/** In the order of the text. What is half typed, has a hole in it or can't be right is left out. */
export function findNamedFunctions(chunk: Chunk): readonly NamedFunction[] {
  const before = known.get(chunk);
  if (before) return before;
  const { calls } = analyzeChunk(chunk);
  const named = calls.flatMap((call) => readNamed(call, findOuter(calls, call)) ?? []);
  known.set(chunk, named);
  return named;
}

export function toQuery({ name, account, qualifier }: NamedFunction): FunctionQuery {
  return {
    name: name.text,
    ...(account !== undefined && { account }),
    ...(qualifier && { qualifier: qualifier.text }),
  };
}

/** The call whose argument is this call as it stands. */
function findOuter(calls: readonly CallSite[], call: CallSite): CallSite | undefined {
  return calls.find((outer) => outer.arguments.some(({ value }) => value.call === call));
}

function readNamed(call: CallSite, outer: CallSite | undefined): NamedFunction | undefined {
  const seated = findSeated(call, 'functionName');
  if (!seated || !isWhole(seated) || !isText(seated)) return undefined;
  const reference = parseFunctionReference(seated.literal.string.value);
  if (findArnProblems(reference).length > 0) return undefined;
  const name = findPart(reference, 'functionName');
  const region = readRegion(call, findPart(reference, 'region'));
  const invoking = call.entry === INVOKE ? call : outer;
  const qualifier = readQualifier(call, seated, findPart(reference, 'qualifier'), invoking);
  if (!name || region === 'unknown' || qualifier === 'unknown') return undefined;
  const account = findPart(reference, 'account')?.text;
  return {
    call,
    literalSpan: outerSpan(call.fragment, seated.literal.span),
    name: toWritten(call, seated, name),
    ...(qualifier && { qualifier }),
    ...(account !== undefined && { account }),
    ...(region !== undefined && { region }),
    ...(invoking && waits(invoking) && { waiting: invoking }),
  };
}

/** Not cast to what is no name: `interval '1' day`, the structure of an ARN. */
function isText({ literal: { cast } }: SeatedLiteral): boolean {
  return cast === undefined || categoryOf(cast) === 'S';
}

function isWhole({ literal: { string } }: SeatedLiteral): boolean {
  return !hasHole(string.value) && findPlaceholders(string.value).length === 0;
}

function toWritten({ fragment }: CallSite, { literal: { string } }: SeatedLiteral, part: ArnPart): Written {
  const { start, end } = part.span;
  const inFragment = { start: string.offsetAt(start), end: string.offsetAt(end) };
  const outside = fragment.escapeAt(inFragment);
  const escape = outside && ((text: string): string => outside(string.escape(text)));
  return { text: part.text, span: outerSpan(fragment, inFragment), escape };
}

type Known<T> = T | 'unknown' | undefined;

function readRegion(call: CallSite, inName: ArnPart | undefined): Known<string> {
  const given = readArgument(call, 'region');
  if (given === 'unknown') return 'unknown';
  const text = inName?.text ?? given?.literal.string.value;
  const isConflict = inName && given && given.literal.string.value !== inName.text;
  return text !== undefined && (isConflict || !findRegion(text)) ? 'unknown' : text;
}

function readQualifier(
  call: CallSite,
  seated: SeatedLiteral,
  inName: ArnPart | undefined,
  invoking: CallSite | undefined,
): Known<Written> {
  const given = invoking && readArgument(invoking, 'qualifier');
  if (given === 'unknown') return 'unknown';
  if (!invoking || !given) return inName && toWritten(call, seated, inName);
  const { value } = given.literal.string;
  if (inName && inName.text !== value) return 'unknown';
  const [part, ...others] = parseFunctionReference(`f:${value}`).parts.slice(1);
  if (!part || others.length > 0 || findArnProblems(parseFunctionReference(`f:${value}`)).length > 0)
    return 'unknown';
  return toWritten(invoking, given, { ...part, span: { start: 0, end: value.length } });
}

/** A literal that the argument is; undefined where there is no argument; unknown where that can't be told. */
function readArgument(call: CallSite, meaning: Meaning): Known<SeatedLiteral> {
  const seats = call.arguments.map((_, index) => seatOf(call, index));
  if (seats.includes(undefined)) return 'unknown';
  const index = seats.findIndex((seat) => seat?.meaning === meaning);
  const value = call.arguments[index]?.value;
  if (!value || value.isNull) return undefined;
  const seated = findSeated(call, meaning);
  return seated && isWhole(seated) ? seated : 'unknown';
}

function waits(call: CallSite): boolean {
  if (call.entry !== INVOKE || call.verdict.kind !== 'ok') return false;
  const type = readArgument(call, 'invocationType');
  if (type === 'unknown') return false;
  return type === undefined || type.literal.string.value === SYNCHRONOUS;
}
