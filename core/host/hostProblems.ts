/** All that the rules find in the SQL of a host file, in offsets of the file, with fixes ready to apply. */
import type { RuleCode } from '../catalog/rules';
import { findProblems, type Fix, type Problem } from '../problems';
import { HOLE } from '../sql/holes';
import { findEmbeddedSql, type EmbeddedSql } from './embeddedSql';

/** psql reads scripts, not what a program sends. */
const ABOUT_PSQL: ReadonlySet<RuleCode> = new Set(['psql-variable-in-body', 'psql-variable-untyped']);

/** Problems in the order of the text. `languageId`: as editors call the file's language. */
export function findHostProblems(text: string, languageId: string): readonly Problem[] {
  return findEmbeddedSql(text, languageId).flatMap((embedded) => findEmbeddedProblems(embedded));
}

/** The problems of one piece of SQL, in offsets of the host's text; fixes that can't be written there are left out. */
export function findEmbeddedProblems(embedded: EmbeddedSql): readonly Problem[] {
  return findProblems(embedded.document)
    .filter(({ code }) => embedded.isScript || !ABOUT_PSQL.has(code))
    .map((problem) => toHostProblem(embedded, problem));
}

/** A problem of the SQL as one of the document round it. */
export function toHostProblem(embedded: EmbeddedSql, problem: Problem): Problem {
  return {
    ...problem,
    message: problem.message.replaceAll(HOLE, '…'),
    span: embedded.outer(problem.span),
    fixes: problem.fixes.flatMap((fix) => toHostFix(embedded, fix) ?? []),
  };
}

function toHostFix(embedded: EmbeddedSql, fix: Fix): Fix | undefined {
  const written = fix.edits.map((edit) => embedded.toHostEdit(edit));
  const whole = written.filter((edit) => edit !== undefined);
  return whole.length === written.length && whole.length > 0 ? { ...fix, edits: whole } : undefined;
}
