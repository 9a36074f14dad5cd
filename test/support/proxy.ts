/** A TCP relay in front of a server, for tests of what a network does: cut, stall, another address. */
import { connect, createServer, type Socket } from 'node:net';

export interface Proxy {
  readonly host: string;
  readonly port: number;
  /** Connections accepted so far. */
  readonly accepted: () => number;
  /** Breaks every connection off, as a reset or a dead server does. */
  readonly cut: () => void;
  /** From now on nothing goes through, and nobody is told. */
  readonly stall: () => void;
  /** Ends it. */
  readonly stop: () => Promise<void>;
}

export async function startProxy(target: { host: string; port: number }, host = '127.0.0.1'): Promise<Proxy> {
  const sockets = new Set<Socket>();
  let accepted = 0;
  let stalled = false;
  const track = (socket: Socket): void => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy()).on('close', () => sockets.delete(socket));
  };
  const server = createServer((near) => {
    accepted++;
    const far = connect(target.port, target.host);
    [near, far].forEach(track);
    near.on('data', (bytes) => void (!stalled && far.write(bytes))).on('close', () => far.destroy());
    far.on('data', (bytes) => void (!stalled && near.write(bytes))).on('close', () => near.destroy());
  });
  await new Promise<void>((resolve, reject) => server.on('error', reject).listen(0, host, resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const cut = (): void => sockets.forEach((socket) => socket.resetAndDestroy());
  return {
    host,
    port: address.port,
    accepted: () => accepted,
    cut,
    stall: () => void (stalled = true),
    stop: () => {
      cut();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
