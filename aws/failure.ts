/** What a refusal of AWS, or its silence, means for who asked. */

/**
 * `missing`: there is no such function, version or alias · `denied`: these credentials may not ask that ·
 * `credentials`: there are none, or AWS does not take them · `throttled`: too many questions · `unreachable`: no
 * answer, or a server's fault · `other`: AWS did not understand.
 */
export type FailureKind = 'missing' | 'denied' | 'credentials' | 'throttled' | 'unreachable' | 'other';

export interface Failure {
  readonly kind: FailureKind;
  /** A sentence with what to do next; nothing secret in it. */
  readonly advice: string;
}

/** Error names of the Lambda API, of AWS's gateways and of the SDK; the SDK's exceptions carry them as `name`. */
const KINDS: Readonly<Record<string, FailureKind>> = {
  ResourceNotFoundException: 'missing',
  AccessDeniedException: 'denied',
  AccessDenied: 'denied',
  CredentialsProviderError: 'credentials',
  TokenProviderError: 'credentials',
  ProviderError: 'credentials',
  ExpiredToken: 'credentials',
  ExpiredTokenException: 'credentials',
  UnrecognizedClientException: 'credentials',
  InvalidClientTokenId: 'credentials',
  InvalidSignatureException: 'credentials',
  SignatureDoesNotMatch: 'credentials',
  IncompleteSignature: 'credentials',
  MissingAuthenticationToken: 'credentials',
  MissingAuthenticationTokenException: 'credentials',
  TooManyRequestsException: 'throttled',
  ThrottlingException: 'throttled',
  Throttling: 'throttled',
  RequestLimitExceeded: 'throttled',
  ServiceException: 'unreachable',
  ServiceUnavailable: 'unreachable',
  InternalFailure: 'unreachable',
  TimeoutError: 'unreachable',
  AbortError: 'unreachable',
};

/** What whoever has no credentials can do about it, which is not the same wherever AWS is asked. */
export interface CredentialWays {
  /** Where a profile is named, after "Name a profile in". */
  readonly profile: string;
  /** How AWS is asked once more, after "then". */
  readonly again: string;
}

const LIVE_NAMES: CredentialWays = {
  profile: 'auroraLambda.aws.profile',
  again: 'Refresh Lambda Functions',
};

/** Never throws: `error` is anything that the SDK threw. */
export function readFailure(error: unknown, ways = LIVE_NAMES): Failure {
  const kind = findKind(error);
  return { kind, advice: kind === 'credentials' ? adviseOnCredentials(error, ways) : ADVICE[kind] };
}

const ADVICE: Readonly<Record<Exclude<FailureKind, 'credentials'>, string>> = {
  missing: 'AWS has nothing of this name.',
  denied:
    'these credentials may not read Lambda functions. Allow lambda:ListFunctions, lambda:GetFunctionConfiguration, lambda:ListAliases and lambda:ListVersionsByFunction.',
  throttled: 'AWS asks for fewer requests. They go on by themselves in a while.',
  unreachable:
    'the Lambda API does not answer. Check the network and the settings auroraLambda.aws.region and auroraLambda.aws.endpoint.',
  other:
    'the endpoint did not take a request of the Lambda API. Check the settings auroraLambda.aws.endpoint and auroraLambda.aws.region.',
};

function findKind(error: unknown): FailureKind {
  if (!(error instanceof Error)) return 'other';
  const named = Object.hasOwn(KINDS, error.name) ? KINDS[error.name] : undefined;
  if (named) return named;
  const { $metadata, $response, code } = error as AwsError;
  const status = $metadata?.httpStatusCode ?? $response?.statusCode;
  if (status === 429) return 'throttled';
  if (status === 403) return 'denied';
  if (status !== undefined && status >= 500) return 'unreachable';
  return code !== undefined && status === undefined ? 'unreachable' : 'other';
}

type AwsError = Error & {
  readonly code?: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
  readonly $response?: { readonly statusCode?: number };
};

/** By what the providers of the SDK say; their own words may quote a command's output and are not passed on. */
function adviseOnCredentials(error: unknown, { profile, again }: CredentialWays): string {
  const message = error instanceof Error ? error.message : '';
  if (/multi-factor|MFA/i.test(message)) {
    return `the profile asks for a code of an MFA device, which can not be asked for here. Get temporary credentials first, and name their profile in ${profile}.`;
  }
  if (/sso/i.test(message)) {
    return `the SSO session has ended or was never begun. Run "aws sso login" for the profile, then ${again}.`;
  }
  if (/could not (?:be found|resolve)|not found|Could not load/i.test(message)) {
    return `no AWS credentials could be had. Name a profile in ${profile}, or see whether the AWS command line works in a terminal, then ${again}.`;
  }
  return `AWS does not take the credentials, or they could not be had. Renew them, then ${again}.`;
}
