/** Connections beside that of a session, over which nobody logs in. */
import { connect as connectSocket, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { ConnectionProfile } from '../profile/profile';
import { tlsOptions } from './tls';

const SSL_CODE = 80_877_103;

export function openSocket({ host, port }: Pick<ConnectionProfile, 'host' | 'port'>): Socket {
  return host.startsWith('/') ? connectSocket(`${host}/.s.PGSQL.${port}`) : connectSocket(port, host);
}

/** `S`: the server goes on in TLS; `N`: it does not. Called back once, with the first byte that it sends. */
export function askForTls(socket: Socket, onAnswer: (answer: string) => void): void {
  socket.once('data', (answer) => onAnswer(answer.toString('latin1', 0, 1)));
  socket.write(toMessage(8, SSL_CODE));
}

/** Goes on in TLS after `S`, checking the certificate as the session's connection did. */
export function encrypt(
  socket: Socket,
  profile: ConnectionProfile,
  fail: (error: Error) => void,
  ready: (secure: Socket) => void,
): void {
  try {
    const name = isIP(profile.host) ? {} : { servername: profile.host };
    const options = { ...tlsOptions(profile), ...name, host: profile.host, socket };
    const secure = connectTls(options, () => ready(secure)).on('error', fail);
  } catch (error) {
    fail(error as Error); // a file of the profile that can't be read any more
  }
}

/** A message without a type, as there are before the start of a session. */
export function toMessage(...words: readonly number[]): Buffer {
  const bytes = Buffer.alloc(words.length * 4);
  words.forEach((word, index) => bytes.writeInt32BE(word | 0, index * 4));
  return bytes;
}
