/** Two ways to say which function and where: text and `region`, or the structure that the helper function makes. */
import type { Argument, CallSite, Expression } from '../../../core/calls/model';
import { CREATE_LAMBDA_FUNCTION_ARN } from '../../../core/catalog/createLambdaArn';
import { INVOKE } from '../../../core/catalog/invoke';
import { seatOf } from '../../../core/calls/seat';
import { removalEdits } from '../../../core/rules/edits';
import type { Meaning } from '../../../core/catalog/schema';
import type { TextEdit } from '../../../core/sql/document';
import { ifAccepted, type Refactoring } from './refactoring';

const HELPER = `${CREATE_LAMBDA_FUNCTION_ARN.schema}.${CREATE_LAMBDA_FUNCTION_ARN.name}`;

/** `invoke('f', p, 'us-west-2')` → `invoke(create_lambda_function_arn('f', 'us-west-2'), p)`. */
export function useFunctionArn(call: CallSite): Refactoring | undefined {
  const name = call.arguments[indexOf(call, 'functionName')]?.value;
  if (call.entry !== INVOKE || call.verdict.kind !== 'ok' || !name?.literal) return undefined;
  const at = indexOf(call, 'region');
  const region = call.arguments[at]?.value;
  const given = [name, ...(region && !region.isNull ? [region] : [])].map((value) => textOf(call, value));
  const edits = [
    { ...name.span, newText: `${HELPER}(${given.join(', ')})` },
    ...(region ? removalEdits(call, at) : []),
  ];
  return ifAccepted(call, { title: `Name the function by ${CREATE_LAMBDA_FUNCTION_ARN.name}(…)`, edits });
}

/** The way back, where the structure is made of literals in place. */
export function useFunctionText(call: CallSite): Refactoring | undefined {
  const at = indexOf(call, 'functionName');
  const structure = call.arguments[at]?.value;
  const made = structure?.call;
  if (call.entry !== INVOKE || !structure || made?.entry !== CREATE_LAMBDA_FUNCTION_ARN) return undefined;
  const name = made.arguments[indexOf(made, 'functionName')]?.value;
  const region = made.arguments[indexOf(made, 'region')]?.value;
  if (!name?.literal || (region && !region.isNull && !region.literal)) return undefined;
  const edits = [
    { ...structure.span, newText: textOf(made, name) },
    ...giveRegion(call, region && textOf(made, region)),
  ];
  return ifAccepted(call, { title: 'Name the function by text', edits });
}

/** Behind the payload, which is where a positional `region` stands; by name where the payload is named. */
function giveRegion(call: CallSite, region: string | undefined): readonly TextEdit[] {
  const [, payload, next] = call.arguments;
  const last = call.arguments.at(-1);
  const shifts = isPositional(next);
  if (!last || (region === undefined && !shifts)) return [];
  const isNamed = !isPositional(payload) || !payload;
  const { end } = isNamed ? last.span : payload.span;
  return [{ start: end, end, newText: `, ${isNamed ? 'region => ' : ''}${region ?? 'NULL'}` }];
}

function isPositional(argument: Argument | undefined): boolean {
  return argument !== undefined && argument.name === undefined;
}

function indexOf(call: CallSite, meaning: Meaning): number {
  return call.arguments.findIndex((_, index) => seatOf(call, index)?.meaning === meaning);
}

function textOf({ fragment }: CallSite, { span }: Expression): string {
  return fragment.text.slice(span.start, span.end);
}
