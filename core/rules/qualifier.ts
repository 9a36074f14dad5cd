import { findPart, parseFunctionReference } from '../arn/functionReference';
import { findPlaceholders } from '../arn/placeholders';
import type { CallSite } from '../calls/model';
import { arnPart, LIMITS } from '../catalog/lambdaArn';
import { replaceLiteral } from './edits';
import { findSeated, type SeatedLiteral } from './literals';
import type { Finding, Rule } from './rule';
import { hasUntypedArn } from './untypedArn';

/** The qualifier argument: a version or alias, and the one that the function's name ends with. */
export const QUALIFIER: Rule = {
  codes: ['qualifier', 'qualifier-conflict'],
  check(call, context): readonly Finding[] {
    const qualifier = findSeated(call, 'qualifier');
    if (!qualifier || hasUntypedArn(call, context)) return [];
    return findMalformed(qualifier) ?? findConflict(call, qualifier) ?? [];
  },
};

function findMalformed({ literal }: SeatedLiteral): readonly Finding[] | undefined {
  const given = literal.string.value;
  if (findPlaceholders(given).length > 0) return [];
  if (given.length > LIMITS.qualifier) {
    const message = `A qualifier has at most ${LIMITS.qualifier} characters, this one has ${given.length}.`;
    return [{ code: 'qualifier', span: literal.span, message }];
  }
  const facts = arnPart('qualifier');
  if (facts.pattern.test(given)) return undefined;
  return [{ code: 'qualifier', span: literal.span, message: `'${given}' is not a qualifier. ${facts.doc}` }];
}

function findConflict(call: CallSite, qualifier: SeatedLiteral): readonly Finding[] | undefined {
  const inName = qualifierOfName(call);
  const given = qualifier.literal.string.value;
  if (inName === undefined || inName === given) return undefined;
  return [
    {
      code: 'qualifier-conflict',
      span: qualifier.literal.span,
      message: `function_name ends with ':${inName}', the qualifier says '${given}': AWS refuses a call that contradicts itself.`,
      fixes: [{ title: `Change to '${inName}'`, edits: replaceLiteral(qualifier.literal, inName) }],
    },
  ];
}

/** Of the function's name in this call, or in the `create_lambda_function_arn` that makes it. */
function qualifierOfName(call: CallSite): string | undefined {
  const named = findSeated(call, 'functionName') ?? innerName(call);
  return named && findPart(parseFunctionReference(named.literal.string.value), 'qualifier')?.text;
}

function innerName(call: CallSite): SeatedLiteral | undefined {
  const inner = call.arguments[0]?.value.call;
  return inner && findSeated(inner, 'functionName');
}
