import { connect as connectSocket, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { Client } from 'pg';
import type { ConnectionProfile } from './profile';
import { tlsOptions } from './tls';

/** The keys that the server gave at the start of a connection; pg's types leave them out. */
interface BackendKey {
  readonly processID: number | null;
  readonly secretKey: number | null;
}

const CANCEL_CODE = 80_877_102;
const SSL_CODE = 80_877_103;
const DELIVERY_TIMEOUT_MS = 2_000;

/**
 * Asks the server to end what `client` runs, over a connection of its own, as the protocol wants it. Resolves
 * once the server has taken it; rejects where it could not be delivered.
 * Source: https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-CANCELING-REQUESTS
 */
export function sendCancelRequest(
  client: Client,
  profile: ConnectionProfile,
  encrypted: boolean,
): Promise<void> {
  const { processID, secretKey } = client as unknown as BackendKey;
  if (processID === null || secretKey === null)
    return Promise.reject(new Error('the server gave no cancel key'));
  const request = message(16, CANCEL_CODE, processID, secretKey);
  return new Promise((resolve, reject) => {
    const socket = openSocket(profile);
    socket.setTimeout(DELIVERY_TIMEOUT_MS, () => socket.destroy(new Error('the server does not answer')));
    socket.on('error', reject);
    socket.on('connect', () => {
      if (encrypted) encrypt(socket, profile, reject, (secure) => finish(secure, request, resolve));
      else finish(socket, request, resolve);
    });
  });
}

function openSocket({ host, port }: ConnectionProfile): Socket {
  return host.startsWith('/') ? connectSocket(`${host}/.s.PGSQL.${port}`) : connectSocket(port, host);
}

function encrypt(
  socket: Socket,
  profile: ConnectionProfile,
  reject: (error: Error) => void,
  ready: (secure: Socket) => void,
): void {
  socket.write(message(8, SSL_CODE));
  socket.once('data', (answer) => {
    if (answer.toString() !== 'S') return reject(new Error('the server refused TLS for the cancel request'));
    const name = isIP(profile.host) ? {} : { servername: profile.host };
    const secure = connectTls({ ...tlsOptions(profile), ...name, host: profile.host, socket }, () =>
      ready(secure),
    );
    secure.on('error', reject);
  });
}

/** The server never answers: it closes the connection when it has passed the request on. */
function finish(socket: Socket, request: Buffer, resolve: () => void): void {
  socket.on('close', resolve);
  socket.resume();
  socket.end(request);
}

function message(...words: readonly number[]): Buffer {
  const bytes = Buffer.alloc(words.length * 4);
  words.forEach((word, index) => bytes.writeInt32BE(word | 0, index * 4));
  return bytes;
}
