import { InvokeCommand, LambdaClient, type InvokeCommandInput } from '@aws-sdk/client-lambda';
import type { InvokeModule } from '../core/directInvocation/answer';
import { requestedRegion, type InvocationRequest } from '../core/directInvocation/invocationRequest';
import { readFailure, type CredentialWays, type FailureKind } from './failure';

/** Lambda's own limit for a synchronous invocation. */
const LONGEST_MS = 900_000;
const CONNECT_MS = 5_000;

/** Once, and not again: what was asked for may have run although no answer came. */
export const invokeFunction: InvokeModule['invokeFunction'] = async (request, place, signal) => {
  const region = requestedRegion(request) ?? place.region;
  const client = new LambdaClient({
    ...(region !== undefined && { region }),
    ...(place.profile !== undefined && { profile: place.profile }),
    ...(place.endpoint !== undefined && { endpoint: place.endpoint }),
    maxAttempts: 1,
    requestHandler: {
      connectionTimeout: CONNECT_MS,
      requestTimeout: LONGEST_MS,
      throwOnRequestTimeout: true,
    },
  });
  try {
    const answer = await client.send(new InvokeCommand(toInput(request)), { abortSignal: signal });
    const payload = answer.Payload?.transformToString();
    return {
      statusCode: answer.StatusCode ?? 0,
      executedVersion: answer.ExecutedVersion,
      payload: payload === '' ? undefined : payload,
      logResult: answer.LogResult,
      functionError: answer.FunctionError,
    };
  } catch (error) {
    throw new Error(
      signal.aborted ? 'The invocation was cancelled; the function may have run.' : describe(error),
      {
        cause: error,
      },
    );
  } finally {
    client.destroy();
  }
};

function toInput(request: InvocationRequest): InvokeCommandInput {
  const { functionName, invocationType, logType, payload, qualifier, context } = request;
  return {
    FunctionName: functionName,
    InvocationType: invocationType,
    LogType: logType,
    Payload: Buffer.from(payload),
    ...(qualifier !== undefined && { Qualifier: qualifier }),
    ...(context !== undefined && { ClientContext: Buffer.from(context).toString('base64') }),
  };
}

const ADVICE: Readonly<Record<Exclude<FailureKind, 'credentials'>, string>> = {
  missing: 'AWS has no such function, version or alias in this account and Region.',
  denied: 'These credentials may not invoke it. Allow lambda:InvokeFunction.',
  throttled: 'AWS asks for fewer requests. Try again in a moment.',
  unreachable: 'AWS does not answer. Check the network and the Region.',
  other: 'Lambda did not take the request',
};

const WAYS: CredentialWays = { profile: 'auroraLambda.aws.profile', again: 'try again' };

function describe(error: unknown): string {
  if (!(error instanceof Error)) return `${ADVICE.other}.`;
  if (/region is missing/i.test(error.message)) return 'No AWS Region is known. Set auroraLambda.aws.region.';
  const { kind, advice } = readFailure(error, WAYS);
  if (kind === 'credentials') return `${advice.charAt(0).toUpperCase()}${advice.slice(1)}`;
  return kind === 'other' ? `${ADVICE.other}: ${error.message}` : ADVICE[kind];
}
