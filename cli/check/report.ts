/** What `check` found in a file, in the shape of its JSON: a contract with its users. */
import type { Verdict } from '../../core/calls/model';
import type { RuleCode, Severity } from '../../core/catalog/rules';
import { applyGrades, type Grades } from '../../core/configuration';
import type { Problem } from '../../core/problems';
import type { AppliedFix } from '../../core/safeFixes';
import type { Span } from '../../core/span';
import { Lines } from '../excerpt';
import { createFingerprints } from './fingerprint';
import { findPieceCalls, findStatementText, type PlacedCall, type SqlPiece } from './inspection';

/** From 1, columns in UTF-16 units, the end exclusive. */
export interface Region {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

export interface CallReport extends Region {
  /** `schema.name`, folded. */
  readonly function: string;
  readonly verdict: Verdict['kind'];
  /** The overload's id where the verdict is `ok`; null for the helper function. */
  readonly overload: string | null;
}

export interface EditReport extends Region {
  readonly newText: string;
}

export interface FixReport {
  readonly title: string;
  readonly edits: readonly EditReport[];
}

export interface ProblemReport extends Region {
  readonly code: RuleCode;
  readonly severity: Severity;
  readonly message: string;
  readonly sqlstate: string | null;
  /** Stays the same while the statement moves; no other problem of the file has it. */
  readonly fingerprint: string;
  readonly fixes: readonly FixReport[];
}

export interface FileReport {
  /** As it was given; `-` for standard input. */
  readonly path: string;
  readonly calls: readonly CallReport[];
  readonly problems: readonly ProblemReport[];
  /** What `--fix` mended; there only with it. */
  readonly fixed?: readonly AppliedFix[];
}

/** `pieces`: the SQL of the text. */
export function reportFile(
  path: string,
  text: string,
  pieces: readonly SqlPiece[],
  grades: Grades,
): FileReport {
  const lines = new Lines(text);
  const nameProblem = createFingerprints();
  return {
    path,
    calls: pieces.flatMap((piece) => findPieceCalls(piece).map((call) => reportCall(call, lines))),
    problems: pieces.flatMap((piece) =>
      applyGrades(piece.problems, grades).map((problem) => {
        const statement = findStatementText(piece, problem.span.start);
        return reportProblem(problem, nameProblem(problem.code, statement), lines);
      }),
    ),
  };
}

function reportCall({ call, span }: PlacedCall, lines: Lines): CallReport {
  return {
    function: `${call.schema}.${call.name}`,
    ...toRegion(span, lines),
    verdict: call.verdict.kind,
    overload: call.verdict.kind === 'ok' ? call.verdict.overload.id : null,
  };
}

function reportProblem(
  { code, severity, message, sqlstate, span, fixes }: Problem,
  fingerprint: string,
  lines: Lines,
): ProblemReport {
  return {
    code,
    severity,
    message,
    sqlstate,
    ...toRegion(span, lines),
    fingerprint,
    fixes: fixes.map(({ title, edits }) => ({
      title,
      edits: edits.map((edit) => ({ ...toRegion(edit, lines), newText: edit.newText })),
    })),
  };
}

function toRegion({ start, end }: Span, lines: Lines): Region {
  const from = lines.positionAt(start);
  const to = lines.positionAt(end);
  return { line: from.line, column: from.column, endLine: to.line, endColumn: to.column };
}
