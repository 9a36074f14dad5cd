/** The one place where a bug in a feature is caught. */
import { LSPErrorCodes, ResponseError, type CancellationToken } from 'vscode-languageserver';
import { faultFrames } from '../core/text/faultFrames';

/** Messages are constant; what varies goes into `data`. Never SQL text, payloads or rows. */
export interface Logger {
  error(message: string, data: Readonly<Record<string, string>>): void;
}

/** Runs a handler of a notification; a bug in it is logged, and the server stays alive. */
export function guard<P>(log: Logger, name: string, handler: (params: P) => void): (params: P) => void {
  return (params) => {
    try {
      handler(params);
    } catch (error) {
      log.error('notification failed', { name, stack: faultFrames(error) });
    }
  };
}

/** Answers a request: null where the handler has nothing to say or fails, an error where it was cancelled. */
export function answer<P, R>(
  log: Logger,
  name: string,
  handler: (params: P) => R | undefined,
): (params: P, token: CancellationToken) => R | null | ResponseError<void> {
  return (params, token) => {
    if (token.isCancellationRequested) return CANCELLED;
    try {
      return handler(params) ?? null;
    } catch (error) {
      log.error('request failed', { name, stack: faultFrames(error) });
      return null;
    }
  };
}

/** The same for a handler that has to wait; the text may be another when it goes on. */
export function answerLater<P, R>(
  log: Logger,
  name: string,
  handler: (params: P, token: CancellationToken) => Promise<R | undefined>,
): (params: P, token: CancellationToken) => Promise<R | null | ResponseError<void>> {
  return async (params, token) => {
    if (token.isCancellationRequested) return CANCELLED;
    try {
      const answered = await handler(params, token);
      return token.isCancellationRequested ? CANCELLED : (answered ?? null);
    } catch (error) {
      log.error('request failed', { name, stack: faultFrames(error) });
      return null;
    }
  };
}

const CANCELLED = new ResponseError<void>(LSPErrorCodes.RequestCancelled, 'The request was cancelled.');

/** Takes a step that nobody waits for: a bug in it, or a client that does not answer, is logged. Never rejects. */
export async function survive(log: Logger, failure: string, step: () => Promise<void>): Promise<void> {
  try {
    await step();
  } catch (error) {
    log.error(failure, { stack: faultFrames(error) });
  }
}
