import assert from 'node:assert/strict';
import { createDocument } from '../../core/analysis';
import { findProblems, type Problem } from '../../core/problems';
import { applyEdits } from '../../core/rules/mending';
import { annotations, cursor } from './fixture';

export function problemsOf(sql: string): readonly Problem[] {
  return findProblems(createDocument(sql));
}

/** The whole list of findings must be what the caret lines say: `--  ^^^ error code`. */
export function checkDiagnostics(sql: string): void {
  const found = problemsOf(sql).map(
    ({ span, severity, code }) => `${sql.slice(span.start, span.end)} ⇒ ${severity} ${code}`,
  );
  assert.deepEqual(found, annotations(sql));
}

/** The first fix of the finding with this code at the cursor turns `before` into `after`, and the finding is gone. */
export function checkFix(code: string, before: string, after: string, title?: string): void {
  const { text, offset } = cursor(before);
  const problem = problemsOf(text).find(
    ({ code: found, span }) => found === code && span.start <= offset && offset <= span.end,
  );
  assert.ok(problem, `no ${code} at the cursor of: ${before}`);
  const fix = title === undefined ? problem.fixes[0] : problem.fixes.find((one) => one.title === title);
  assert.ok(fix, `no such fix; there are: ${problem.fixes.map((one) => one.title).join(', ') || 'none'}`);
  checkEditsApart(fix.edits);
  const fixed = applyEdits(text, fix.edits);
  assert.equal(fixed, after);
  const left = problemsOf(fixed).filter((one) => one.code === code).length;
  assert.equal(
    left,
    problemsOf(text).filter((one) => one.code === code).length - 1,
    `${code} is still there`,
  );
}

function checkEditsApart(edits: readonly { readonly start: number; readonly end: number }[]): void {
  const sorted = [...edits].sort((a, b) => a.start - b.start);
  for (const [index, edit] of sorted.entries()) {
    const next = sorted[index + 1];
    assert.ok(!next || edit.end <= next.start, 'edits overlap');
  }
}
