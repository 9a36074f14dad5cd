/** What "New Function" writes. */
import { isCreatableName } from '../../core/arn/creatableName';

export interface FunctionTemplate {
  readonly label: string;
  readonly detail: string;
  readonly extension: string;
  readonly text: string;
}

export const FUNCTION_TEMPLATES: readonly FunctionTemplate[] = [
  {
    label: 'Node.js',
    detail: 'JavaScript module',
    extension: '.mjs',
    text: `/** What is returned is the payload that aws_lambda.invoke gives back; what is thrown is its error. */
export async function handler(event, context) {
  console.log('called as', context.functionName, context.awsRequestId);
  return { statusCode: 200, body: event };
}
`,
  },
  {
    label: 'Python',
    detail: 'Python 3',
    extension: '.py',
    text: `def lambda_handler(event, context):
    """What is returned is the payload that aws_lambda.invoke gives back; what is raised is its error."""
    print("called as", context.function_name, context.aws_request_id)
    return {"statusCode": 200, "body": event}
`,
  },
];

/** Why nothing can be written to the functions folder. */
export function describeUnusable(folder: string, { code = '', message }: NodeJS.ErrnoException): string {
  const why = REASONS[code] ?? message;
  return `No function can be written to ${folder}: ${why}. Choose another functions folder, or mend this one.`;
}

const REASONS: Readonly<Record<string, string>> = {
  EEXIST: 'there is a file of this name',
  ENOTDIR: 'it lies below what is no folder',
  EACCES: 'you may not write there',
  EPERM: 'you may not write there',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
};

/** Lambda's own form of a bare name; says what is wrong with it, undefined: nothing. */
export function validateFunctionName(name: string, taken: readonly string[]): string | undefined {
  if (!isCreatableName(name)) {
    return 'Use 1 to 64 letters, digits, hyphens and underscores, as Lambda does.';
  }
  return taken.includes(name) ? `There is a function "${name}" in the folder already.` : undefined;
}
