/** What the rules find in one statement, in offsets of its chunk. */
import type { StatementAnalysis } from './analysis';
import type { CallSite } from './calls/model';
import { RULES } from './rules/index';
import type { Finding, RuleContext } from './rules/rule';
import type { Span } from './span';
import type { Chunk } from './sql/chunk';
import { outerSpan, type Fragment } from './sql/fragment';
import { findSuppressions, isSuppressed } from './suppressions';

/** A finding, and where it stands in the chunk. */
export interface PlacedFinding {
  readonly finding: Finding;
  /** Where the spans of the finding and of its fixes count. */
  readonly fragment: Fragment;
  readonly span: Span;
}

interface Kept {
  readonly context: RuleContext;
  readonly findings: readonly PlacedFinding[];
}

/** They go when their analysis goes, whose calls and tokens they hold. */
const known = new WeakMap<StatementAnalysis, Kept>();

/** In the order of the text, without those that a comment suppresses. */
export function findFindings(
  chunk: Chunk,
  analysis: StatementAnalysis,
  context: RuleContext,
): readonly PlacedFinding[] {
  const before = known.get(analysis);
  if (before?.context === context) return before.findings;
  const found = analysis.calls.flatMap((call) => {
    const ofCall = checkCall(call, context);
    return ofCall.length === 0 ? ofCall : withoutSuppressed(chunk, analysis.fragments, call, ofCall);
  });
  if (found.length === 0) return NONE;
  const findings = withoutRepeats(found).sort((a, b) => a.span.start - b.span.start);
  known.set(analysis, { context, findings });
  return findings;
}

const NONE: readonly PlacedFinding[] = [];

function checkCall(call: CallSite, context: RuleContext): readonly PlacedFinding[] {
  let found: PlacedFinding[] | undefined;
  for (const rule of RULES) {
    const findings = rule.check(call, context);
    if (findings.length === 0) continue;
    found ??= [];
    for (const finding of findings) found.push(place(finding, finding.fragment ?? call.fragment));
  }
  return found ?? NONE;
}

function place(finding: Finding, fragment: Fragment): PlacedFinding {
  return { finding, fragment, span: outerSpan(fragment, finding.span) };
}

function withoutSuppressed(
  chunk: Chunk,
  fragments: readonly Fragment[],
  call: CallSite,
  found: readonly PlacedFinding[],
): readonly PlacedFinding[] {
  const suppressions = findSuppressions(chunk, fragments);
  const above = [call.fragment.outer(call.span.start), chunk.start];
  return found.filter(
    ({ finding, span }) => !isSuppressed(suppressions, chunk, finding.code, [span.start, ...above]),
  );
}

/** Two calls in one routine may find the same fault in it. */
function withoutRepeats(found: readonly PlacedFinding[]): PlacedFinding[] {
  const places = found.map(({ finding, span }) => `${finding.code} ${span.start}`);
  const seen = new Set<string>();
  return found.filter((_, index) => {
    const place = places[index] ?? '';
    return !seen.has(place) && seen.add(place);
  });
}
