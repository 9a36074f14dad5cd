import { formatRefusal, formatResult, type LambdaResult } from './answer';
import { requireCall, type LambdaCall } from './call';
import { EventQueue } from './eventQueue';
import type { ClusterPlace } from './functionName';
import { findHandler } from './handlerFile';
import { InvocationLog } from './invocationLog';
import { EVENT_TIMEOUT_MS } from './limits';
import { createApiFailure, createFunctionFailure, Refusal } from './refusal';
import { runHandler, type RunOptions, type RunResult } from './runner';
import { Runtimes, type RuntimeFiles } from './runtimeCommand';
import { RuntimePool } from './runtimePool';

export interface LambdaServiceOptions {
  readonly functionsDir: string;
  readonly runtimes: RuntimeFiles;
  readonly place: ClusterPlace;
  /** The log of all handlers. */
  readonly onLog: (chunk: Buffer) => void;
  /** Whether a client waits for PostgreSQL, which an invocation keeps busy. */
  readonly isClientWaiting: () => boolean;
}

/** Answers `aws_lambda.invoke` by running handlers of the functions folder, as the Lambda API would. */
export class LambdaService {
  readonly #pool: RuntimePool;
  readonly #runtimes: Runtimes;
  readonly #events = new EventQueue();
  #running: AbortController | undefined;

  constructor(private readonly options: LambdaServiceOptions) {
    this.#pool = new RuntimePool(options.functionsDir, options.onLog);
    this.#runtimes = new Runtimes(options.runtimes, options.place);
  }

  /** Takes a request and gives an answer in the text forms of the SQL side; undefined: it was cancelled. Never rejects. */
  async invoke(request: string, requestTimeoutMs: number): Promise<string | undefined> {
    try {
      const result = await this.#invoke(requireCall(request, this.options.place), requestTimeoutMs);
      return result && formatResult(result);
    } catch (error) {
      const refusal =
        error instanceof Refusal ? error : createApiFailure(`Internal failure: ${String(error)}`);
      return formatRefusal(refusal.texts);
    }
  }

  /** Ends the handler that PostgreSQL waits for, if any. */
  cancel(): void {
    this.#running?.abort();
  }

  /** Lets asynchronous invocations come to their end, at most for the time given. */
  settle(timeoutMs: number): Promise<void> {
    return this.#events.settle(timeoutMs);
  }

  /** Ends all handlers. */
  stop(): void {
    this.cancel();
    this.#events.stop();
    this.#pool.stop();
  }

  async #invoke(call: LambdaCall, timeoutMs: number): Promise<LambdaResult | undefined> {
    const controller = new AbortController();
    const run = this.#prepare(call, timeoutMs, controller.signal);
    switch (call.type) {
      case 'DryRun':
        return { statusCode: 204, payload: null, executedVersion: null, logResult: null };
      case 'Event':
        this.#events.add(call.function.name, (signal) =>
          runHandler(this.#pool, { ...run, timeoutMs: EVENT_TIMEOUT_MS, signal }),
        );
        return { statusCode: 202, payload: null, executedVersion: null, logResult: null };
      case 'RequestResponse':
        this.#running = controller;
        return this.#answer(run, await runHandler(this.#pool, run));
    }
  }

  /** Finds all that a run needs. Throws `Refusal`. */
  #prepare(call: LambdaCall, timeoutMs: number, signal: AbortSignal): RunOptions {
    const { functionsDir, onLog } = this.options;
    const handler = findHandler(functionsDir, call.function.name, call.function.arn);
    const command = this.#runtimes.createCommand(handler);
    if (!command) {
      throw createApiFailure(
        `Unable to run ${handler.path}`,
        'Handlers in Python need python3 or python on the PATH. Install Python 3, then start the embedded cluster again.',
      );
    }
    return { call, handler, command, log: new InvocationLog(onLog), timeoutMs, signal };
  }

  #answer({ call, log, timeoutMs }: RunOptions, result: RunResult): LambdaResult | undefined {
    switch (result.kind) {
      case 'cancelled':
        return undefined;
      case 'timeout':
        throw createApiFailure('curlCode: 28, Timeout was reached', this.#describeTimeout(timeoutMs));
      case 'error':
        throw createFunctionFailure(call.function.arn, result.error);
      case 'payload':
        return {
          statusCode: 200,
          payload: result.payload,
          executedVersion: call.function.version,
          logResult: call.logType === 'Tail' ? log.readTail().toString('base64') : null,
        };
    }
  }

  #describeTimeout(timeoutMs: number): string {
    const hint = `The handler had not answered after ${timeoutMs} ms. The setting aws_lambda.request_timeout_ms gives it longer.`;
    if (!this.options.isClientWaiting()) return hint;
    return `${hint} Meanwhile a client waited for this database: if that was the handler, it can't be served, since the embedded cluster runs nothing else during an invocation.`;
  }
}
