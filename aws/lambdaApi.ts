/** The four questions that are asked of the Lambda API. No function is ever invoked from here. */
import {
  GetFunctionConfigurationCommand,
  LambdaClient,
  ListAliasesCommand,
  ListFunctionsCommand,
  ListVersionsByFunctionCommand,
  type LambdaClientConfig,
} from '@aws-sdk/client-lambda';
import type { DirectoryPlace, FunctionFacts, FunctionQuery, QualifierFacts } from '../core/liveNames/model';
import { readAlias, readFunction, readVersion } from './facts';

/** What the API gives at most. */
const PAGE_SIZE = 50;
const CONNECT_MS = 3_000;
const ANSWER_MS = 5_000;
/** A first time and two more, by the SDK's own pauses between them. */
const ATTEMPTS = 3;

export interface Page<T> {
  readonly items: readonly T[];
  /** Where the next page begins; undefined behind the last. */
  readonly next: string | undefined;
}

type ListQualifiers = (
  name: string,
  marker: string | undefined,
  signal: AbortSignal,
) => Promise<Page<QualifierFacts>>;

/** All may throw what the SDK throws; `readFailure` reads it. */
export interface LambdaApi {
  listFunctions(marker: string | undefined, signal: AbortSignal): Promise<Page<FunctionFacts>>;
  getConfiguration(query: FunctionQuery, signal: AbortSignal): Promise<FunctionFacts | undefined>;
  readonly listAliases: ListQualifiers;
  readonly listVersions: ListQualifiers;
}

/** Nothing is sent, and no credentials are looked for, before the first question. */
export function createLambdaApi(place: DirectoryPlace): LambdaApi {
  const client = new LambdaClient(toConfig(place));
  const named = (FunctionName: string, Marker: string | undefined) => ({
    FunctionName,
    MaxItems: PAGE_SIZE,
    ...(Marker !== undefined && { Marker }),
  });
  return {
    async listFunctions(Marker, abortSignal) {
      const input = { MaxItems: PAGE_SIZE, ...(Marker !== undefined && { Marker }) };
      const answer = await client.send(new ListFunctionsCommand(input), { abortSignal });
      return toPage(answer.Functions, answer.NextMarker, readFunction);
    },
    async getConfiguration({ name, account, qualifier }, abortSignal) {
      const FunctionName = account === undefined ? name : `${account}:function:${name}`;
      const input = { FunctionName, ...(qualifier !== undefined && { Qualifier: qualifier }) };
      return readFunction(await client.send(new GetFunctionConfigurationCommand(input), { abortSignal }));
    },
    async listAliases(name, marker, abortSignal) {
      const answer = await client.send(new ListAliasesCommand(named(name, marker)), { abortSignal });
      return toPage(answer.Aliases, answer.NextMarker, readAlias);
    },
    async listVersions(name, marker, abortSignal) {
      const command = new ListVersionsByFunctionCommand(named(name, marker));
      const answer = await client.send(command, { abortSignal });
      return toPage(answer.Versions, answer.NextMarker, readVersion);
    },
  };
}

/** The Region that the environment or the profile names. */
export async function findDefaultRegion(profile: string | undefined): Promise<string | undefined> {
  try {
    return await new LambdaClient(profile === undefined ? {} : { profile }).config.region();
  } catch {
    // The SDK says so in an exception: there is none.
    return undefined;
  }
}

/** The SDK would write advice for its programmers, and more, where nobody asked. */
const SILENT = { debug: ignore, info: ignore, warn: ignore, error: ignore };

function ignore(): undefined {
  return undefined;
}

function toConfig({ profile, region, endpoint }: DirectoryPlace): LambdaClientConfig {
  return {
    region,
    ...(profile !== undefined && { profile }),
    ...(endpoint !== undefined && { endpoint }),
    logger: SILENT,
    maxAttempts: ATTEMPTS,
    retryMode: 'standard',
    requestHandler: {
      connectionTimeout: CONNECT_MS,
      requestTimeout: ANSWER_MS,
      throwOnRequestTimeout: true,
    },
  };
}

function toPage<T, F>(
  found: readonly F[] | undefined,
  next: string | undefined,
  read: (one: F) => T | undefined,
): Page<T> {
  const items = (found ?? []).flatMap((one) => {
    const item = read(one);
    return item === undefined ? [] : [item];
  });
  return { items, next: next === '' ? undefined : next };
}
