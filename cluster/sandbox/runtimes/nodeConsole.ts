import { format } from 'node:util';

/** All that the handler prints goes to standard output, in one order. */
export interface CapturedOutput {
  /** Named in each line of the console. */
  requestId: string;
  write(text: string): void;
  /** Logs what the handler threw, as Lambda does. */
  logError(error: unknown): void;
}

/** Method of the console -> level in the log. Source: https://docs.aws.amazon.com/lambda/latest/dg/nodejs-logging.html */
const LEVELS = {
  log: 'INFO',
  info: 'INFO',
  debug: 'DEBUG',
  warn: 'WARN',
  error: 'ERROR',
  trace: 'TRACE',
} as const;

/** Makes the console log as in Lambda: time, request, level, message. */
export function captureConsole(): CapturedOutput {
  // The handler may replace these later.
  const write = process.stdout.write.bind(process.stdout);
  process.stderr.write = write;
  const captured: CapturedOutput = {
    requestId: 'undefined',
    write: (text) => void write(text),
    logError: (error) => logLine('ERROR', 'Invoke Error', error),
  };
  const logLine = (level: string, ...values: unknown[]): void => {
    write(`${new Date().toISOString()}\t${captured.requestId}\t${level}\t${format(...values)}\n`);
  };
  for (const [method, level] of Object.entries(LEVELS)) {
    console[method as keyof typeof LEVELS] = (...values: unknown[]) => logLine(level, ...values);
  }
  return captured;
}
