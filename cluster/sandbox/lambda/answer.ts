import type { RefusalTexts } from './refusal';

/** What `aws_lambda.invoke` returns. */
export interface LambdaResult {
  readonly statusCode: 200 | 202 | 204;
  /** JSON text; null: none. */
  readonly payload: string | null;
  readonly executedVersion: string | null;
  /** Base64; null: none was asked for. */
  readonly logResult: string | null;
}

/** The array that the SQL side of the bridge reads: text form of a PostgreSQL text[]. */
export function formatResult({ statusCode, payload, executedVersion, logResult }: LambdaResult): string {
  return formatArray(['ok', String(statusCode), payload, executedVersion, logResult]);
}

export function formatRefusal({ sqlstate, message, detail, hint }: RefusalTexts): string {
  return formatArray(['error', sqlstate, message, detail, hint ?? null]);
}

function formatArray(values: readonly (string | null)[]): string {
  return `{${values.map(formatElement).join(',')}}`;
}

/** PostgreSQL's text has no zero byte. */
function formatElement(value: string | null): string {
  return value === null ? 'NULL' : `"${value.replaceAll('\0', '').replaceAll(/[\\"]/g, '\\$&')}"`;
}
