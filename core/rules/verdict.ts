import type { CallSite, Verdict } from '../calls/model';
import { seatOf } from '../calls/seat';
import type { RuleCode } from '../catalog/rules';
import type { TextEdit } from '../sql/document';
import { findNearest } from '../text/nearest';
import { castEdits, removalEdits } from './edits';
import { callAfter } from './mending';
import type { Finding, FindingFix, Rule } from './rule';

type Refusal = Exclude<Verdict, { kind: 'ok' | 'undecided' }>;

const MAX_FIXES = 4;
/** So many changes are tried out at most; a call with dozens of arguments is nothing that a change mends. */
const MOST_TRIED = 40;

/** PostgreSQL's own refusals, in its own words. */
export const VERDICT: Rule = {
  codes: ['call-ambiguous', 'call-no-match', 'call-argument-order'],
  check(call): readonly Finding[] {
    const { verdict } = call;
    if (verdict.kind === 'ok' || verdict.kind === 'undecided' || !call.entry) return [];
    if (isBadJson(call, verdict)) return []; // json-syntax tells it more exactly
    const { span, sqlstate } = verdict;
    return [
      {
        code: codeOf(verdict),
        span,
        sqlstate,
        message: describe(call, verdict),
        // Trying changes out takes longer than finding the fault: not before somebody asks.
        get fixes() {
          return findFixes(call);
        },
      },
    ];
  },
};

/** 22P02 and 22P05 are reported by json-syntax where it is a json literal that they blame. */
function isBadJson(call: CallSite, verdict: Refusal): boolean {
  const seat = verdict.argument === undefined ? undefined : seatOf(call, verdict.argument);
  const isJsonSeat = seat?.meaning === 'payload' || seat?.meaning === 'context';
  return verdict.sqlstate.startsWith('22') && (isJsonSeat || /\bjson\b/.test(verdict.message));
}

function codeOf(verdict: Refusal): RuleCode {
  if (verdict.kind === 'ambiguous') return 'call-ambiguous';
  return verdict.sqlstate === '42601' ? 'call-argument-order' : 'call-no-match';
}

function describe(call: CallSite, verdict: Refusal): string {
  const advice = adviceFor(call, verdict);
  const detail = verdict.detail === undefined ? '' : ` ${verdict.detail}`;
  return `PostgreSQL: ${verdict.message}.${detail}${advice === undefined ? '' : ` ${advice}`}`;
}

function adviceFor(call: CallSite, verdict: Refusal): string | undefined {
  const payload = call.arguments.findIndex((_, index) => seatOf(call, index)?.meaning === 'payload');
  const type = call.arguments[payload]?.value.type;
  if (verdict.kind === 'ambiguous' && type?.kind === 'unknown') {
    return 'The payload has no type, so json and jsonb fit alike: write ::json or ::jsonb behind it.';
  }
  if (verdict.kind === 'no-match' && type?.kind === 'known' && type.name === 'text') {
    return 'The payload is text, and PostgreSQL does not turn text into json by itself: cast it.';
  }
  return verdict.hint;
}

/** Every single edit that makes PostgreSQL accept the call, the likeliest first. */
function findFixes(call: CallSite): readonly FindingFix[] {
  const fixes: FindingFix[] = [];
  for (const candidate of candidates(call).slice(0, MOST_TRIED)) {
    if (fixes.length === MAX_FIXES) break;
    if (candidate.edits.length > 0 && callAfter(call, candidate.edits)?.verdict.kind === 'ok')
      fixes.push(candidate);
  }
  return fixes;
}

function candidates(call: CallSite): readonly FindingFix[] {
  return [...renames(call), ...casts(call), ...removals(call)];
}

/** A misspelt argument name. */
function renames(call: CallSite): readonly FindingFix[] {
  const names = parameterNames(call);
  return call.arguments.flatMap((argument) => {
    if (argument.name === undefined || !argument.nameSpan || names.includes(argument.name)) return [];
    const meant = findNearest(argument.name, names);
    if (meant === undefined) return [];
    return [{ title: `Change to ${meant}`, edits: [{ ...argument.nameSpan, newText: meant }], isSafe: true }];
  });
}

/** Each argument brought to each type that its seat has in some overload; the payload first. */
function casts(call: CallSite): readonly FindingFix[] {
  const order = call.arguments.map((_, index) => index);
  order.sort((a, b) => rank(call, a) - rank(call, b));
  return order.flatMap((index) => {
    const argument = call.arguments[index];
    if (!argument || isNamedPlainly(call, index)) return [];
    return seatTypes(call, index).map((type) => ({
      title: `Cast ${nameOf(call, index)} to ${type}`,
      edits: castEdits(call, argument.value, type),
      isSafe: isJsonType(type),
    }));
  });
}

/** A payload or a context of any other type is refused; of a name, a cast may hide what is wrong with it. */
function isJsonType(type: string): boolean {
  return /^jsonb?$/.test(type);
}

/** A cast of the function's name makes sense only where the text does not show what it holds: `$1`, `:'arn'`. */
function isNamedPlainly(call: CallSite, index: number): boolean {
  const value = call.arguments[index]?.value;
  return (
    seatOf(call, index)?.meaning === 'functionName' &&
    (value?.type.kind !== 'unknown' || value.literal !== undefined)
  );
}

function rank(call: CallSite, index: number): number {
  const meaning = seatOf(call, index)?.meaning;
  if (meaning === 'payload') return 0;
  return meaning === 'context' ? 1 : 2;
}

function seatTypes(call: CallSite, index: number): readonly string[] {
  const name = call.arguments[index]?.name;
  const known = call.arguments[index]?.value.type;
  const types = (call.entry?.overloads ?? []).flatMap(({ parameters }) => {
    const seat =
      name === undefined ? parameters[index] : parameters.find((parameter) => parameter.name === name);
    return seat ? [seat.type.replace(/\(.*/, '')] : [];
  });
  return [...new Set(types)].filter((type) => known?.kind !== 'known' || known.name !== type);
}

/** An argument that no overload with the others has: the region of an ARN structure, one too many. */
function removals(call: CallSite): readonly FindingFix[] {
  return call.arguments
    .map((_, index) => ({
      title: `Remove ${nameOf(call, index)}`,
      edits: isWorthKeeping(call, index) ? ([] as readonly TextEdit[]) : removalEdits(call, index),
    }))
    .reverse();
}

/** By its number where the overloads do not agree what it is. */
function nameOf(call: CallSite, index: number): string {
  return call.arguments[index]?.name ?? seatOf(call, index)?.name ?? `argument ${index + 1}`;
}

/** The function and the payload are what the call is about. */
function isWorthKeeping(call: CallSite, index: number): boolean {
  const meaning = seatOf(call, index)?.meaning;
  return meaning === 'functionName' || meaning === 'payload';
}

function parameterNames(call: CallSite): readonly string[] {
  return [
    ...new Set((call.entry?.overloads ?? []).flatMap(({ parameters }) => parameters.map(({ name }) => name))),
  ];
}
