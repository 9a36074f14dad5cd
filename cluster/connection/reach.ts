/** Whether a server can be reached at all, whatever it does: nobody logs in, and nothing is asked of it. */
import type { Socket } from 'node:net';
import { isLoopback, SANDBOX_NAME, type ConnectionProfile } from '../profile/profile';
import { askForTls, encrypt, openSocket } from './sideConnection';

/** How the server is looked for. */
export interface Reach {
  /** Of the connection itself: a name may lead to another server by now. */
  readonly host: string;
  readonly port: number;
  /**
   * The way begins on this machine, as a tunnel's does: that somebody takes the connection says nothing, only a word
   * of the server does.
   */
  readonly isLocal: boolean;
  readonly profile: ConnectionProfile;
}

/** For a connection that has been made; undefined where there is no network between. */
export function findReach(
  { remoteAddress: host, remotePort: port }: Socket,
  profile: ConnectionProfile,
): Reach | undefined {
  if (profile.name === SANDBOX_NAME || host === undefined || port === undefined) return undefined;
  return { host, port, isLocal: isLoopback(host), profile };
}

/** The network itself says that nobody is there. */
const NOBODY = /^(?:EHOSTUNREACH|ENETUNREACH|EHOSTDOWN|ENETDOWN|EADDRNOTAVAIL)$/;
/** The SSH server's words for it. */
const NOBODY_BEHIND = /timed out|no route|unreachable/i;

/**
 * Looks for at most `connectTimeoutMs`, by a connection of its own which sends nothing or, where the way is local, asks
 * whether the server speaks TLS. Only silence, or a network without a way, counts as no: a server that refuses, resets
 * or closes is there, and so is one that takes the connection and is too busy to speak. Never rejects, and leaves no
 * socket behind.
 */
export function canReach(reach: Reach, signal: AbortSignal): Promise<boolean> {
  const { connectTimeoutMs } = reach.profile;
  return new Promise((resolve) => {
    let answered = true;
    const socket = openSocket(reach);
    const giveUp = (): void => {
      answered = false;
      socket.destroy();
    };
    const late = setTimeout(giveUp, connectTimeoutMs);
    signal.addEventListener('abort', giveUp, { once: true });
    socket.on('error', ({ code = '' }: NodeJS.ErrnoException) => {
      if (NOBODY.test(code)) answered = false;
    });
    socket.on('close', () => {
      clearTimeout(late);
      signal.removeEventListener('abort', giveUp);
      resolve(answered && !NOBODY_BEHIND.test(reach.profile.realServer?.failure() ?? ''));
    });
    socket.on('connect', () => {
      if (!reach.isLocal) socket.destroy();
      else
        askForTls(socket, (answer) => {
          clearTimeout(late);
          sayGoodbye(socket, reach, answer);
        });
    });
    if (signal.aborted) giveUp();
  });
}

/** A server that has offered TLS writes into its log that the client went away, unless it goes on. */
function sayGoodbye(socket: Socket, { profile }: Reach, answer: string): void {
  const end = (): void => void socket.destroy();
  if (answer !== 'S') return end();
  socket.setTimeout(profile.connectTimeoutMs, end);
  // Nothing is said in it, so nobody's certificate matters.
  encrypt(socket, { ...profile, ssl: 'prefer' }, end, (secure) => secure.end());
}
