import { CREATE_LAMBDA_FUNCTION_ARN } from './createLambdaArn';
import { INVOKE } from './invoke';
import type { FunctionEntry } from './schema';

export const FUNCTIONS: readonly FunctionEntry[] = [INVOKE, CREATE_LAMBDA_FUNCTION_ARN];

/** Schema name → what stands in it; the names by which a text is known to concern us. */
export const SCHEMAS: readonly { readonly name: string; readonly doc: string }[] = [
  { name: INVOKE.schema, doc: 'The extension that invokes AWS Lambda functions from SQL.' },
  {
    name: CREATE_LAMBDA_FUNCTION_ARN.schema,
    doc: 'Types and helper functions that the AWS extensions share.',
  },
];

/** Names as PostgreSQL folds them. */
export function findFunction(schema: string, name: string): FunctionEntry | undefined {
  return FUNCTIONS.find((entry) => entry.schema === schema && entry.name === name);
}
