/** Tries an edit out: a fix is offered only if PostgreSQL's rules accept the call that it makes. */
import { findCalls } from '../calls/callSites';
import type { CallSite } from '../calls/model';
import type { Span } from '../span';
import { isMark } from '../sql/cursor';
import type { TextEdit } from '../sql/document';
import { findQueryAround, tokenAt } from '../sql/query';
import { tokenize } from '../sql/tokens';

/** The call as it would be after the edits, which lie inside of it; undefined where it is none any more. */
export function callAfter(call: CallSite, edits: readonly TextEdit[]): CallSite | undefined {
  const { start, end } = surroundingsOf(call);
  const text = applyEdits(
    call.fragment.text.slice(start, end),
    edits.map((edit) => ({ ...edit, start: edit.start - start, end: edit.end - start })),
  );
  const { significant, comments } = tokenize(text, { psql: call.fragment.psql });
  const calls = findCalls({ ...call.fragment, text, tokens: significant, comments }, call.declared);
  return calls.find(({ span }) => span.start === call.span.start - start);
}

/** Up to this length all of the text round a call is read again: names may come from anywhere in it. */
const SHORT = 20_000;

/** Of a long text, what matters most: the query that it stands in, or what stands beside it up to the semicolon. */
function surroundingsOf({ fragment: { tokens, text }, span }: CallSite): Span {
  if (text.length <= SHORT) return { start: 0, end: text.length };
  const at = tokenAt(tokens, span.start);
  const query = findQueryAround(tokens, at);
  if (query) return { start: tokens[query.start]?.start ?? 0, end: tokens[query.end]?.start ?? text.length };
  const behind = tokens.slice(at).find((token) => token.start >= span.end && isMark(token, ';'));
  return { start: tokens[at - 1]?.start ?? span.start, end: behind?.start ?? text.length };
}

/** Applies edits that do not overlap. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let result = '';
  let from = 0;
  for (const edit of [...edits].sort((a, b) => a.start - b.start)) {
    result += text.slice(from, edit.start) + edit.newText;
    from = edit.end;
  }
  return result + text.slice(from);
}
