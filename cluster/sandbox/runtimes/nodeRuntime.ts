/** The process of one Node handler. `node nodeRuntime.js HANDLER`; messages go over file descriptor 3. */
import { Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { Worker } from 'node:worker_threads';
import {
  createLogMark,
  type FromRuntime,
  type RunMessage,
  type RuntimeFacts,
} from '../lambda/runtimeMessages';
import { createContext } from './nodeContext';
import { captureConsole } from './nodeConsole';
import { toErrorJson, type HandlerFailure } from './nodeErrors';
import { loadHandler, type Handler } from './nodeLoad';
import { callHandler } from './nodeCall';
import { findLoadedFiles } from './nodeFiles';
import { readMaxMemoryMb } from './nodeMemory';

const CHANNEL = 3;

const output = captureConsole();
const channel = new Socket({ fd: CHANNEL });
const [, , handlerPath = ''] = process.argv;
let fail: ((failure: HandlerFailure) => void) | undefined;

function send(message: FromRuntime): void {
  channel.write(`${JSON.stringify(message)}\n`);
}

function readFacts(): RuntimeFacts {
  return { maxMemoryMb: readMaxMemoryMb(), files: findLoadedFiles() };
}

async function run(handler: Handler, message: RunMessage): Promise<void> {
  output.requestId = message.id;
  const answer = await new Promise<FromRuntime>((resolve) => {
    const failWith = ({ error, isFatal, isRejection }: HandlerFailure): void => {
      output.logError(error);
      resolve({ kind: 'error', error: toErrorJson(error, isRejection), isFatal, ...readFacts() });
    };
    fail = failWith;
    callHandler(handler, JSON.parse(message.event), createContext(message), channel).then(
      (payload) => resolve({ kind: 'payload', payload, ...readFacts() }),
      (error: unknown) => failWith({ error, isFatal: false }),
    );
  });
  fail = undefined;
  output.write(createLogMark(message.id));
  send(answer);
}

/** A failure outside of the handler's own promise: of a timer, of a promise nobody waits for. */
function handleStray(failure: HandlerFailure): void {
  if (fail) fail(failure);
  else process.exit(1);
}

/** The main thread may loop for ever, so another one sees to it that the process ends with the sandbox. */
function endWithParent(): void {
  const watch = `
    setInterval(() => {
      if (process.ppid !== ${process.ppid}) process.kill(process.platform === 'win32' ? process.pid : -process.pid, 'SIGKILL');
    }, 500);`;
  new Worker(watch, { eval: true }).unref();
}

async function main(): Promise<void> {
  channel.on('close', () => process.exit());
  channel.on('error', () => process.exit());
  endWithParent();
  process.on('uncaughtException', (error) => handleStray({ error, isFatal: true }));
  process.on('unhandledRejection', (error) => handleStray({ error, isFatal: true, isRejection: true }));
  send({ kind: 'booted' });
  let handler: Handler;
  try {
    handler = await loadHandler(handlerPath);
  } catch (error) {
    output.logError(error);
    send({ kind: 'error', error: toErrorJson(error), isFatal: true, ...readFacts() });
    return;
  }
  send({ kind: 'ready' });
  for await (const line of createInterface({ input: channel })) {
    await run(handler, JSON.parse(line) as RunMessage);
  }
}

void main();
