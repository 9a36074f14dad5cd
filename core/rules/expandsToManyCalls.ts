import type { CallSite } from '../calls/model';
import { findQueryAround, tokenAt } from '../sql/query';
import type { Span } from '../span';
import type { Finding, FindingFix, Rule } from './rule';

/** PostgreSQL rewrites `(f()).*` to one call a column, and each of them runs. */
export const EXPANDS_TO_MANY_CALLS: Rule = {
  codes: ['expands-to-many-calls'],
  check(call): readonly Finding[] {
    const columns = call.entry?.overloads[0]?.outColumns.length ?? 0;
    if (!call.expansion || columns === 0) return [];
    return [
      {
        code: 'expands-to-many-calls',
        span: call.expansion,
        message: `PostgreSQL runs this call ${columns} times, once for every column of the result. Call it in FROM instead.`,
        fixes: moveToFrom(call, call.expansion),
      },
    ];
  },
};

const ALIAS = 'invocation';

/** `SELECT (f()).* FROM t` → `SELECT invocation.* FROM t CROSS JOIN LATERAL f() AS invocation`. */
function moveToFrom(call: CallSite, expansion: Span): readonly FindingFix[] {
  const { tokens, text } = call.fragment;
  const query = findQueryAround(tokens, tokenAt(tokens, expansion.start));
  const from = query?.clauses.get('from');
  const before = from ?? query?.clauses.get('into') ?? query?.clauses.get('select');
  const last = before && tokens[before.end - 1]?.end;
  if (last === undefined) return [];
  const source = `${text.slice(call.span.start, call.span.end)} AS ${ALIAS}`;
  const newText = from ? ` CROSS JOIN LATERAL ${source}` : ` FROM ${source}`;
  return [
    {
      title: 'Call it once, in FROM',
      // Beside another source, GROUP BY, ORDER BY and LIMIT decide how often each form runs it.
      isSafe: !from,
      edits: [
        { ...expansion, newText: `${ALIAS}.*` },
        { start: last, end: last, newText },
      ],
    },
  ];
}
