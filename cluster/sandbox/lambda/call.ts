import { randomUUID } from 'node:crypto';
import { INVOCATION_TYPES, LOG_TYPES } from '../../../core/catalog/enums';
import { resolveFunction, type ClusterPlace, type NamedFunction } from './functionName';
import { MAX_CONTEXT_BYTES, MAX_EVENT_BYTES, MAX_REQUEST_BYTES } from './limits';
import { createInvalidArgument, Refusal } from './refusal';

export type InvocationType = (typeof INVOCATION_TYPES)[number]['value'];
type LogType = (typeof LOG_TYPES)[number]['value'];

/** One valid call of `aws_lambda.invoke`. */
export interface LambdaCall {
  readonly function: NamedFunction;
  readonly requestId: string;
  readonly type: InvocationType;
  readonly logType: LogType;
  /** JSON text. */
  readonly event: string;
  /** JSON text; undefined: none. */
  readonly clientContext: string | undefined;
}

/** The arguments as SQL hands them over; null is SQL NULL. */
type Arguments = readonly [
  functionName: string | null,
  region: string | null,
  payload: string | null,
  invocationType: string | null,
  logType: string | null,
  context: string | null,
  qualifier: string | null,
];

/** Checks a call as the Lambda API would. Throws `Refusal`. */
export function requireCall(request: string, place: ClusterPlace): LambdaCall {
  const [name, region, payload, type, logType, context, qualifier] = JSON.parse(request) as Arguments;
  if (name === null) throw NAME_IS_NULL;
  const call: LambdaCall = {
    function: resolveFunction(name, region, qualifier, place),
    requestId: randomUUID(),
    type: requireOneOf(INVOCATION_TYPES, 'RequestResponse', type, 'invocationType', 'invocation_type'),
    logType: requireOneOf(LOG_TYPES, 'None', logType, 'logType', 'log_type'),
    // Lambda gives a handler an empty object for an empty payload.
    event: payload ?? '{}',
    clientContext: context ?? undefined,
  };
  requireSize(call);
  return call;
}

const NAME_IS_NULL = new Refusal({
  sqlstate: '22004',
  message: 'function_name must not be NULL',
  detail: 'aws_lambda.invoke was called without the name of a function.',
  hint: 'Give a function name or an ARN.',
});

/** The API's closed sets; NULL stands for the default. */
function requireOneOf<Value extends string>(
  values: readonly { readonly value: Value }[],
  standard: Value,
  given: string | null,
  member: string,
  parameter: string,
): Value {
  if (given === null) return standard;
  const found = values.find(({ value }) => value === given)?.value;
  if (found !== undefined) return found;
  const set = values.map(({ value }) => value);
  throw createInvalidArgument(
    `1 validation error detected: Value '${given}' at '${member}' failed to satisfy constraint: Member must satisfy enum value set: [${set.join(', ')}]`,
    `${parameter} is ${set.join(' or ')}, in exactly this spelling.`,
  );
}

function requireSize({ type, event, clientContext }: LambdaCall): void {
  const limit = type === 'Event' ? MAX_EVENT_BYTES : MAX_REQUEST_BYTES;
  const size = Buffer.byteLength(event);
  if (size > limit) {
    throw createInvalidArgument(
      `Request must be smaller than ${limit} bytes for the InvokeFunction operation`,
      `The payload has ${size} bytes. Put it where the function can fetch it, and pass on where that is.`,
    );
  }
  const contextSize = clientContext === undefined ? 0 : Math.ceil(Buffer.byteLength(clientContext) / 3) * 4;
  if (contextSize > MAX_CONTEXT_BYTES) {
    throw createInvalidArgument(
      `Client context must be no more than ${MAX_CONTEXT_BYTES} bytes when base64-encoded`,
      `The context has ${contextSize}. Move what is large into the payload.`,
    );
  }
}
