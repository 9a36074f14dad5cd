/** Mending all at once: what an editor does on save, and the command line with `--fix`. */
import type { Problem } from './problems';
import type { Span } from './span';
import type { TextEdit } from './sql/document';

/**
 * The edits that mend all problems at once, none touching another, in the texts' own offsets. Left alone are problems
 * with several fixes, where taking one would be a guess, and advice, which nobody asked to follow. Of two fixes that
 * touch, the first one counts: the other may be there again once the edits are applied.
 */
export function findFixAllEdits(problems: readonly Problem[]): readonly TextEdit[] {
  const chosen: TextEdit[] = [];
  for (const { fixes, severity } of problems) {
    const [fix, other] = fixes;
    if (!fix || other || severity === 'information') continue;
    if (!fix.edits.some((edit) => touchesAny(edit, chosen))) chosen.push(...fix.edits);
  }
  return chosen;
}

function touchesAny(edit: Span, others: readonly Span[]): boolean {
  return others.some((other) => edit.start <= other.end && edit.end >= other.start);
}
