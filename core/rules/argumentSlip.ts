import type { CallSite } from '../calls/model';
import { removalEdits, replaceArgument } from './edits';
import { seatedLiterals, type SeatedLiteral } from './literals';
import { callAfter } from './mending';
import type { Finding, FindingFix, Rule } from './rule';
import { findSlip, type Slip } from './slip';
import { hasUntypedArn } from './untypedArn';

/** Right type, wrong seat: PostgreSQL accepts the call, and AWS is asked for something else than was meant. */
export const ARGUMENT_SLIP: Rule = {
  codes: ['argument-slip'],
  check(call, context): readonly Finding[] {
    if (hasUntypedArn(call, context)) return [];
    return seatedLiterals(call).flatMap((seated) => {
      const slip = findSlip(seated.seat, seated.literal.string.value);
      if (!slip) return [];
      return [
        {
          code: 'argument-slip' as const,
          span: seated.argument.span,
          message: `'${seated.literal.string.value}' lands in ${seated.seat.name}, but it is a value of ${slip.parameter.name}.`,
          get fixes() {
            return findFixes(call, seated, slip);
          },
        },
      ];
    });
  },
};

/** The ways to bring the value home; one is offered if the call it makes is accepted and this slip is gone. */
function findFixes(call: CallSite, seated: SeatedLiteral, slip: Slip): readonly FindingFix[] {
  const { argument, index } = seated;
  const named = `${slip.parameter.name} => '${slip.value}'`;
  const candidates: readonly FindingFix[] = [
    {
      title: `Leave ${seated.seat.name} out: NULL, '${slip.value}'`,
      edits: argument.name === undefined ? replaceArgument(argument, `NULL, '${slip.value}'`) : [],
    },
    { title: `Write ${named}`, edits: replaceArgument(argument, named) },
    { title: `Remove '${slip.value}'`, edits: removalEdits(call, index) },
  ];
  return candidates.filter(({ edits }) => edits.length > 0 && mends(call, edits, slipsIn(call)));
}

function mends(call: CallSite, edits: FindingFix['edits'], before: number): boolean {
  const after = callAfter(call, edits);
  return after?.verdict.kind === 'ok' && slipsIn(after) < before;
}

function slipsIn(call: CallSite): number {
  return seatedLiterals(call).filter(({ seat, literal }) => findSlip(seat, literal.string.value)).length;
}
