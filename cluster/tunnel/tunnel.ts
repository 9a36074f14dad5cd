/** A program of the user's that opens a way to the server: `ssh -N -L …`, an SSM session, a proxy. */
import { connect, createServer, type AddressInfo } from 'node:net';
import { TUNNEL_PORT } from '../profile/profile';
import { endShell, startShell, watchProgram, type Program } from '../shell';

export interface Tunnel {
  /** On this machine, where the way begins. */
  readonly port: number;
  readonly isOpen: () => boolean;
  /** Somebody is about to connect: one that closes when nobody uses it waits for them. */
  readonly hold?: () => void;
  /** Why it could not lead the last connection on; undefined: it could, or nobody knows. */
  readonly failure?: () => string | undefined;
  /** Ends what keeps it open. */
  readonly close: () => void;
}

const HOST = '127.0.0.1';
const PAUSE_MS = 100;

/**
 * Runs the command line with a free port in place of `${port}` and waits until something listens there. Rejects with
 * a sentence for the user where the program ends or the time is up before.
 */
export async function openTunnel(command: string, timeoutMs: number, signal?: AbortSignal): Promise<Tunnel> {
  const port = await findFreePort();
  const child = startShell(command.replaceAll(TUNNEL_PORT, String(port)), ['ignore', 'ignore', 'pipe']);
  const program = watchProgram(child);
  const close = (): void => endShell(child);
  try {
    await untilListening(
      port,
      program,
      AbortSignal.any([AbortSignal.timeout(timeoutMs), ...(signal ? [signal] : [])]),
    );
  } catch (error) {
    close();
    throw error;
  }
  return { port, close, isOpen: () => program.end() === undefined };
}

async function untilListening(port: number, program: Program, signal: AbortSignal): Promise<void> {
  while (!(await accepts(port))) {
    const end = program.end();
    if (end !== undefined) throw new Error(`The tunnel's program ${end}. Run it in a terminal to see why.`);
    if (signal.aborted)
      throw new Error(
        `The tunnel's program has opened no port in time. Its command must listen on ${TUNNEL_PORT}.`,
      );
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: HOST, port });
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}

function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, HOST, () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
