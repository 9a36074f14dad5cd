/** Applies the fixes that need no question: `check --fix`, and "fix all" of an editor. */
import type { RuleCode } from './catalog/rules';
import type { Fix, Problem } from './problems';
import { applyEdits } from './rules/mending';
import type { Span } from './span';

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
 * number of errors never rises. `find`: the problems of a text, all of them; `isWanted`:
 * those that are to be mended.
 */
export function applySafeFixes(
  text: string,
  find: (text: string) => readonly Problem[],
  isWanted: (problem: Problem) => boolean,
): FixedText {
  const applied: AppliedFix[] = [];
  let now = text;
  for (let pass = 0; pass < MAX_PASSES; pass++) {
    const problems = find(now);
    const chosen = chooseSafeFixes(problems.filter(isWanted));
    const step = applyTogether(now, problems, chosen, find) ?? applyHarmless(now, problems, chosen, find);
    if (step.applied.length === 0) break;
    now = step.text;
    applied.push(...step.applied);
  }
  return { text: now, applied };
}

interface Chosen {
  readonly code: RuleCode;
  readonly fix: Fix;
}

/** The only fix of each problem that has one and a safe one, in the order of the text; those that overlap an earlier one are left out. */
export function chooseSafeFixes(problems: readonly Problem[]): readonly Chosen[] {
  const chosen: Chosen[] = [];
  const taken: Span[] = [];
  for (const { code, fixes } of problems) {
    const [fix, other] = fixes;
    if (!fix?.isSafe || other || fix.edits.some((edit) => touchesAny(edit, taken))) continue;
    chosen.push({ code, fix });
    taken.push(...fix.edits);
  }
  return chosen;
}

/** Two insertions at one place have no order, so touching counts as well. */
function touchesAny(edit: Span, others: readonly Span[]): boolean {
  return others.some((other) => edit.start <= other.end && edit.end >= other.start);
}

/** Undefined where there would be more errors than before. */
function applyTogether(
  text: string,
  before: readonly Problem[],
  chosen: readonly Chosen[],
  find: (text: string) => readonly Problem[],
): FixedText | undefined {
  const fixed = applyEdits(
    text,
    chosen.flatMap(({ fix }) => fix.edits),
  );
  if (chosen.length > 0 && countErrors(find(fixed)) > countErrors(before)) return undefined;
  return { text: fixed, applied: chosen.map(({ code, fix }) => ({ code, title: fix.title })) };
}

/** Those of the fixes that do no harm by themselves. */
function applyHarmless(
  text: string,
  before: readonly Problem[],
  chosen: readonly Chosen[],
  find: (text: string) => readonly Problem[],
): FixedText {
  const harmless = chosen.filter((one) => applyTogether(text, before, [one], find) !== undefined);
  return (
    applyTogether(text, before, harmless, find) ??
    applyTogether(text, before, harmless.slice(0, 1), find) ?? { text, applied: [] }
  );
}

/** Not by code: an error that hid behind another may show once that is mended. */
function countErrors(problems: readonly Problem[]): number {
  return problems.filter(({ severity }) => severity === 'error').length;
}
