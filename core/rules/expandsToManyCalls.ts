import type { CallSite } from '../calls/model';
import { isMark, wordOf } from '../sql/cursor';
import type { Token } from '../sql/tokens';
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
        fixes: moveToFrom(call, call.expansion) ?? [],
      },
    ];
  },
};

const ENDS_FROM = new Set([
  ...[
    'where',
    'group',
    'having',
    'window',
    'union',
    'intersect',
    'except',
    'order',
    'limit',
    'offset',
    'fetch',
    'for',
  ],
]);
const ALIAS = 'invocation';

/** `SELECT (f()).* FROM t` → `SELECT invocation.* FROM t CROSS JOIN LATERAL f() AS invocation`. */
function moveToFrom(call: CallSite, expansion: Span): readonly FindingFix[] | undefined {
  const { tokens, text } = call.fragment;
  const behind = tokens.findIndex((token) => token.start >= expansion.end);
  const query = tokens.slice(behind < 0 ? tokens.length : behind);
  const from = findAtDepthZero(query, (token) => wordOf(token) === 'from' || endsQuery(token));
  const source = text.slice(call.span.start, call.span.end);
  const hasFrom = wordOf(query[from]) === 'from';
  const end = hasFrom ? from + 1 + findAtDepthZero(query.slice(from + 1), endsQuery) : from;
  const last = query[end - 1]?.end ?? expansion.end;
  const joined = hasFrom ? ` CROSS JOIN LATERAL ${source} AS ${ALIAS}` : ` FROM ${source} AS ${ALIAS}`;
  return [
    {
      title: 'Call it once, in FROM',
      edits: [
        { ...expansion, newText: `${ALIAS}.*` },
        { start: last, end: last, newText: joined },
      ],
    },
  ];
}

function endsQuery(token: Token): boolean {
  return ENDS_FROM.has(wordOf(token) ?? '') || isMark(token, ';') || token.kind === 'metaCommand';
}

/** Index of the first such token outside of parentheses, or of the one that closes them, or the length. */
function findAtDepthZero(tokens: readonly Token[], test: (token: Token) => boolean): number {
  let depth = 0;
  for (const [index, token] of tokens.entries()) {
    if (depth === 0 && test(token)) return index;
    if (isMark(token, '(')) depth++;
    else if (isMark(token, ')') && --depth < 0) return index;
  }
  return tokens.length;
}
