/** Asks a port whether a sandbox serves there, and which. */
import { connect } from 'node:net';
import { readOwner, type Owner } from './owner';
import { createHelloRequest } from './wire/opening';

/** The machine may be busy. */
const PATIENCE_MS = 10_000;
/** Who says more than this is no sandbox. */
const LONGEST_ANSWER = 64 * 1024;

export type HelloAnswer =
  | { readonly kind: 'sandbox'; readonly owner: Owner }
  /** Nobody, or another program. */
  | { readonly kind: 'other' }
  /** Somebody took the connection and keeps silent. */
  | { readonly kind: 'silent' };

export function formatHello(owner: Owner): string {
  return `${JSON.stringify(owner)}\n`;
}

export function askHello(port: number): Promise<HelloAnswer> {
  return new Promise((resolve) => {
    let received = '';
    const socket = connect(port, '127.0.0.1');
    const finish = (answer: HelloAnswer): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(PATIENCE_MS, () => finish({ kind: 'silent' }));
    socket.on('connect', () => socket.write(createHelloRequest()));
    socket.on('data', (chunk) => {
      received += chunk.toString('utf8');
      if (received.length > LONGEST_ANSWER) finish({ kind: 'other' });
    });
    socket.on('error', () => finish({ kind: 'other' }));
    socket.on('close', () => {
      const owner = readOwner(received);
      finish(owner ? { kind: 'sandbox', owner } : { kind: 'other' });
    });
  });
}

/** Whether the owner that a file tells of still serves. When in doubt, it does. */
export async function isAlive(owner: Owner): Promise<boolean> {
  if (!isRunning(owner.pid)) return false;
  const answer = await askHello(owner.port);
  return answer.kind === 'silent' || (answer.kind === 'sandbox' && answer.owner.pid === owner.pid);
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // EPERM: it runs, as somebody else.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
