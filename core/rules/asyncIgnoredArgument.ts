import { ASYNCHRONOUS, LOG_TAIL } from '../catalog/enums';
import type { CallSite } from '../calls/model';
import { seatOf } from '../calls/seat';
import { replaceLiteral } from './edits';
import { findSeated } from './literals';
import { callAfter } from './mending';
import type { Finding, FindingFix, Rule } from './rule';

/** A log or a context asked of an asynchronous invocation: Lambda ignores both. */
export const ASYNC_IGNORED_ARGUMENT: Rule = {
  codes: ['async-ignored-argument'],
  check(call): readonly Finding[] {
    const type = findSeated(call, 'invocationType');
    if (type?.literal.string.value !== ASYNCHRONOUS) return [];
    return [...findLogType(call), ...findContext(call)];
  },
};

function findLogType(call: CallSite): readonly Finding[] {
  const logType = findSeated(call, 'logType');
  if (logType?.literal.string.value !== LOG_TAIL) return [];
  const none = logType.seat.default?.replaceAll("'", '') ?? '';
  return [
    {
      code: 'async-ignored-argument',
      span: logType.argument.span,
      message: `An asynchronous invocation (${ASYNCHRONOUS}) returns no log: '${LOG_TAIL}' does nothing here.`,
      fixes: [{ title: `Change to '${none}'`, edits: replaceLiteral(logType.literal, none), isSafe: true }],
    },
  ];
}

function findContext(call: CallSite): readonly Finding[] {
  return call.arguments.flatMap((argument, index) => {
    if (seatOf(call, index)?.meaning !== 'context' || argument.value.isNull) return [];
    const fix = { title: 'Change to NULL', edits: [{ ...argument.value.span, newText: 'NULL' }] };
    return [
      {
        code: 'async-ignored-argument' as const,
        span: argument.span,
        message: `An asynchronous invocation (${ASYNCHRONOUS}) passes no client context to the function.`,
        fixes: keepAccepted(call, fix),
      },
    ];
  });
}

function keepAccepted(call: CallSite, fix: FindingFix): readonly FindingFix[] {
  return callAfter(call, fix.edits)?.verdict.kind === 'ok' ? [fix] : [];
}
