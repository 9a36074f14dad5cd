import { receiveMessageOnPort, type MessagePort } from 'node:worker_threads';
import {
  MAX_BACKLOG_BYTES,
  SHARED,
  type AnswerToEngine,
  type EngineSetup,
  type FromEngine,
  type ToEngine,
} from './channel';

/** The engine thread's end of the channel. Every wait blocks the thread, as reading a socket would. */
export interface EngineLink {
  send(message: FromEngine): void;
  sendOutput(bytes: Uint8Array): void;
  /** The next piece of input; undefined: the engine is to close. */
  waitForInput(): Uint8Array | undefined;
  waitForAnswer(): AnswerToEngine;
  isCancelRequested(): boolean;
}

export function createLink(setup: EngineSetup, port: MessagePort): EngineLink {
  const { shared, input, answers } = setup;
  const wait = <T>(from: MessagePort, signal: number): T => {
    for (;;) {
      // Read before looking: a message that comes in between changes the number, and the wait ends at once.
      const seen = Atomics.load(shared, signal);
      const received = receiveMessageOnPort(from) as { message: T } | undefined;
      if (received) return received.message;
      Atomics.wait(shared, signal, seen);
    }
  };
  return {
    send: (message) => port.postMessage(message),
    sendOutput: (bytes) => {
      Atomics.add(shared, SHARED.backlog, bytes.length);
      port.postMessage({ kind: 'output', bytes } satisfies FromEngine, [bytes.buffer as ArrayBuffer]);
      let backlog = Atomics.load(shared, SHARED.backlog);
      while (backlog > MAX_BACKLOG_BYTES) {
        Atomics.wait(shared, SHARED.backlog, backlog);
        backlog = Atomics.load(shared, SHARED.backlog);
      }
    },
    waitForInput: () => {
      const message = wait<ToEngine>(input, SHARED.input);
      return message.kind === 'bytes' ? message.bytes : undefined;
    },
    waitForAnswer: () => wait<{ answer: AnswerToEngine }>(answers, SHARED.answer).answer,
    isCancelRequested: () => Atomics.load(shared, SHARED.cancel) === 1,
  };
}
