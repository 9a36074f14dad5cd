import type { Socket } from 'node:net';
import type { Client } from 'pg';
import { askForTls, encrypt, openSocket, toMessage } from '../connection/sideConnection';
import type { ConnectionProfile } from '../profile/profile';

/** The keys that the server gave at the start of a connection; pg's types leave them out. */
interface BackendKey {
  readonly processID: number | null;
  readonly secretKey: number | null;
}

const CANCEL_CODE = 80_877_102;

/**
 * Asks the server to end what `client` runs, over a connection of its own, as the protocol wants it. Resolves
 * once the server has taken it; rejects where it could not be delivered in time.
 * Source: https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-CANCELING-REQUESTS
 */
export async function sendCancelRequest(
  client: Client,
  profile: ConnectionProfile,
  encrypted: boolean,
  timeoutMs: number,
): Promise<void> {
  const { processID, secretKey } = client as unknown as BackendKey;
  if (processID === null || secretKey === null) throw new Error('the server gave no cancel key');
  const socket = openSocket(profile);
  const late = setTimeout(() => socket.destroy(new Error('the server does not answer')), timeoutMs);
  try {
    await deliver(socket, toMessage(16, CANCEL_CODE, processID, secretKey), encrypted ? profile : undefined);
  } finally {
    clearTimeout(late);
    socket.destroy();
  }
}

/** `secure`: the profile whose TLS it goes through. */
function deliver(socket: Socket, request: Buffer, secure: ConnectionProfile | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    let isSent = false;
    // However the connection ends once the request is on its way: what it came to, only the statement's end tells.
    const end = (error: Error): void => (isSent ? resolve() : reject(error));
    const send = (way: Socket): void => {
      isSent = true;
      // The server never answers: it closes the connection when it has passed the request on.
      way.resume();
      way.end(request);
    };
    socket.on('error', end).on('close', () => end(new Error('the server closed the connection')));
    socket.on('connect', () => {
      if (!secure) return send(socket);
      askForTls(socket, (answer) => {
        if (answer === 'S') encrypt(socket, secure, end, send);
        else end(new Error('the server refused TLS for the cancel request'));
      });
    });
  });
}
