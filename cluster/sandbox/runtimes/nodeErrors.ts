/** An error in the words of Lambda's Node runtime. */
export class RuntimeError extends Error {
  constructor(
    /** E.g. `Runtime.UserCodeSyntaxError`. */
    readonly errorType: string,
    message: string,
    readonly trace: readonly string[] = [],
  ) {
    super(message);
  }
}

export interface HandlerFailure {
  readonly error: unknown;
  /** The process can't be used again. */
  readonly isFatal: boolean;
  readonly isRejection?: boolean;
}

/** What Lambda returns for what a handler threw. `isRejection`: in a promise that nobody waited for. */
export function toErrorJson(error: unknown, isRejection = false): string {
  return JSON.stringify(isRejection ? describeRejection(error) : describeError(error));
}

interface ErrorJson {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace: readonly string[];
}

function describeError(error: unknown): ErrorJson {
  if (error instanceof RuntimeError) {
    const { errorType, message, trace } = error;
    return { errorType, errorMessage: message, trace };
  }
  if (isErrorLike(error)) {
    return { errorType: error.name, errorMessage: error.message, trace: readTrace(error) };
  }
  return { errorType: typeof error, errorMessage: String(error), trace: [] };
}

/** The stack as far as it is the user's: what called the handler is of no use to whoever wrote it. */
function readTrace(error: Error): readonly string[] {
  const lines = (error.stack ?? '').split('\n');
  const own = lines.findIndex((line) => line.includes(__filename));
  return own < 0 ? lines : lines.slice(0, own);
}

function describeRejection(error: unknown): ErrorJson {
  const { errorType, errorMessage, trace } = describeError(error);
  return {
    errorType: 'Runtime.UnhandledPromiseRejection',
    errorMessage: `${errorType}: ${errorMessage}`,
    trace,
  };
}

/** Also errors of another realm. */
function isErrorLike(value: unknown): value is Error {
  return typeof value === 'object' && value !== null && 'message' in value && 'name' in value;
}
