import { findPart, parseFunctionReference } from '../arn/functionReference';
import { findPlaceholders } from '../arn/placeholders';
import { describeUnknownRegion } from '../arn/problems';
import type { CallSite } from '../calls/model';
import { isSameSpelling } from '../text/spelling';
import { removalEdits, replaceLiteral } from './edits';
import { findSeated, type SeatedLiteral } from './literals';
import { callAfter } from './mending';
import type { Finding, FindingFix, Rule } from './rule';
import { findSlip } from './slip';
import { hasUntypedArn } from './untypedArn';

/** The region argument: one that AWS has, and the one that the ARN names. */
export const REGION: Rule = {
  codes: ['region-unknown', 'region-conflict'],
  check(call, context): readonly Finding[] {
    const region = findSeated(call, 'region');
    if (!region || findSlip(region.seat, region.literal.string.value) || hasUntypedArn(call, context))
      return [];
    if (findPlaceholders(region.literal.string.value).length > 0) return [];
    return findConflict(call, region) ?? findUnknown(region);
  },
};

function findUnknown({ literal }: SeatedLiteral): readonly Finding[] {
  const problem = describeUnknownRegion(literal.string.value);
  if (!problem) return [];
  const { message, nearest } = problem;
  const finding: Finding = { code: 'region-unknown', span: literal.span, message };
  if (nearest === undefined) return [finding];
  const isSafe = isSameSpelling(literal.string.value, nearest);
  return [
    {
      ...finding,
      fixes: [{ title: `Change to '${nearest}'`, edits: replaceLiteral(literal, nearest), isSafe }],
    },
  ];
}

function findConflict(call: CallSite, region: SeatedLiteral): readonly Finding[] | undefined {
  const name = findSeated(call, 'functionName');
  const inArn = name && findPart(parseFunctionReference(name.literal.string.value), 'region')?.text;
  const given = region.literal.string.value;
  if (inArn === undefined || inArn === given) return undefined;
  return [
    {
      code: 'region-conflict',
      span: region.literal.span,
      message: `The ARN says '${inArn}', the region argument '${given}': AWS refuses a call that contradicts itself.`,
      fixes: conflictFixes(call, region, inArn),
    },
  ];
}

function conflictFixes(call: CallSite, region: SeatedLiteral, inArn: string): readonly FindingFix[] {
  const removal = { title: 'Remove the region argument', edits: removalEdits(call, region.index) };
  const change = { title: `Change to '${inArn}'`, edits: replaceLiteral(region.literal, inArn) };
  const isLastPositional =
    call.arguments[region.index + 1]?.name !== undefined || !call.arguments[region.index + 1];
  const canRemove = isLastPositional && callAfter(call, removal.edits)?.verdict.kind === 'ok';
  return canRemove ? [change, removal] : [change];
}
