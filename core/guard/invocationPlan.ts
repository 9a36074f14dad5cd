/** What one call of a statement would do if the statement ran, as far as the text tells. */
import { findPart, parseFunctionReference } from '../arn/functionReference';
import type { CallSite } from '../calls/model';
import { ASYNCHRONOUS, DRY_RUN } from '../catalog/enums';
import { INVOKE } from '../catalog/invoke';
import { findSeated } from '../rules/literals';
import { isSynchronous } from '../rules/syncInTrigger';
import { isMark, wordOf } from '../sql/cursor';
import { outermost, type Fragment } from '../sql/fragment';
import { findQueryAround, tokenAt } from '../sql/query';

/** `unknown`: the text does not tell; a variable or an expression decides. */
export type InvocationMode = 'synchronous' | 'asynchronous' | 'dryRun' | 'unknown';

/**
 * `once` a run of the statement · `perColumn`: `(f()).*` calls it once a column · `perRow`: once for every row of
 * the statement · `repeated`: in a loop of a PL/pgSQL block.
 */
export type InvocationCount = 'once' | 'perColumn' | 'perRow' | 'repeated';

/** `(f()).*` makes so many calls of one: one for every OUT column. */
export const CALLS_PER_EXPANSION = INVOKE.overloads[0]?.outColumns.length ?? 0;

export interface InvocationPlan {
  /** As a literal of the call names it. */
  readonly functionName: string | undefined;
  readonly mode: InvocationMode;
  readonly count: InvocationCount;
}

/** Undefined for a call that invokes nothing: the helper that makes an ARN, a name that does not exist. */
export function planInvocation(call: CallSite): InvocationPlan | undefined {
  if (call.entry !== INVOKE) return undefined;
  return { functionName: findFunctionName(call), mode: findMode(call), count: findCount(call) };
}

function findFunctionName(call: CallSite): string | undefined {
  const inner = call.arguments.find(({ value }) => value.call)?.value.call;
  const text =
    findSeated(call, 'functionName')?.literal.string.value ??
    (inner && findSeated(inner, 'functionName')?.literal.string.value);
  return text === undefined ? undefined : findPart(parseFunctionReference(text), 'functionName')?.text;
}

function findMode(call: CallSite): InvocationMode {
  if (isSynchronous(call)) return 'synchronous';
  const type = findSeated(call, 'invocationType')?.literal.string.value;
  if (type === ASYNCHRONOUS) return 'asynchronous';
  return type === DRY_RUN ? 'dryRun' : 'unknown';
}

function findCount(call: CallSite): InvocationCount {
  if (hasLoop(call.fragment)) return 'repeated';
  if (isPerRow(call)) return 'perRow';
  return call.expansion ? 'perColumn' : 'once';
}

/** In the block that it stands in, or in one that executes it. */
function hasLoop({ language, tokens, parent }: Fragment): boolean {
  if (language === 'plpgsql' && tokens.some((token) => wordOf(token) === 'loop')) return true;
  return parent !== undefined && hasLoop(parent);
}

/** Wider than the rule `call-per-row`: it also takes what may be one row alone. */
function isPerRow(call: CallSite): boolean {
  const { tokens } = call.fragment;
  const query = findQueryAround(tokens, tokenAt(tokens, call.span.start));
  if (!query) return CHANGING.has(wordOf(outermost(call.fragment).tokens[0]) ?? '');
  const from = query.clauses.get('from');
  if (!from) return false;
  return !call.inFrom || hasOtherSource(call, from.start, from.end);
}

/** Outside of any SELECT of theirs these look at a call once a row. */
const CHANGING = new Set(['update', 'delete', 'merge']);

/** A comma or a JOIN before the call, outside of parentheses. */
function hasOtherSource({ fragment: { tokens }, span }: CallSite, from: number, end: number): boolean {
  let depth = 0;
  for (let at = from; at < end && (tokens[at]?.start ?? span.start) < span.start; at++) {
    if (isMark(tokens[at], '(')) depth++;
    else if (isMark(tokens[at], ')')) depth--;
    else if (depth === 0 && (isMark(tokens[at], ',') || wordOf(tokens[at]) === 'join')) return true;
  }
  return false;
}
