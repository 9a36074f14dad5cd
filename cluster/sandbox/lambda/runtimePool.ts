import { fingerprint, listFiles } from './fingerprint';
import type { HandlerFile } from './handlerFile';
import { RuntimeProcess } from './runtimeProcess';
import type { RuntimeCommand } from './runtimeCommand';

/** So many handlers stay loaded without being run. */
const MAX_IDLE = 8;

/** A process while one invocation has it. */
export interface Lease {
  readonly process: RuntimeProcess;
  /** `files`: what the handler has loaded from elsewhere. */
  release(files: readonly string[]): void;
}

interface Kept {
  readonly process: RuntimeProcess;
  /** The functions folder as it was before the process was started. */
  readonly folderPrint: string;
  /** Files from elsewhere that the handler has loaded, and how they were. */
  readonly files: readonly string[];
  readonly filesPrint: string;
}

/** Processes of handlers, kept between invocations as Lambda keeps its environments; one idle for each handler. */
export class RuntimePool {
  /** By path, the longest unused first. */
  readonly #idle = new Map<string, Kept>();
  readonly #all = new Set<RuntimeProcess>();

  constructor(
    private readonly functionsDir: string,
    private readonly onLog: (chunk: Buffer) => void,
  ) {}

  /** Takes the kept process, unless a file has changed since it was loaded; else starts one. */
  take(handler: HandlerFile, command: RuntimeCommand): Lease {
    // All of the functions folder counts: handlers share files there.
    const folderPrint = fingerprint(listFiles(this.functionsDir));
    const kept = this.#idle.get(handler.path);
    this.#idle.delete(handler.path);
    const isFresh =
      kept?.process.isUsable === true &&
      kept.folderPrint === folderPrint &&
      kept.filesPrint === fingerprint(kept.files);
    if (kept && !isFresh) this.#stop(kept.process);
    const process = kept && isFresh ? kept.process : this.#start(command);
    return {
      process,
      release: (files) =>
        this.#release(handler, { process, folderPrint, files, filesPrint: fingerprint(files) }),
    };
  }

  /** Ends all processes. */
  stop(): void {
    for (const process of this.#all) this.#stop(process);
    this.#idle.clear();
  }

  #start(command: RuntimeCommand): RuntimeProcess {
    const process = new RuntimeProcess(command, this.onLog);
    this.#all.add(process);
    return process;
  }

  #release(handler: HandlerFile, kept: Kept): void {
    if (!kept.process.isUsable || this.#idle.has(handler.path)) {
      this.#stop(kept.process);
      return;
    }
    this.#idle.set(handler.path, kept);
    const [oldest] = this.#idle;
    if (this.#idle.size <= MAX_IDLE || !oldest) return;
    this.#idle.delete(oldest[0]);
    this.#stop(oldest[1].process);
  }

  #stop(process: RuntimeProcess): void {
    this.#all.delete(process);
    process.stop();
  }
}
