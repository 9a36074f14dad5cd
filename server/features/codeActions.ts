import {
  CodeActionKind,
  type CodeAction,
  type Diagnostic,
  type Range,
  type TextEdit,
} from 'vscode-languageserver-types';
import { createDocument } from '../../core/analysis';
import { applyGrades, NO_GRADES, type Grades } from '../../core/configuration';
import { findProblems, type Fix, type Problem } from '../../core/problems';
import { findSafeEdits } from '../../core/safeFixes';
import type { Span } from '../../core/span';
import type { SqlDocument, TextEdit as OffsetEdit } from '../../core/sql/document';
import { FIX_ALL_KIND } from '../start/capabilities';
import { toRange, type Positioned } from '../documents/ranges';
import { toDiagnostic } from './diagnostics';
import { findRefactorings } from './refactorings/refactorings';

/** A code action without the wrapping that depends on the client: edits of the one document. */
export interface DocumentAction {
  readonly title: string;
  readonly kind: string;
  readonly edits: readonly TextEdit[];
  /** The problem it mends, where it mends one. */
  readonly diagnostic?: Diagnostic;
  readonly isPreferred?: boolean;
}

/**
 * Quick fixes of the problems that touch the range, "fix all" where anything can be mended, and other ways to write
 * the call round the range. `only`: the kinds asked for, each with its sub-kinds; absent for all. A rule that is turned
 * off has nothing to mend.
 */
export function codeActions(
  document: SqlDocument,
  range: Range,
  only?: readonly string[],
  grades: Grades = NO_GRADES,
): readonly DocumentAction[] {
  const span = { start: document.offsetAt(range.start), end: document.offsetAt(range.end) };
  const source = {
    document,
    problems: applyGrades(findProblems(document, span), grades),
    findIn: (text: string) => applyGrades(findProblems(createDocument(text)), grades),
  };
  return [...mendings(source, range, only), ...rewrites(document, range, only)];
}

/** A document of any language, and how problems are found in it. */
export interface Mendable {
  readonly document: Positioned & { readonly text: string };
  readonly problems: readonly Problem[];
  /** The problems of another text of the same language. */
  readonly findIn: (text: string) => readonly Problem[];
}

/** What mends the problems that are known. */
export function mendings(
  { document, problems, findIn }: Mendable,
  range: Range,
  only?: readonly string[],
): readonly DocumentAction[] {
  const span = { start: document.offsetAt(range.start), end: document.offsetAt(range.end) };
  const actions: DocumentAction[] = [];
  if (isWanted(CodeActionKind.QuickFix, only)) actions.push(...quickFixes(document, problems, span));
  // Offered unasked it would stand under every light bulb; editors ask for it by its kind.
  if (only && isWanted(FIX_ALL_KIND, only)) actions.push(...fixAll(document, findIn));
  return actions;
}

/** Other ways to write the call round the range. */
export function rewrites(
  document: SqlDocument,
  { start, end }: Range,
  only?: readonly string[],
): readonly DocumentAction[] {
  const kinds = [CodeActionKind.RefactorRewrite, CodeActionKind.RefactorExtract];
  if (!kinds.some((kind) => isWanted(kind, only))) return [];
  const span = { start: document.offsetAt(start), end: document.offsetAt(end) };
  const actions = findRefactorings(document, span).map(({ title, edits, extracts }) => ({
    title,
    kind: extracts ? CodeActionKind.RefactorExtract : CodeActionKind.RefactorRewrite,
    edits: toTextEdits(document, edits),
  }));
  return actions.filter(({ kind }) => isWanted(kind, only));
}

function isWanted(kind: string, only: readonly string[] | undefined): boolean {
  return !only || only.some((wanted) => wanted === '' || kind === wanted || kind.startsWith(`${wanted}.`));
}

function quickFixes(document: Positioned, problems: readonly Problem[], span: Span) {
  const touched = problems.filter(
    (problem) => problem.span.start <= span.end && problem.span.end >= span.start,
  );
  return touched.flatMap((problem) => problem.fixes.map((fix) => toQuickFix(document, problem, fix)));
}

function toQuickFix(document: Positioned, problem: Problem, fix: Fix): DocumentAction {
  return {
    title: fix.title,
    kind: CodeActionKind.QuickFix,
    edits: toTextEdits(document, fix.edits),
    diagnostic: toDiagnostic(document, problem),
    ...(problem.fixes.length === 1 && { isPreferred: true }),
  };
}

function fixAll(document: Mendable['document'], findIn: Mendable['findIn']): readonly DocumentAction[] {
  const edits = findSafeEdits(document.text, findIn);
  if (edits.length === 0) return [];
  const title = 'Fix all problems of Lambda calls that have one safe fix';
  return [{ title, kind: FIX_ALL_KIND, edits: toTextEdits(document, edits) }];
}

function toTextEdits(document: Positioned, edits: readonly OffsetEdit[]): TextEdit[] {
  return edits.map((edit) => ({ range: toRange(document, edit), newText: edit.newText }));
}

/** As LSP has it: `wrap` makes the workspace edit of the document's edits. */
export function toCodeAction(
  action: DocumentAction,
  wrap: (edits: readonly TextEdit[]) => NonNullable<CodeAction['edit']>,
  takesPreferred: boolean,
): CodeAction {
  return {
    title: action.title,
    kind: action.kind,
    edit: wrap(action.edits),
    ...(action.diagnostic && { diagnostics: [action.diagnostic] }),
    ...(action.isPreferred && takesPreferred && { isPreferred: true }),
  };
}
