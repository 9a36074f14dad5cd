import { ASYNCHRONOUS, DRY_RUN } from '../catalog/enums';
import { findQueryAround, tokenAt } from '../sql/query';
import { identifierName, type Token } from '../sql/tokens';
import type { CallSite } from '../calls/model';
import { findSeated } from './literals';
import type { Finding, Rule } from './rule';

/** What an invocation that returns no answer leaves NULL: all but the status. */
export const ASYNC_PAYLOAD_READ: Rule = {
  codes: ['async-payload-read'],
  check(call): readonly Finding[] {
    const type = findSeated(call, 'invocationType')?.literal.string.value;
    if (type !== ASYNCHRONOUS && type !== DRY_RUN) return [];
    const empty = new Set(call.entry?.overloads[0]?.outColumns.slice(1).map(({ name }) => name));
    return readColumns(call)
      .filter((token) => empty.has(identifierName(token) ?? ''))
      .map((token) => ({
        code: 'async-payload-read' as const,
        span: { start: token.start, end: token.end },
        message: `${token.text} is always NULL here: '${type}' returns a status and nothing else.`,
      }));
  },
};

/** Names that are read from the call's row: in the select list over it, or behind `(call).`. */
function readColumns(call: CallSite): readonly Token[] {
  const { tokens } = call.fragment;
  const behind = tokenAt(tokens, call.span.end);
  if (!call.inFrom) {
    const field = tokens[behind + 2];
    return tokens[behind]?.text === ')' && tokens[behind + 1]?.text === '.' && field ? [field] : [];
  }
  const list = findQueryAround(tokens, behind - 1)?.clauses.get('select');
  return list ? tokens.slice(list.start, list.end) : [];
}
