import { ASYNCHRONOUS } from '../catalog/enums';
import type { CallSite } from '../calls/model';
import { callAfter } from './mending';
import { seatOf } from '../calls/seat';
import { findRoutine } from './routine';
import { replaceLiteral } from './edits';
import { findSeated } from './literals';
import type { Finding, FindingFix, Rule } from './rule';

/** A trigger that waits for Lambda keeps the row's locks while it waits. */
export const SYNC_IN_TRIGGER: Rule = {
  codes: ['sync-in-trigger'],
  check(call): readonly Finding[] {
    if (!isSynchronous(call) || findRoutine(call.fragment)?.returns[0] !== 'trigger') return [];
    return [
      {
        code: 'sync-in-trigger',
        span: call.nameSpan,
        message:
          'A synchronous invocation in a trigger holds the locks of its transaction until Lambda has answered.',
        fixes: invokeAsynchronously(call),
      },
    ];
  },
};

/** By default or by its literal; a value that the text does not tell is none of our business. */
export function isSynchronous(call: CallSite): boolean {
  if (call.verdict.kind !== 'ok') return false;
  const index = call.arguments.findIndex((_, at) => seatOf(call, at)?.meaning === 'invocationType');
  const type = findSeated(call, 'invocationType');
  const [first] = call.verdict.overload.parameters.filter(({ meaning }) => meaning === 'invocationType');
  if (!first) return false;
  return index < 0 || `'${type?.literal.string.value}'` === first.default;
}

/** The edit that makes it so, if PostgreSQL accepts the call then. */
export function invokeAsynchronously(call: CallSite): readonly FindingFix[] {
  const type = findSeated(call, 'invocationType');
  const last = call.arguments.at(-1);
  if (!last) return [];
  const added = {
    start: last.span.end,
    end: last.span.end,
    newText: `, invocation_type => '${ASYNCHRONOUS}'`,
  };
  const edits = type ? replaceLiteral(type.literal, ASYNCHRONOUS) : [added];
  const fix = { title: `Invoke asynchronously ('${ASYNCHRONOUS}')`, edits };
  return callAfter(call, edits)?.verdict.kind === 'ok' ? [fix] : [];
}
