import type { Finding, Rule } from './rule';

/** What Lambda did is done: no ROLLBACK reaches it. */
export const ROLLBACK_KEEPS_INVOCATION: Rule = {
  codes: ['rollback-keeps-invocation'],
  check(call, { rollsBack }): readonly Finding[] {
    if (!rollsBack || call.fragment.parent || call.entry?.overloads[0]?.returns !== 'record') return [];
    const message = 'This block ends in ROLLBACK, which does not undo the invocation.';
    return [{ code: 'rollback-keeps-invocation', span: call.nameSpan, message }];
  },
};
