import { MessageChannel, Worker, type MessagePort } from 'node:worker_threads';
import { assertNever } from '../../../core/assertNever';
import {
  SHARED,
  SHARED_BYTES,
  type AnswerToEngine,
  type EngineSetup,
  type FromEngine,
  type ToEngine,
} from './channel';

/** PostgreSQL's own limit of its stack, `max_stack_depth`, is to be met before that of JavaScript. */
const STACK_MB = 32;

export interface EngineOptions {
  /** The bundle of the engine's thread. */
  readonly script: string;
  readonly dataDir: string;
  /** Runs one invocation; undefined: it was cancelled. Never rejects. */
  readonly invoke: (request: string, requestTimeoutMs: number) => Promise<AnswerToEngine>;
}

/** What the engine says when it has used up its input. */
export interface Rest {
  /** `statement_timeout` of the session as it is now; 0: none. */
  readonly statementTimeoutMs: number;
}

/** The engine's thread ended, by `kill` or by itself. */
export class EngineEnded extends Error {}

/** `taken` is to be called when the output needs no more memory here; until then the engine holds back. */
export type OnOutput = (bytes: Uint8Array, taken: () => void) => void;

interface Exchange {
  readonly onOutput: OnOutput;
  readonly resolve: (rest: Rest) => void;
  readonly reject: (error: EngineEnded) => void;
}

/** The main thread's end: starts PostgreSQL's thread, sends it input, ends it and starts it again. */
export class Engine {
  #worker: Worker | undefined;
  #input: MessagePort | undefined;
  #shared = new Int32Array(new SharedArrayBuffer(SHARED_BYTES));
  #sentBytes = 0;
  #exchange: Exchange | undefined;
  /** The last thread is gone. */
  #ended: Promise<unknown> = Promise.resolve();

  constructor(private readonly options: EngineOptions) {}

  /** Resolves to the ParameterStatus messages of the new session; rejects with `EngineEnded`. */
  async start(): Promise<Uint8Array> {
    // Two at once would ruin the data directory.
    await this.#ended;
    const input = new MessageChannel();
    const answers = new MessageChannel();
    this.#shared = new Int32Array(new SharedArrayBuffer(SHARED_BYTES));
    this.#sentBytes = 0;
    const setup: EngineSetup = {
      dataDir: this.options.dataDir,
      shared: this.#shared,
      input: input.port2,
      answers: answers.port2,
    };
    const worker = new Worker(this.options.script, {
      workerData: setup,
      transferList: [input.port2, answers.port2],
      resourceLimits: { stackSizeMb: STACK_MB },
    });
    this.#worker = worker;
    this.#input = input.port1;
    return new Promise((resolve, reject) => {
      worker.on('message', (message: FromEngine) => {
        if (worker !== this.#worker) return;
        if (message.kind === 'ready') resolve(message.greeting);
        else this.#receive(message, answers.port1);
      });
      const end = (reason: string): void => {
        if (worker === this.#worker) this.#end(reason);
        reject(new EngineEnded(reason));
      };
      worker.on('error', (error) => end(String(error)));
      worker.on('exit', () => end('PostgreSQL ended'));
      this.#exchange = { onOutput: () => undefined, resolve: () => undefined, reject };
    });
  }

  /** Sends input; resolves when the engine has used it up and waits for more. One at a time. */
  exchange(bytes: Uint8Array, onOutput: OnOutput): Promise<Rest> {
    if (!this.#input) return Promise.reject(new EngineEnded('PostgreSQL does not run'));
    Atomics.store(this.#shared, SHARED.cancel, 0);
    this.#sentBytes += bytes.length;
    const result = new Promise<Rest>((resolve, reject) => {
      this.#exchange = { onOutput, resolve, reject };
    });
    this.#send({ kind: 'bytes', bytes });
    return result;
  }

  /** Cancels the running statement at PostgreSQL's next chance, which in plain SQL may never come. */
  requestCancel(): void {
    Atomics.store(this.#shared, SHARED.cancel, 1);
  }

  /** Ends the thread at once, whatever it does. A running exchange rejects. */
  async kill(reason: string): Promise<void> {
    this.#end(reason);
    await this.#ended;
  }

  /** Shuts PostgreSQL down in order if it is at rest, else as `kill` does. */
  async close(timeoutMs: number): Promise<void> {
    const worker = this.#worker;
    if (!worker) return;
    if (!this.#exchange) {
      const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
      this.#send({ kind: 'close' });
      await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, timeoutMs).unref())]);
    }
    await this.kill('the sandbox is closing');
  }

  #send(message: ToEngine): void {
    this.#input?.postMessage(message);
    Atomics.add(this.#shared, SHARED.input, 1);
    Atomics.notify(this.#shared, SHARED.input);
  }

  #receive(message: Exclude<FromEngine, { kind: 'ready' }>, answers: MessagePort): void {
    switch (message.kind) {
      case 'output':
        this.#exchange?.onOutput(message.bytes, createAcknowledgement(this.#shared, message.bytes.length));
        return;
      case 'idle':
        this.#rest(message);
        return;
      case 'invoke':
        void this.#invoke(message, answers);
        return;
      case 'failed':
        this.#end(message.reason);
        return;
      default:
        assertNever(message);
    }
  }

  #rest({ consumed, statementTimeoutMs }: Extract<FromEngine, { kind: 'idle' }>): void {
    if (consumed !== this.#sentBytes) return;
    const exchange = this.#exchange;
    this.#exchange = undefined;
    exchange?.resolve({ statementTimeoutMs });
  }

  async #invoke(message: Extract<FromEngine, { kind: 'invoke' }>, answers: MessagePort): Promise<void> {
    const shared = this.#shared;
    const answer = await this.options.invoke(message.request, message.requestTimeoutMs);
    answers.postMessage({ answer });
    Atomics.add(shared, SHARED.answer, 1);
    Atomics.notify(shared, SHARED.answer);
  }

  #end(reason: string): void {
    const exchange = this.#exchange;
    if (this.#worker) this.#ended = this.#worker.terminate();
    this.#worker = undefined;
    this.#input = undefined;
    this.#exchange = undefined;
    exchange?.reject(new EngineEnded(reason));
  }
}

function createAcknowledgement(shared: Int32Array, bytes: number): () => void {
  return () => {
    Atomics.sub(shared, SHARED.backlog, bytes);
    Atomics.notify(shared, SHARED.backlog);
  };
}
