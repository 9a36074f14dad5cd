/** What to write for a parameter or a call before anything is known of it. */
import { CREATE_LAMBDA_FUNCTION_ARN } from '../../../core/catalog/createLambdaArn';
import { LAMBDA_ARN_TYPE } from '../../../core/catalog/invoke';
import { ARN_PARTS, arnPart, type ArnPartName } from '../../../core/catalog/lambdaArn';
import type { FunctionEntry, Parameter } from '../../../core/catalog/schema';
import type { InsertPart } from './proposal';

/** `schema.name` with its required arguments. */
export function writeCall(entry: FunctionEntry): readonly InsertPart[] {
  return [`${entry.schema}.${entry.name}`, ...writeArguments(entry)];
}

/** The parentheses with the required arguments. */
export function writeArguments({ overloads }: FunctionEntry): readonly InsertPart[] {
  const required = (overloads[0]?.parameters ?? []).filter((parameter) => parameter.default === undefined);
  const parts = required.flatMap((parameter, index) => [
    ...(index > 0 ? [', '] : []),
    ...writeValue(parameter),
  ]);
  return ['(', ...parts, ')'];
}

function writeValue(parameter: Parameter): readonly InsertPart[] {
  switch (parameter.meaning) {
    case 'functionName':
      if (parameter.type === LAMBDA_ARN_TYPE) return writeCall(CREATE_LAMBDA_FUNCTION_ARN);
      return ["'", { placeholder: arnPart('functionName').example }, "'"];
    case 'payload':
    case 'context':
      return writeJson(parameter.type);
    default:
      return ["'", { placeholder: '' }, "'"];
  }
}

/**
 * A literal of this type: untyped, json and jsonb would fit alike. The place is inside of the braces: over selected
 * ones, editors would put typed quotes and braces around.
 */
export function writeJson(type: string): readonly InsertPart[] {
  return ["'{", { placeholder: '' }, `}'::${type}`];
}

/** The parts of an ARN that are not always the same. */
const VARYING: ReadonlySet<ArnPartName> = new Set(['region', 'account', 'functionName']);

/** A full ARN, without a qualifier. */
export function writeArn(): readonly InsertPart[] {
  const parts = ARN_PARTS.filter((part) => part.name !== 'qualifier');
  return parts.flatMap(({ name, example }, index) => [
    ...(index > 0 ? [':'] : []),
    VARYING.has(name) ? { placeholder: example } : example,
  ]);
}
