import { window } from 'vscode';
import type { InvocationRequest, ReadRequest, Unknown } from '../../core/directInvocation/invocationRequest';

const QUESTIONS: Readonly<Record<Unknown, { readonly prompt: string; readonly value: string }>> = {
  functionName: { prompt: 'Function: a name or an ARN', value: '' },
  payload: {
    prompt: 'Payload, JSON: the call takes it from a value that only the database knows',
    value: '{}',
  },
  context: {
    prompt: 'Client context, JSON: the call takes it from a value that only the database knows',
    value: '{}',
  },
};

/** Asks for what the text of the call does not tell; undefined where the user gives up. */
export async function askRequest({ request, unknown }: ReadRequest): Promise<InvocationRequest | undefined> {
  let complete = request;
  for (const [index, part] of unknown.entries()) {
    const answer = await window.showInputBox({
      ...QUESTIONS[part],
      title: `Invoke Directly (${index + 1}/${unknown.length})`,
      ignoreFocusOut: true,
      validateInput: (text) => validate(part, text),
    });
    if (answer === undefined) return undefined;
    complete = { ...complete, [part]: answer.trim() };
  }
  return complete;
}

function validate(part: Unknown, text: string): string | undefined {
  if (part === 'functionName') return text.trim() === '' ? 'Name the function.' : undefined;
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    return `This is no JSON: ${(error as Error).message}`;
  }
}
