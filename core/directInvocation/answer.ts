import type { InvocationRequest } from './invocationRequest';
import type { AwsPlace } from '../databaseAuth';

/** What Lambda answered; texts as they came. */
export interface DirectAnswer {
  readonly statusCode: number;
  readonly executedVersion: string | undefined;
  /** JSON; undefined for Event and DryRun. */
  readonly payload: string | undefined;
  /** Base64. */
  readonly logResult: string | undefined;
  /** `Handled` or `Unhandled` where the function failed; the payload says how. */
  readonly functionError: string | undefined;
}

export interface DirectPlace extends AwsPlace {
  readonly endpoint?: string;
}

/** The part of AWS's bundle that invokes. */
export interface InvokeModule {
  /** Rejects with a sentence for the user; for an aborted signal too. */
  invokeFunction(request: InvocationRequest, place: DirectPlace, signal: AbortSignal): Promise<DirectAnswer>;
}
