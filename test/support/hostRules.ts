import assert from 'node:assert/strict';
import { findEmbeddedSql } from '../../core/host/embeddedSql';
import { findHostProblems } from '../../core/host/hostProblems';
import { applyEdits } from '../../core/rules/mending';

/** The whole list of findings, each as `code: the text under its squiggle`. */
export function checkHost(languageId: string, text: string, findings: readonly string[]): void {
  const found = findHostProblems(text, languageId).map(
    ({ code, span }) => `${code}: ${text.slice(span.start, span.end)}`,
  );
  assert.deepEqual(found, findings, text);
}

/** The first fix of the only finding with this code turns the text into `after`, and the finding is gone. */
export function checkHostFix(languageId: string, code: string, before: string, after: string): void {
  const withCode = findHostProblems(before, languageId).filter((problem) => problem.code === code);
  assert.equal(withCode.length, 1, `want one ${code} in: ${before}`);
  const fix = withCode[0]?.fixes[0];
  assert.ok(fix, `no fix of ${code} in: ${before}`);
  const fixed = applyEdits(before, fix.edits);
  assert.equal(fixed, after);
  const left = findHostProblems(fixed, languageId).filter((problem) => problem.code === code);
  assert.deepEqual(left, [], `${code} is still there`);
}

/** The SQL texts found, with `‹…›` for what is put in by the host, a template or a driver. */
export function checkSql(languageId: string, text: string, sql: readonly string[]): void {
  const found = findEmbeddedSql(text, languageId).map(({ document }) =>
    document.text.replace(/\ufdd0+/g, '‹›'),
  );
  assert.deepEqual(found, sql, text);
}

/** Nothing in the text is taken for SQL. */
export function checkNoSql(languageId: string, text: string): void {
  checkSql(languageId, text, []);
}
