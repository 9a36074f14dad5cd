import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Duplex, Readable, Writable } from 'node:stream';
import { LogReader } from './logReader';
import type { RuntimeCommand } from './runtimeCommand';
import { createLogMark, readFromRuntime, type FromRuntime, type RunMessage } from './runtimeMessages';

/** How one run ended. */
export type RunOutcome =
  | Exclude<FromRuntime, { kind: 'booted' | 'ready' }>
  /** The process ended: `reason` as Lambda words it, e.g. `exit status 1`. */
  | { readonly kind: 'exited'; readonly reason: string }
  /** The signal ended it. */
  | { readonly kind: 'stopped' };

/** The end of a log is waited for no longer than this: the handler may have closed it, or given it to others. */
const LOG_PATIENCE_MS = 250;

/** As `stdio` asks for them; without a channel there is no fourth. */
type Streams = readonly [Writable, Readable, Readable, Duplex?];

export interface RunEvents {
  readonly onLog: (chunk: Buffer) => void;
  /** From here on the handler's code runs: first what loads it. */
  readonly onBoot: () => void;
  /** The handler is loaded. */
  readonly onStart: () => void;
}

/** A process that holds one handler and runs it again and again, one event at a time. */
export class RuntimeProcess {
  readonly #child: ChildProcess;
  readonly #requests: Writable;
  readonly #logs: readonly LogReader[];
  readonly #messages: FromRuntime[] = [];
  #wake: (() => void) | undefined;
  #exitReason: string | undefined;
  #isStopped = false;
  #isReady = false;

  /** `onLog` gets what is printed outside of a run. */
  constructor(
    command: RuntimeCommand,
    private readonly onLog: (chunk: Buffer) => void,
  ) {
    const channel = command.hasChannel ? (['pipe'] as const) : [];
    this.#child = spawn(command.program, [...command.args], {
      cwd: command.folder,
      env: command.createEnvironment(),
      stdio: [command.hasChannel ? 'ignore' : 'pipe', 'pipe', 'pipe', ...channel],
      // A group of its own, so that what the handler starts ends with it.
      detached: process.platform !== 'win32',
      windowsHide: true,
    });
    const [input, output, errors, control] = this.#child.stdio as unknown as Streams;
    this.#requests = control ?? input;
    // A process that is gone does not take requests; its exit says so.
    this.#requests.on('error', () => undefined);
    this.#logs = (control ? [output, errors] : [errors]).map((stream) => new LogReader(stream, onLog));
    createInterface({ input: control ?? output }).on('line', (line) => this.#receive(line));
    this.#child.once('error', (error) => this.#end(error.message));
    this.#child.once('exit', (code, signal) => void this.#finish(describeExit(code, signal)));
  }

  /** Whether it can run another event. */
  get isUsable(): boolean {
    return !this.#isStopped;
  }

  /** Whether the handler is loaded: then a run is a warm one. */
  get isReady(): boolean {
    return this.#isReady;
  }

  /** Runs the handler once it is loaded. Ends the process when `signal` aborts. */
  async run(createMessage: () => RunMessage, events: RunEvents, signal: AbortSignal): Promise<RunOutcome> {
    const abort = (): void => {
      this.stop();
      this.#notify();
    };
    signal.addEventListener('abort', abort);
    if (signal.aborted) abort();
    this.#logs.forEach((reader) => (reader.onLog = events.onLog));
    try {
      const failure = await this.#load(events, signal);
      return failure ?? (await this.#call(createMessage(), signal));
    } finally {
      signal.removeEventListener('abort', abort);
      this.#logs.forEach((reader) => (reader.onLog = this.onLog));
    }
  }

  /** Ends the process and all it has started. */
  stop(): void {
    this.#isStopped = true;
    const { pid } = this.#child;
    // The number of a group that is gone may be another's by now.
    if (pid === undefined || this.#exitReason !== undefined) return;
    try {
      if (process.platform === 'win32')
        spawn('taskkill', ['/pid', String(pid), '/t', '/f'], { stdio: 'ignore' });
      else process.kill(-pid, 'SIGKILL');
    } catch (error) {
      // ESRCH: the whole group is gone already.
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }

  /** A handler may write where its runtime speaks: then the process is of no use any more. */
  #receive(line: string): void {
    const message = readFromRuntime(line);
    if (message) {
      this.#messages.push(message);
      this.#notify();
    } else {
      this.stop();
      this.#end('the handler wrote to the channel of its runtime');
    }
  }

  /** After the process has ended: what it said last is still to be read. */
  async #finish(reason: string): Promise<void> {
    this.stop();
    const closed = new Promise<void>((resolve) => this.#child.once('close', () => resolve()));
    await Promise.race([closed, pause(LOG_PATIENCE_MS)]);
    this.#end(reason);
  }

  #end(reason: string): void {
    this.#exitReason ??= reason;
    this.#isStopped = true;
    this.#notify();
  }

  #notify(): void {
    this.#wake?.();
  }

  /** Resolves when the handler is loaded, or with why it can't be. */
  async #load({ onBoot, onStart }: RunEvents, signal: AbortSignal): Promise<RunOutcome | undefined> {
    if (this.#isReady) onBoot();
    while (!this.#isReady) {
      const message = await this.#next(signal);
      if (message.kind === 'booted') onBoot();
      else if (message.kind === 'ready') this.#isReady = true;
      else return message;
    }
    onStart();
    return undefined;
  }

  async #call(message: RunMessage, signal: AbortSignal): Promise<RunOutcome> {
    const logEnd = this.#logs[0]?.waitFor(createLogMark(message.id));
    this.#requests.write(`${JSON.stringify(message)}\n`);
    const outcome = await this.#next(signal);
    if (outcome.kind !== 'stopped') await Promise.race([logEnd, pause(LOG_PATIENCE_MS)]);
    if (outcome.kind !== 'booted' && outcome.kind !== 'ready') return outcome;
    this.stop();
    return { kind: 'exited', reason: `the runtime said ${outcome.kind} out of turn` };
  }

  async #next(signal: AbortSignal): Promise<FromRuntime | RunOutcome> {
    for (;;) {
      if (signal.aborted) return { kind: 'stopped' };
      const message = this.#messages.shift();
      if (message) return message;
      if (this.#exitReason !== undefined) return { kind: 'exited', reason: this.#exitReason };
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }
}

function describeExit(code: number | null, signal: NodeJS.Signals | null): string {
  if (signal) return signal === 'SIGKILL' ? 'signal: killed' : `signal: ${signal}`;
  return `exit status ${code ?? 0}`;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}
