/** What ends a run from outside: the user, the system, a reader that goes away. Nothing is left running at the server. */
import { EXIT } from '../exitCode';
import type { Terminal } from '../terminal';

export interface Interruption {
  /** Aborted once somebody wants the run to end. */
  readonly signal: AbortSignal;
  /** What the program is to end with, where that is not for the statements to say. */
  readonly exitCode: () => number | undefined;
  /** Listens no more. */
  readonly stop: () => void;
}

/** The shell's numbers: 128 and that of the signal. */
const ENDED = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;
type EndSignal = keyof typeof ENDED;

/**
 * The first signal cancels what runs, and the program ends when that has stopped; the second ends it at once. A reader
 * of standard output that goes away is a signal too, and no fault.
 */
export function listenForInterruption(terminal: Terminal): Interruption {
  const controller = new AbortController();
  let exitCode: number | undefined;
  const onSignal = (signal: EndSignal): void => {
    if (controller.signal.aborted) process.exit(ENDED[signal]);
    // After Ctrl-C the statement's own end says how it went; a terminal that has hung up takes no words.
    if (signal === 'SIGINT') terminal.err('Cancelling. Press Ctrl-C again to quit at once.\n');
    else exitCode = ENDED[signal];
    controller.abort();
  };
  const onReaderGone = (): void => {
    exitCode ??= EXIT.ok;
    controller.abort();
  };
  const signals = Object.keys(ENDED) as EndSignal[];
  for (const signal of signals) process.on(signal, onSignal);
  process.on('SIGPIPE', onReaderGone);
  const stop = (): void => {
    for (const signal of signals) process.off(signal, onSignal);
    process.off('SIGPIPE', onReaderGone);
  };
  return { signal: controller.signal, exitCode: () => exitCode, stop };
}
