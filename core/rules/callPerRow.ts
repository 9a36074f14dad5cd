import { wordOf } from '../sql/cursor';
import { findQueryAround, tokenAt } from '../sql/query';
import type { Finding, Rule } from './rule';

/** An invocation in a select list or a WHERE runs again for every row of the FROM list. */
export const CALL_PER_ROW: Rule = {
  codes: ['call-per-row'],
  check(call): readonly Finding[] {
    const columns = call.entry?.overloads[0]?.outColumns.length ?? 0;
    if (columns === 0 || call.inFrom) return [];
    const { tokens } = call.fragment;
    const query = findQueryAround(tokens, tokenAt(tokens, call.span.start));
    const from = query?.clauses.get('from');
    // FROM (SELECT …): how many rows that gives, the text does not tell.
    if (!from || wordOf(tokens[from.start]) === undefined) return [];
    const message = 'This invokes the function once for every row of the FROM list, one after the other.';
    return [{ code: 'call-per-row', span: call.nameSpan, message }];
  },
};
