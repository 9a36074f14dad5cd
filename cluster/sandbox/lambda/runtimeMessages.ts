/**
 * What the sandbox and a handler's process say to each other: one JSON object a line. The process of a Node handler
 * has file descriptor 3 for it; Python reads its standard input and writes to what was its standard output.
 */

/** To the process: run the handler. */
export interface RunMessage {
  readonly id: string;
  /** JSON text. */
  readonly event: string;
  /** JSON text; null: none. */
  readonly clientContext: string | null;
  readonly arn: string;
  readonly version: string;
  /** Time of the end, in milliseconds since 1970. */
  readonly deadlineMs: number;
}

export type FromRuntime =
  /** The process runs; the handler's own code comes now. */
  | { readonly kind: 'booted' }
  /** The handler is loaded. */
  | { readonly kind: 'ready' }
  /** It could not be loaded, or failed: `error` is Lambda's JSON. After `isFatal` the process is not used again. */
  | ({ readonly kind: 'error'; readonly error: string; readonly isFatal: boolean } & RuntimeFacts)
  /** What the handler returned, as JSON text. */
  | ({ readonly kind: 'payload'; readonly payload: string } & RuntimeFacts);

export interface RuntimeFacts {
  /** 0: not known. */
  readonly maxMemoryMb: number;
  /** Files outside of node_modules and of the language's own folders that the handler has loaded. */
  readonly files: readonly string[];
}

/** A line that a process wrote; undefined where it is none of these messages. */
export function readFromRuntime(line: string): FromRuntime | undefined {
  try {
    const message = JSON.parse(line) as Partial<FromRuntime> | null;
    return isMessage(message) ? message : undefined;
  } catch {
    return undefined;
  }
}

function isMessage(message: Partial<FromRuntime> | null): message is FromRuntime {
  switch (message?.kind) {
    case 'booted':
    case 'ready':
      return true;
    case 'error':
      return typeof message.error === 'string' && Array.isArray(message.files);
    case 'payload':
      return typeof message.payload === 'string' && Array.isArray(message.files);
    default:
      return false;
  }
}

/** Written to the log when a handler has returned, so that all of its log is known to be read. */
export function createLogMark(id: string): string {
  return `\0end ${id}\0`;
}
