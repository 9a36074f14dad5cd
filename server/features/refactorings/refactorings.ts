/** Other ways to write the call under the cursor. */
import type { CallSite } from '../../../core/calls/model';
import { findProblems } from '../../../core/problems';
import type { Span } from '../../../core/span';
import type { SqlDocument, TextEdit } from '../../../core/sql/document';
import { findDocumentCalls, type DocumentCall } from '../../spot/documentCalls';
import { decodeLog } from './decodeLog';
import { useFunctionArn, useFunctionText } from './functionArn';
import { makeAsynchronous } from './makeAsynchronous';
import { nameArguments } from './nameArguments';
import type { Refactoring } from './refactoring';

const ALL: readonly ((call: CallSite) => Refactoring | undefined)[] = [
  nameArguments,
  useFunctionArn,
  useFunctionText,
  decodeLog,
  makeAsynchronous,
];

/**
 * Each that is possible, of the innermost call round the span for which it is, and that brings no problem with it,
 * for instance a column that would be empty then. Edits count in the document.
 */
export function findRefactorings(document: SqlDocument, span: Span): readonly Refactoring[] {
  const around = findDocumentCalls(document, span)
    .filter(({ call, toDocument }) => {
      const { start, end } = toDocument(call.span);
      return call.closed && start <= span.start && span.end <= end;
    })
    .reverse();
  if (around.length === 0) return [];
  const before = countProblems(document);
  const isHarmless = ({ edits }: Refactoring): boolean =>
    bringsNone(before, countProblems(edited(document, edits)));
  return ALL.flatMap((refactor) => {
    for (const found of around) {
      const refactoring = refactor(found.call);
      if (refactoring) return [toDocumentEdits(found, refactoring)].filter(isHarmless);
    }
    return [];
  });
}

function toDocumentEdits({ call, toDocument }: DocumentCall, { title, edits }: Refactoring): Refactoring {
  const moved = edits.map((edit): TextEdit => ({
    ...toDocument(edit),
    newText: call.fragment.escape(edit.newText),
  }));
  return { title, edits: moved };
}

/** Statements that no edit touches keep what is known of them. */
function edited(document: SqlDocument, edits: readonly TextEdit[]): SqlDocument {
  return edits.toSorted((a, b) => b.start - a.start).reduce((text, edit) => text.edit(edit), document);
}

type Counts = ReadonlyMap<string, number>;

function countProblems(document: SqlDocument): Counts {
  const counts = new Map<string, number>();
  for (const { code } of findProblems(document)) counts.set(code, (counts.get(code) ?? 0) + 1);
  return counts;
}

function bringsNone(before: Counts, after: Counts): boolean {
  return [...after].every(([code, count]) => count <= (before.get(code) ?? 0));
}
