/**
 * Answers `initialize` before the server is loaded: what it offers is data. The server is then handed all that came,
 * this request included, and leaves out its own answer to it. What is no such request is left to the server.
 */
import type { InitializeParams, InitializeResult } from 'vscode-languageserver';
import { describeServer } from './capabilities';
import { readFirstContent } from './firstContent';

/** A request that has its answer, and where that went to. */
export interface Answered {
  readonly id: number | string;
  readonly transport: 'stdio' | 'ipc';
}

interface Answer {
  readonly jsonrpc: '2.0';
  readonly id: number | string;
  readonly result: InitializeResult;
}

/** `serve` is called once. By then it has to listen to where the messages come from. */
type Serve = (answered: Answered | undefined) => void;

/** The transport is the one that the process's arguments name; only the two that editors use are looked at here. */
export function greet(serve: Serve): void {
  if (process.argv.includes('--node-ipc')) greetParent(serve);
  else if (process.argv.includes('--stdio')) greetStandardInput(serve);
  else serve(undefined);
}

function greetParent(serve: Serve): void {
  const received: unknown[] = [];
  const take = (message: unknown): void => {
    if (received.push(message) > 1) return;
    const answer = createAnswer(message);
    const handOn = (): void => {
      process.off('message', take);
      serve(answer && { id: answer.id, transport: 'ipc' });
      for (const each of received) process.emit('message', each, undefined);
    };
    if (answer && process.send) process.send(answer, handOn);
    else handOn();
  };
  process.on('message', take);
}

function greetStandardInput(serve: Serve): void {
  const { stdin, stdout } = process;
  let received = Buffer.alloc(0);
  const leave = (): void => process.exit(1);
  const take = (piece: Buffer): void => {
    received = Buffer.concat([received, piece]);
    const content = readFirstContent(received);
    if (content === 'incomplete') return;
    stdin.off('data', take).off('end', leave).pause();
    const answer = content && createAnswer(content.value);
    const handOn = (): void => {
      serve(answer && { id: answer.id, transport: 'stdio' });
      stdin.unshift(received);
      stdin.resume();
    };
    if (answer) stdout.write(toMessage(answer), handOn);
    else handOn();
  };
  stdin.on('data', take).on('end', leave);
}

function createAnswer(message: unknown): Answer | undefined {
  if (!isInitialize(message)) return undefined;
  try {
    return { jsonrpc: '2.0', id: message.id, result: describeServer(message.params) };
  } catch {
    // Parameters of another shape than the protocol's: the server says so.
    return undefined;
  }
}

interface Initialize {
  readonly id: number | string;
  readonly params: InitializeParams;
}

function isInitialize(message: unknown): message is Initialize {
  if (typeof message !== 'object' || message === null) return false;
  const { id, method, params } = message as Readonly<Record<string, unknown>>;
  const isRequest = typeof id === 'number' || typeof id === 'string';
  return isRequest && method === 'initialize' && typeof params === 'object' && params !== null;
}

function toMessage(answer: Answer): string {
  const content = JSON.stringify(answer);
  return `Content-Length: ${Buffer.byteLength(content)}\r\n\r\n${content}`;
}
