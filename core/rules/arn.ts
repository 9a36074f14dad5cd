import { parseFunctionReference } from '../arn/functionReference';
import { findPlaceholders } from '../arn/placeholders';
import { findArnProblems, type ArnProblem } from '../arn/problems';
import type { LiteralValue } from '../calls/model';
import type { Span } from '../span';
import { isSameSpelling } from '../text/spelling';
import { seatedLiterals } from './literals';
import type { Finding, Rule } from './rule';

/** A function's name or ARN, part by part; each squiggle covers its part alone. */
export const ARN: Rule = {
  codes: [
    'arn-format',
    'arn-partition',
    'arn-service',
    'arn-region',
    'arn-account',
    'arn-resource',
    'arn-partition-region',
    'function-name',
    'qualifier',
    'region-unknown',
  ],
  check(call): readonly Finding[] {
    return seatedLiterals(call)
      .filter(({ seat, literal }) => seat.meaning === 'functionName' && isText(literal.cast))
      .filter(({ literal }) => findPlaceholders(literal.string.value).length === 0)
      .flatMap(({ literal }) =>
        findArnProblems(parseFunctionReference(literal.string.value)).map((problem) =>
          toFinding(literal, problem),
        ),
      );
  },
};

/** `'(f,r)'::aws_commons._lambda_function_arn_1` is a record's text, no name. */
function isText(cast: string | undefined): boolean {
  return cast === undefined || cast === 'text' || cast.startsWith('varchar') || cast.startsWith('character');
}

function toFinding(literal: LiteralValue, problem: ArnProblem): Finding {
  const { code, message, replacement } = problem;
  // An empty part has no character of its own to underline: the whole literal stands for it.
  const span = problem.span.end > problem.span.start ? spanIn(literal, problem.span) : literal.span;
  if (!replacement) return { code, span, message };
  const edit = { ...spanIn(literal, replacement.span), newText: literal.string.escape(replacement.text) };
  const { text } = replacement;
  const isSafe = isSameSpelling(
    literal.string.value.slice(replacement.span.start, replacement.span.end),
    text,
  );
  return { code, span, message, fixes: [{ title: `Change to '${text}'`, edits: [edit], isSafe }] };
}

function spanIn({ string }: LiteralValue, span: Span): Span {
  return { start: string.offsetAt(span.start), end: string.offsetAt(span.end) };
}
