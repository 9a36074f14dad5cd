import { randomInt } from 'node:crypto';
import { createServer, type Server, type Socket } from 'node:net';
import { Client } from './client';
import { ProtocolViolation } from './frames';
import { AUTHENTICATION_OK, createError } from './messages';
import { createNegotiation, readOpening, readStartupSettings, type Opening } from './opening';
import { isOwnPeer } from './peer';
import type { SharedSession } from './sharedSession';

/** A connection that says nothing is not kept longer. */
const OPENING_TIMEOUT_MS = 60_000;
const MAX_SECRET = 0x7fffffff;

export interface WireServerOptions {
  /** 0: any free one. */
  readonly port: number;
  /** Clients' connections, as they come. */
  readonly session: SharedSession;
  /** What a launcher is told that asks who serves here; one line. */
  readonly describeSelf: () => string;
}

/** Speaks PostgreSQL's protocol on loopback. Resolves when it listens; rejects with Node's error, e.g. EADDRINUSE. */
export function listen(options: WireServerOptions): Promise<Server> {
  let clients = 0;
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
    socket.on('error', () => socket.destroy());
    void open(socket, options, () => ++clients);
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', () => resolve(server));
  });
}

async function open(socket: Socket, options: WireServerOptions, nextId: () => number): Promise<void> {
  const isOwn = await isOwnPeer(socket);
  socket.setTimeout(OPENING_TIMEOUT_MS, () => socket.destroy());
  let received: Buffer = Buffer.alloc(0);
  const onData = (chunk: Buffer): void => {
    received = Buffer.concat([received, chunk]);
    try {
      for (let read = readOpening(received); read; read = readOpening(received)) {
        received = read.rest;
        if (read.opening.kind === 'encryption') {
          socket.write('N');
          continue;
        }
        socket.off('data', onData);
        socket.off('end', onEnd);
        socket.setTimeout(0);
        if (isOwn) handOver(socket, read.opening, read.rest, { ...options, id: nextId() });
        else refuse(socket, '28000', 'only the user who started the embedded cluster may connect to it');
        return;
      }
    } catch (error) {
      if (!(error instanceof ProtocolViolation)) throw error;
      refuse(socket, '08P01', error.message);
    }
  };
  const onEnd = (): void => void socket.end();
  socket.on('data', onData);
  socket.on('end', onEnd);
}

interface Admission extends WireServerOptions {
  readonly id: number;
}

/** Does what the opening asks for. */
function handOver(
  socket: Socket,
  opening: Exclude<Opening, { kind: 'encryption' }>,
  rest: Buffer,
  options: Admission,
): void {
  switch (opening.kind) {
    case 'cancel':
      options.session.cancel(opening.processId, opening.secret);
      socket.destroySoon();
      return;
    case 'hello':
      socket.write(options.describeSelf());
      socket.destroySoon();
      return;
    case 'startup':
      admit(socket, opening, options).receive(rest);
      return;
  }
}

/** Any user and database will do: there is one of each. */
function admit(
  socket: Socket,
  opening: Extract<Opening, { kind: 'startup' }>,
  { session, id }: Admission,
): Client {
  const negotiation = createNegotiation(opening);
  if (negotiation) socket.write(negotiation);
  socket.write(AUTHENTICATION_OK);
  const client = new Client({
    socket,
    processId: id,
    secret: randomInt(MAX_SECRET),
    settings: readStartupSettings(opening.parameters),
    onChange: (changed) => session.handleChange(changed),
  });
  session.add(client);
  return client;
}

function refuse(socket: Socket, sqlstate: string, message: string): void {
  socket.write(createError({ severity: 'FATAL', sqlstate, message }));
  socket.destroySoon();
}
