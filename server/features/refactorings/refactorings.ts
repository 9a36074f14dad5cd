/** Other ways to write the call under the cursor. */
import { findProblems } from '../../../core/problems';
import { applyEdits } from '../../../core/rules/mending';
import { mergeSchemas, readSchema } from '../../../core/schema/readSchema';
import type { Span } from '../../../core/span';
import { SqlDocument } from '../../../core/sql/document';
import { outerEdits } from '../../../core/sql/fragment';
import { findDocumentCalls, moveSpan, type DocumentCall } from '../../spot/documentCalls';
import { allOnOneLine, oneArgumentALine } from './arrangeArguments';
import { decodeLog } from './decodeLog';
import { useFunctionArn, useFunctionText } from './functionArn';
import { buildFromLiteral, literalFromBuild } from './jsonLiteral';
import { makeAsynchronous } from './makeAsynchronous';
import { nameArguments } from './nameArguments';
import type { Refactor, Refactoring } from './refactoring';
import { wrapForBabelfish } from './wrapForBabelfish';

const ALL: readonly Refactor[] = [
  nameArguments,
  oneArgumentALine,
  allOnOneLine,
  buildFromLiteral,
  literalFromBuild,
  useFunctionArn,
  useFunctionText,
  decodeLog,
  makeAsynchronous,
  wrapForBabelfish,
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
  const [innermost] = around;
  if (!innermost) return [];
  const isHarmless = harmlessIn(document, innermost.chunkIndex);
  return ALL.flatMap((refactor) => {
    for (const found of around) {
      const refactoring = refactor(found.call, toFragment(document, found, span.start));
      const written = refactoring && toDocumentEdits(document, found, refactoring);
      if (refactoring) return written && isHarmless(written) ? [written] : [];
    }
    return [];
  });
}

/** The cursor in the call's fragment; at the call's start where it stands inside of an escape. */
function toFragment(document: SqlDocument, { call, chunkIndex }: DocumentCall, offset: number): number {
  return call.fragment.inner(offset - document.offsetOf(chunkIndex)) ?? call.span.start;
}

/** Undefined where the edits can't be written in the strings that the SQL is put together from. */
function toDocumentEdits(
  document: SqlDocument,
  { call, chunkIndex }: DocumentCall,
  refactoring: Refactoring,
): Refactoring | undefined {
  const base = document.offsetOf(chunkIndex);
  const edits = outerEdits(call.fragment, refactoring.edits);
  return edits && { ...refactoring, edits: edits.map((edit) => ({ ...edit, ...moveSpan(edit, base) })) };
}

/**
 * Whether edits of a statement bring no problem to it. It is read apart from the others, which know nothing of how it
 * is written: the price of the question must not be that of the whole script.
 */
function harmlessIn(document: SqlDocument, chunkIndex: number): (refactoring: Refactoring) => boolean {
  const chunk = document.chunks[chunkIndex];
  const base = document.offsetOf(chunkIndex);
  const declared = mergeSchemas([readSchema(document), document.elsewhere]);
  const count = (text: string): Counts =>
    countProblems(SqlDocument.create(text, chunk?.options ?? { psql: true }).among(declared));
  const text = chunk?.text ?? '';
  const before = count(text);
  return ({ edits }) => {
    const own = edits.map((edit) => ({ ...edit, start: edit.start - base, end: edit.end - base }));
    return bringsNone(before, count(applyEdits(text, own)));
  };
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
