/** One SSH server on the way: reached, recognized, signed in at. */
import type { Duplex } from 'node:stream';
import { Client, type ServerHostKeyAlgorithm } from 'ssh2';
import { aborted } from '../waiting/aborted';
import { Deadline } from '../waiting/deadline';
import type { KeyQuestions } from '../credentials/keyQuestions';
import type { Hop } from './hops';
import { checkHostKey } from './checkHostKey';
import { knownKeyTypes } from './knownHosts';
import { createSignIn } from './signIn';

export interface HopRequest {
  readonly questions: KeyQuestions;
  readonly timeoutMs: number;
  readonly keepAliveMs: number;
  readonly signal?: AbortSignal | undefined;
  /** The way through the server before; undefined: over the network. */
  readonly sock?: Duplex | undefined;
}

const MOST_UNANSWERED = 3;

/** Rejects with a sentence for the user; nothing is left behind then. */
export async function openHop(hop: Hop, request: HopRequest): Promise<Client> {
  const { questions, signal, sock } = request;
  const deadline = new Deadline(request.timeoutMs);
  const pause = <T>(ask: () => Promise<T>): Promise<T> => deadline.pausedDuring(ask);
  const problems: string[] = [];
  const client = new Client();
  let refusal: string | undefined;
  const ready = new Promise<void>((resolve, reject) => {
    client.on('ready', resolve).on('error', (error: SshError) => {
      // Where the agent does not answer, keys of files may follow.
      if (error.level === 'agent') problems.push(`the agent can't be asked (${error.message})`);
      else reject(error);
    });
  });
  const closed = new Promise<never>((_resolve, reject) =>
    client.on('close', () => reject(new Error('it closed the connection'))),
  );
  closed.catch(() => undefined);
  try {
    client.connect({
      ...(sock ? { sock } : { host: hop.host, port: hop.port }),
      username: hop.user,
      // The deadline counts: it stands still while somebody is asked.
      readyTimeout: 0,
      keepaliveInterval: request.keepAliveMs,
      keepaliveCountMax: MOST_UNANSWERED,
      algorithms: { serverHostKey: orderKeyTypes(knownKeyTypes(hop.knownHostsFiles, hop.knownAs)) },
      hostVerifier: (key: Buffer, verify: (isRight: boolean) => void) =>
        void pause(() => checkHostKey(hop, key, questions)).then((problem) => {
          refusal = problem;
          verify(problem === undefined);
        }),
      authHandler: createSignIn(hop, questions, pause, (problem) => problems.push(problem)),
    });
    await Promise.race([ready, closed, deadline.passed, aborted(signal)]);
    return client;
  } catch (error) {
    client.destroy();
    if (signal?.aborted) throw new Error('Connecting was cancelled.', { cause: error });
    throw new Error(refusal ?? describe(error as SshError, hop, request, problems), { cause: error });
  } finally {
    deadline.clear();
  }
}

/** All that are safe; those that the server is known by first, so that it shows the key that can be compared. */
function orderKeyTypes(known: readonly string[]): ServerHostKeyAlgorithm[] {
  const all: ServerHostKeyAlgorithm[] = [
    'ssh-ed25519',
    'ecdsa-sha2-nistp256',
    'ecdsa-sha2-nistp384',
    'ecdsa-sha2-nistp521',
    'rsa-sha2-512',
    'rsa-sha2-256',
  ];
  const isKnown = (type: string): boolean => known.includes(type.startsWith('rsa-') ? 'ssh-rsa' : type);
  return [...all.filter(isKnown), ...all.filter((type) => !isKnown(type))];
}

interface SshError extends Error {
  readonly code?: string;
  readonly level?: string;
}

function describe(error: SshError, hop: Hop, { timeoutMs }: HopRequest, problems: readonly string[]): string {
  const place = `${hop.host}:${hop.port}`;
  if (error.level === 'client-authentication') return describeSignIn(hop, problems);
  if (error.message === 'timeout expired')
    return `The SSH server ${place} did not answer within ${timeoutMs / 1000} s. Check host, port, firewall and VPN, or raise connectTimeoutMs.`;
  if (error.code === 'ECONNREFUSED')
    return `No SSH server answers at ${place}. Check host and port of "ssh".`;
  if (error.code === 'ENOTFOUND' || error.code === 'EAI_AGAIN')
    return `The SSH server's host name ${hop.host} is not known. Check "ssh", your SSH configuration, and your DNS or VPN.`;
  return `The SSH connection to ${place} failed: ${error.message}. Check that an SSH server listens there.`;
}

function describeSignIn({ host, port, user, keyFiles, agent }: Hop, problems: readonly string[]): string {
  const tried = [...keyFiles, ...(agent === undefined ? [] : ['the SSH agent'])].join(', ');
  const notes = problems.length > 0 ? `; ${problems.join('; ')}` : '';
  return `The SSH server ${host}:${port} did not let user ${user} in (tried: ${tried === '' ? 'no key' : tried}${notes}). Name the right user and key in "ssh", or add the key to the agent.`;
}
