/**
 * How the sandbox's main thread and the engine's thread talk. The engine's thread blocks wherever PostgreSQL
 * would block on its socket, so both directions use message ports and a few shared integers to wait on.
 */
import type { MessagePort } from 'node:worker_threads';

/** Places in the shared Int32Array. */
export const SHARED = {
  /** Grows by one with every message to the engine's input port. */
  input: 0,
  /** Grows by one with every answer to an invocation. */
  answer: 1,
  /** 1 while the running statement is to be cancelled. */
  cancel: 2,
  /** Bytes of output that no client has taken yet. */
  backlog: 3,
} as const;
export const SHARED_BYTES = 4 * Object.keys(SHARED).length;

/** The engine pauses while more than this is on its way to a client that reads slowly. */
export const MAX_BACKLOG_BYTES = 8 * 1024 * 1024;

export interface EngineSetup {
  /** PostgreSQL's own directory, made before the engine starts. */
  readonly dataDir: string;
  readonly shared: Int32Array;
  readonly input: MessagePort;
  readonly answers: MessagePort;
}

export type ToEngine = { readonly kind: 'bytes'; readonly bytes: Uint8Array } | { readonly kind: 'close' };

/** `undefined`: the invocation was cancelled. */
export type AnswerToEngine = string | undefined;

export type FromEngine =
  /** The engine runs; `greeting` holds the ParameterStatus messages of its session. */
  | { readonly kind: 'ready'; readonly greeting: Uint8Array }
  | { readonly kind: 'output'; readonly bytes: Uint8Array }
  /** All input is used up: the engine waits for more. */
  | { readonly kind: 'idle'; readonly consumed: number; readonly statementTimeoutMs: number }
  | { readonly kind: 'invoke'; readonly request: string; readonly requestTimeoutMs: number }
  /** The last words of an engine that could not start. */
  | { readonly kind: 'failed'; readonly reason: string };
