import type { RunSummary } from './entry';
import type { KeptRun } from './historyFiles';
import { functionsOf } from './nodes';

/** The runs in which every word stands: in what ran, the functions, the errors, the connection or the file's name. */
export function searchRuns(runs: readonly KeptRun[], words: string): readonly KeptRun[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  if (wanted.length === 0) return runs;
  return runs.filter(({ summary }) => {
    const text = textOf(summary);
    return wanted.every((word) => text.includes(word));
  });
}

const known = new WeakMap<RunSummary, string>();

/** In lower case, made once: every key that is pressed asks for all of them. */
function textOf(summary: RunSummary): string {
  const before = known.get(summary);
  if (before !== undefined) return before;
  const { title, connection, text, end, statements } = summary;
  const failures = statements.flatMap(({ failure }) =>
    failure ? [failure.sqlstate ?? '', failure.message, failure.detail ?? ''] : [],
  );
  const all = [title, connection, end, ...functionsOf(summary), text, ...failures].join('\n').toLowerCase();
  known.set(summary, all);
  return all;
}
