import type { LambdaContext } from './nodeContext';
import { RuntimeError } from './nodeErrors';
import type { Callback, Handler } from './nodeLoad';

/** What keeps the process alive while it waits for work. */
export interface KeepAlive {
  ref(): unknown;
  unref(): unknown;
}

/**
 * Calls the handler as Lambda does: the result is that of its promise, or what it gives to the callback, or null when
 * nothing is left to happen. What a handler returns that is no promise does not count.
 * Source: https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html
 */
export async function callHandler(
  handler: Handler,
  event: unknown,
  context: LambdaContext,
  keepAlive: KeepAlive,
): Promise<string> {
  let finishEmpty = (): void => undefined;
  try {
    const result = await new Promise<unknown>((resolve, reject) => {
      finishEmpty = () => resolve(null);
      const callback: Callback = (error, value) => {
        if (error === undefined || error === null) resolve(value);
        else reject(error);
      };
      const returned = handler(event, context, callback);
      if (isPromise(returned)) {
        returned.then(resolve, reject);
        return;
      }
      if (returned !== undefined) console.warn(NOT_A_PROMISE);
      // With nothing else to wait for, Node comes to its end and says so before.
      process.once('beforeExit', finishEmpty);
      keepAlive.unref();
    });
    return stringify(result);
  } finally {
    process.off('beforeExit', finishEmpty);
    keepAlive.ref();
  }
}

const NOT_A_PROMISE =
  'The handler returned a value but is not async: Lambda ignores the value and returns null. Make the handler async, or use its callback.';

function isPromise(value: unknown): value is Promise<unknown> {
  return typeof (value as Promise<unknown> | undefined)?.then === 'function';
}

/** Nothing, and what JSON has no word for, is null. */
function stringify(value: unknown): string {
  try {
    return JSON.stringify(value) ?? 'null';
  } catch (error) {
    throw new RuntimeError(
      'Runtime.MarshalError',
      `Unable to stringify response body: ${(error as Error).message}`,
    );
  }
}
