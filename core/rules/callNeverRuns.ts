import type { CallSite } from '../calls/model';
import { findClosing, isMark, wordOf } from '../sql/cursor';
import { findQueryAround, tokenAt, type Query } from '../sql/query';
import { identifierName, type Token } from '../sql/tokens';
import type { Finding, Rule } from './rule';

/** PostgreSQL evaluates nothing that no row asks for. */
export const CALL_NEVER_RUNS: Rule = {
  codes: ['call-never-runs'],
  check(call): readonly Finding[] {
    const { tokens } = call.fragment;
    const at = tokenAt(tokens, call.span.start);
    const query = findQueryAround(tokens, at);
    const reason = query && (findEmptyReason(tokens, query) ?? findUnreadCte(tokens, at));
    return reason === undefined ? [] : [toFinding(call, reason)];
  },
};

function toFinding(call: CallSite, reason: string): Finding {
  return { code: 'call-never-runs', span: call.nameSpan, message: `This call never runs: ${reason}.` };
}

function findEmptyReason(tokens: readonly Token[], query: Query): string | undefined {
  const limit = query.clauses.get('limit');
  if (limit && limit.end - limit.start === 1 && tokens[limit.start]?.text === '0')
    return 'LIMIT 0 asks for no row';
  const where = query.clauses.get('where');
  if (where && where.end - where.start === 1 && wordOf(tokens[where.start]) === 'false') {
    return 'WHERE false lets no row through';
  }
  return undefined;
}

/** A SELECT in a CTE runs only as far as something reads it. */
function findUnreadCte(tokens: readonly Token[], at: number): string | undefined {
  const cte = findCte(tokens, at);
  if (!cte) return undefined;
  const isRead = tokens.some((token, index) => index > cte.close && identifierName(token) === cte.name);
  return isRead
    ? undefined
    : `nothing reads ${cte.name}, and PostgreSQL does not run a SELECT in WITH for its own sake`;
}

/** The CTE round the token: `name [(columns)] AS [NOT] [MATERIALIZED] ( SELECT … )`, of a statement that begins WITH. */
function findCte(tokens: readonly Token[], at: number): { name: string; close: number } | undefined {
  if (firstWith(tokens) >= at) return undefined;
  for (let open = at; open >= 0; open--) {
    if (!isMark(tokens[open], '(') || wordOf(tokens[open + 1]) !== 'select') continue;
    const close = findClosing(tokens, open);
    if (close === undefined || close < at) continue;
    const name = cteName(tokens, open);
    if (name !== undefined) return { name, close };
  }
  return undefined;
}

/** In the tokens that were asked about last: every call of a statement asks. */
let latest: { readonly tokens: readonly Token[]; readonly first: number } | undefined;

/** Index of the first WITH; behind all tokens where there is none. */
function firstWith(tokens: readonly Token[]): number {
  if (latest?.tokens !== tokens) {
    const found = tokens.findIndex(({ word }) => word === 'with');
    latest = { tokens, first: found < 0 ? tokens.length : found };
  }
  return latest.first;
}

function cteName(tokens: readonly Token[], open: number): string | undefined {
  let at = open - 1;
  if (wordOf(tokens[at]) === 'materialized') at--;
  if (wordOf(tokens[at]) === 'not') at--;
  if (wordOf(tokens[at]) !== 'as') return undefined;
  at--;
  if (isMark(tokens[at], ')')) while (at > 0 && !isMark(tokens[at--], '('));
  const name = tokens[at];
  return name && identifierName(name);
}
