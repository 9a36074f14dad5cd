/** Applies the fixes that need no question: `check --fix`, and "fix all" of an editor. */
import type { RuleCode, Severity } from './catalog/rules';
import type { Fix, Problem } from './problems';
import { applyEdits } from './rules/mending';
import type { Span } from './span';
import type { TextEdit } from './sql/document';

export interface AppliedFix {
  readonly code: RuleCode;
  readonly title: string;
}

export interface FixedText {
  readonly text: string;
  /** In the order in which they were applied. */
  readonly applied: readonly AppliedFix[];
}

/** One fix can make room for another, such as one of the same place; a text that takes more passes goes in circles. */
const MAX_PASSES = 10;

/**
 * The text with every safe fix applied of which there is exactly one for its problem, until there is none left. The
 * number of errors never rises. `find`: all problems of a text; `isWanted`: those that are to be mended.
 */
export function applySafeFixes(
  text: string,
  find: (text: string) => readonly Problem[],
  isWanted: (problem: Problem) => boolean,
): FixedText {
  const applied: AppliedFix[] = [];
  let now = text;
  for (let pass = 0; pass < MAX_PASSES; pass++) {
    const chosen = chooseForPass(now, find, isWanted);
    if (chosen.length === 0) break;
    now = applyChosen(now, chosen);
    applied.push(...chosen.map(({ code, fix }) => ({ code, title: fix.title })));
  }
  return { text: now, applied };
}

/** The edits of one such pass, in the text's offsets, for an editor that asks again after them. */
export function findSafeEdits(text: string, find: (text: string) => readonly Problem[]): readonly TextEdit[] {
  return chooseForPass(text, find, () => true).flatMap(({ fix }) => fix.edits);
}

interface Chosen {
  readonly code: RuleCode;
  readonly severity: Severity;
  readonly fix: Fix;
}

function chooseForPass(
  text: string,
  find: (text: string) => readonly Problem[],
  isWanted: (problem: Problem) => boolean,
): readonly Chosen[] {
  const problems = find(text);
  const chosen = chooseSafeFixes(problems.filter(isWanted));
  if (chosen.length === 0) return [];
  return chooseHarmless(chosen, countErrors(problems), (some) => countErrors(find(applyChosen(text, some))));
}

/** The fix of each problem that has one alone, and a safe one; those that touch an earlier one are left out. */
function chooseSafeFixes(problems: readonly Problem[]): readonly Chosen[] {
  const chosen: Chosen[] = [];
  const taken: Span[] = [];
  for (const { code, severity, fixes } of problems) {
    const [fix, other] = fixes;
    if (!fix?.isSafe || other || fix.edits.some((edit) => touchesAny(edit, taken))) continue;
    chosen.push({ code, severity, fix });
    taken.push(...fix.edits);
  }
  return chosen;
}

/** Two insertions at one place have no order, so touching counts as well. */
function touchesAny(edit: Span, others: readonly Span[]): boolean {
  return others.some((other) => edit.start <= other.end && edit.end >= other.start);
}

/**
 * Where each fix takes its error away and brings none, all can go at once. Else the half of them that it is not due
 * to, and so on down to the one: that may trade its error for one that hid behind it, but never for two.
 */
function chooseHarmless(
  chosen: readonly Chosen[],
  before: number,
  errorsAfter: (chosen: readonly Chosen[]) => number,
): readonly Chosen[] {
  const after = errorsAfter(chosen);
  if (after <= before - countErrors(chosen)) return chosen;
  if (chosen.length === 1) return after <= before ? chosen : [];
  const middle = chosen.length >> 1;
  return [chosen.slice(0, middle), chosen.slice(middle)].flatMap((half) =>
    chooseHarmless(half, before, errorsAfter),
  );
}

function applyChosen(text: string, chosen: readonly Chosen[]): string {
  return applyEdits(
    text,
    chosen.flatMap(({ fix }) => fix.edits),
  );
}

function countErrors(problems: readonly Pick<Problem, 'severity'>[]): number {
  return problems.filter(({ severity }) => severity === 'error').length;
}
