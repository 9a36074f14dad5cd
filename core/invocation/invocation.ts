import type { Report } from './report';

/** A value of JSON, as JSON.parse gives it. */
export type JsonValue =
  string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/** What one `aws_lambda.invoke` returned, decoded: the shape that `run --format json` prints. */
export interface Invocation {
  /** HTTP status: 200 RequestResponse, 202 Event, 204 DryRun. */
  readonly statusCode: number | null;
  readonly executedVersion: string | null;
  /** Parsed; null for SQL NULL (Event, DryRun). */
  readonly payload: JsonValue;
  /** The log tail as text, out of base64; null where none was asked for. */
  readonly log: string | null;
  readonly report: Report | null;
  /** `log_result` as it came, where it was no base64 (then `log` is null). */
  readonly undecodedLog?: string;
}
