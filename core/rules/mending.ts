/** Tries an edit out: a fix is offered only if PostgreSQL's rules accept the call that it makes. */
import { findCalls } from '../calls/callSites';
import type { CallSite } from '../calls/model';
import type { TextEdit } from '../sql/document';
import { tokenize } from '../sql/tokens';

/** The call as it would be after the edits, which lie inside of it; undefined where it is none any more. */
export function callAfter(call: CallSite, edits: readonly TextEdit[]): CallSite | undefined {
  const base = call.span.start;
  const source = call.fragment.text.slice(base, call.span.end);
  const text = applyEdits(
    source,
    edits.map((edit) => ({ ...edit, start: edit.start - base, end: edit.end - base })),
  );
  const { significant, comments } = tokenize(text, { psql: call.fragment.psql });
  return findCalls({ ...call.fragment, text, tokens: significant, comments })[0];
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
