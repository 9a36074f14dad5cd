import { outermost } from '../sql/fragment';
import { tokenAt } from '../sql/query';
import { isMark } from '../sql/cursor';
import type { Finding, Rule } from './rule';

/** psql replaces no variable inside quotes: PostgreSQL would see the colon. */
export const PSQL_VARIABLE_IN_BODY: Rule = {
  codes: ['psql-variable-in-body'],
  check(call): readonly Finding[] {
    const { fragment } = call;
    if (!fragment.parent || !outermost(fragment).psql) return [];
    const first = tokenAt(fragment.tokens, call.span.start);
    const tokens = fragment.tokens.slice(first, tokenAt(fragment.tokens, call.span.end));
    return tokens.flatMap((token, index) => {
      const next = tokens[index + 1];
      const isVariable = isMark(token, ':') && next?.start === token.end && /^['"]/.test(next.text);
      if (!isVariable) return [];
      return [
        {
          code: 'psql-variable-in-body' as const,
          span: { start: token.start, end: next.end },
          sqlstate: '42601',
          message: `psql leaves :${next.text} as it stands inside quotes. Build the statement with format('… %L …', …) and \\gexec, or pass the value as a parameter.`,
        },
      ];
    });
  },
};
