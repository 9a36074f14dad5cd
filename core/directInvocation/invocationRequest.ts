/** One invocation without the database between: what a call in SQL asks of Lambda, as far as its text tells. */
import { findPart, parseFunctionReference } from '../arn/functionReference';
import type { Argument, CallSite } from '../calls/model';
import { seatOf } from '../calls/seat';
import { INVOCATION_TYPES, type LOG_TYPES } from '../catalog/enums';
import type { Meaning } from '../catalog/schema';

export type InvocationType = (typeof INVOCATION_TYPES)[number]['value'];
export type LogType = (typeof LOG_TYPES)[number]['value'];

export interface InvocationRequest {
  /** Name, partial ARN or ARN. */
  readonly functionName: string;
  /** Undefined: that of the ARN, else of whoever invokes. */
  readonly region: string | undefined;
  readonly qualifier: string | undefined;
  /** JSON. */
  readonly payload: string;
  /** The client context, JSON. */
  readonly context: string | undefined;
  readonly invocationType: InvocationType;
  readonly logType: LogType;
}

/** What the text of a call does not tell, because a variable or an expression does. */
export type Unknown = 'functionName' | 'payload' | 'context';

export interface ReadRequest {
  /** Empty texts and nothing where the text does not tell. */
  readonly request: InvocationRequest;
  readonly unknown: readonly Unknown[];
}

/** Nothing is known of a request that stands nowhere. */
export const EMPTY_REQUEST: ReadRequest = {
  request: {
    functionName: '',
    region: undefined,
    qualifier: undefined,
    payload: '',
    context: undefined,
    invocationType: 'RequestResponse',
    logType: 'Tail',
  },
  unknown: ['functionName', 'payload'],
};

/** Reads a call of aws_lambda.invoke; the log is always asked for where Lambda gives one. */
export function readRequest(call: CallSite): ReadRequest {
  const made = findArgument(call, 'functionName')?.value.call;
  const functionName = literalOf(call, 'functionName') ?? (made && literalOf(made, 'functionName'));
  const payload = literalOf(call, 'payload');
  const context = findArgument(call, 'context');
  const invocationType = literalOf(call, 'invocationType');
  const type = INVOCATION_TYPES.find(({ value }) => value === invocationType)?.value ?? 'RequestResponse';
  const unknown: Unknown[] = [];
  if (functionName === undefined) unknown.push('functionName');
  if (payload === undefined) unknown.push('payload');
  if (context && !context.value.literal && !context.value.isNull) unknown.push('context');
  const request: InvocationRequest = {
    functionName: functionName ?? '',
    region: literalOf(call, 'region') ?? (made && literalOf(made, 'region')),
    qualifier: literalOf(call, 'qualifier'),
    payload: payload ?? '',
    context: context?.value.literal?.string.value,
    invocationType: type,
    logType: type === 'RequestResponse' ? 'Tail' : 'None',
  };
  return { request, unknown };
}

/** The function's own name, without account, Region and qualifier. */
export function bareName({ functionName }: InvocationRequest): string {
  return findPart(parseFunctionReference(functionName), 'functionName')?.text ?? functionName;
}

/** The Region that the request itself names. */
export function requestedRegion({ functionName, region }: InvocationRequest): string | undefined {
  return region ?? findPart(parseFunctionReference(functionName), 'region')?.text;
}

function literalOf(call: CallSite, meaning: Meaning): string | undefined {
  return findArgument(call, meaning)?.value.literal?.string.value;
}

function findArgument(call: CallSite, meaning: Meaning): Argument | undefined {
  return call.arguments.find((_, index) => seatOf(call, index)?.meaning === meaning);
}
