import { createServer, type AddressInfo, type Socket } from 'node:net';
import type { ClientChannel } from 'ssh2';

export interface ForwardedPort {
  readonly port: number;
  /** Why the last connection could not be led on; undefined: it could. */
  readonly failure: () => string | undefined;
  /** Somebody is about to come. */
  readonly hold: () => void;
  readonly close: () => void;
}

export interface ForwardOptions {
  /** Opens a way to the server. */
  readonly openChannel: () => Promise<ClientChannel>;
  /** After the last connection has ended. */
  readonly idleMs: number;
  /** Who is about to come is waited for so long. */
  readonly arrivalMs: number;
  /** Nobody is left, or has come, for so long. */
  readonly onIdle: () => void;
}

const HOST = '127.0.0.1';

/** A free port on this machine whose connections are led on, each by a channel of its own. */
export async function forwardPort(options: ForwardOptions): Promise<ForwardedPort> {
  const { openChannel, idleMs, arrivalMs, onIdle } = options;
  const sockets = new Set<Socket>();
  let failure: string | undefined;
  let timer: NodeJS.Timeout | undefined;
  const wait = (ms: number): void => {
    clearTimeout(timer);
    if (sockets.size === 0) timer = setTimeout(onIdle, ms).unref();
  };
  const hold = (): void => wait(arrivalMs);
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    sockets.add(socket);
    clearTimeout(timer);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      sockets.delete(socket);
      wait(idleMs);
    });
    openChannel().then(
      (channel) => {
        failure = undefined;
        join(socket, channel);
      },
      (error: unknown) => {
        failure = (error as Error).message;
        socket.destroy();
      },
    );
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, HOST, resolve));
  hold();
  const close = (): void => {
    clearTimeout(timer);
    server.close();
    for (const socket of sockets) socket.destroy();
    clearTimeout(timer);
  };
  return { port: (server.address() as AddressInfo).port, failure: () => failure, hold, close };
}

/** Whichever side is gone takes the other with it. */
function join(socket: Socket, channel: ClientChannel): void {
  channel.on('error', () => socket.destroy()).on('close', () => socket.destroy());
  socket.on('close', () => channel.destroy());
  if (socket.destroyed) channel.destroy();
  else socket.pipe(channel).pipe(socket);
}
