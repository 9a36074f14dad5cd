import type { CallSite } from '../calls/model';
import { analyzeChunk, createDocument } from '../analysis';
import { DRY_RUN } from '../catalog/enums';
import { INVOKE } from '../catalog/invoke';
import { replaceLiteral } from '../rules/edits';
import { findSeated } from '../rules/literals';
import { applyEdits, callAfter } from '../rules/mending';
import type { TextEdit } from '../sql/document';
import { seatOf } from '../calls/seat';

/**
 * The statement with each of its calls as a dry run, which asks AWS whether it would be allowed and runs nothing;
 * undefined where one of them can't be made so.
 */
export function toDryRun(text: string): string | undefined {
  const document = createDocument(text);
  const edits: TextEdit[] = [];
  for (const [index, chunk] of document.chunks.entries()) {
    for (const call of analyzeChunk(chunk).calls) {
      if (call.entry !== INVOKE) continue;
      const own = dryRunEdits(call);
      if (!own) return undefined;
      const base = document.offsetOf(index);
      edits.push(...own.map((edit) => ({ ...edit, start: edit.start + base, end: edit.end + base })));
    }
  }
  return edits.length > 0 ? applyEdits(text, edits) : undefined;
}

function dryRunEdits(call: CallSite): readonly TextEdit[] | undefined {
  const last = call.arguments.at(-1);
  if (call.fragment.parent || !last) return undefined;
  const type = findSeated(call, 'invocationType');
  const named = { start: last.span.end, end: last.span.end, newText: `, invocation_type => '${DRY_RUN}'` };
  const isGiven = call.arguments.some((_, index) => seatOf(call, index)?.meaning === 'invocationType');
  if (isGiven && !type) return undefined;
  const edits = type ? replaceLiteral(type.literal, DRY_RUN) : [named];
  return callAfter(call, edits)?.verdict.kind === 'ok' ? edits : undefined;
}
