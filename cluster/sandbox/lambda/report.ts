import { MEMORY_SIZE_MB } from './limits';

/** The figures of one invocation. */
export interface RunFigures {
  readonly durationMs: number;
  /** Only of a cold start. */
  readonly initMs: number | undefined;
  /** 0: not known. */
  readonly maxMemoryMb: number;
}

/** How an invocation ended that did not end well. */
export type RunFailure =
  { readonly status: 'timeout' } | { readonly status: 'error'; readonly errorType: string };

export function formatStart(requestId: string, version: string): string {
  return `START RequestId: ${requestId} Version: ${version}`;
}

export function formatEnd(requestId: string): string {
  return `END RequestId: ${requestId}`;
}

/** Source: https://docs.aws.amazon.com/lambda/latest/dg/nodejs-logging.html, and logs of Lambda itself. */
export function formatReport(requestId: string, figures: RunFigures, failure?: RunFailure): string {
  const { durationMs, initMs, maxMemoryMb } = figures;
  const parts = [
    `REPORT RequestId: ${requestId}`,
    `Duration: ${durationMs.toFixed(2)} ms`,
    `Billed Duration: ${Math.ceil(durationMs)} ms`,
    `Memory Size: ${MEMORY_SIZE_MB} MB`,
    `Max Memory Used: ${maxMemoryMb} MB`,
  ];
  if (initMs !== undefined) parts.push(`Init Duration: ${initMs.toFixed(2)} ms`);
  if (failure) parts.push(`Status: ${failure.status}`);
  if (failure?.status === 'error') parts.push(`Error Type: ${failure.errorType}`);
  return `${parts.join('\t')}\t`;
}

export function formatTimeout(requestId: string, timeoutMs: number): string {
  return `${new Date().toISOString()} ${requestId} Task timed out after ${(timeoutMs / 1000).toFixed(2)} seconds`;
}
