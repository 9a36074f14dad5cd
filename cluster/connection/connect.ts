import { Client } from 'pg';
import { aborted } from '../waiting/aborted';
import { describeConnectError, type ConnectError, type ConnectFailure } from './connectFailure';
import { Deadline } from '../waiting/deadline';
import type { ConnectionProfile } from '../profile/profile';
import { setUp, type Setup } from './sessionSetup';
import { recognizeTds } from './tds';
import { tlsOptions } from './tls';

export interface ConnectOptions {
  /**
   * Asked when the server wants a password; undefined: there is none. Time for typing does not count. May reject with
   * a sentence for the user.
   */
  readonly getPassword: () => Promise<string | undefined>;
  /** Ends the attempt. */
  readonly signal?: AbortSignal;
}

export type ConnectResult =
  | {
      readonly kind: 'connected';
      readonly client: Client;
      readonly encrypted: boolean;
      readonly setup: Setup;
    }
  | { readonly kind: 'failed'; readonly failure: ConnectFailure };

/** One connection of the profile. Never throws. */
export async function connect(profile: ConnectionProfile, options: ConnectOptions): Promise<ConnectResult> {
  const result = await attempt(profile, options);
  if (result.kind === 'connected') return result;
  const { reason } = result.failure;
  if (profile.ssl === 'prefer' && (reason === 'tls' || reason === 'notPostgres'))
    return connect({ ...profile, ssl: 'disable' }, options);
  if (options.signal?.aborted) return result;
  return { kind: 'failed', failure: await recognizeTds(result.failure, profile) };
}

async function attempt(profile: ConnectionProfile, options: ConnectOptions): Promise<ConnectResult> {
  let ssl;
  try {
    ssl = tlsOptions(profile);
  } catch (error) {
    return failed(
      'tls',
      `The file of "caFile" can't be read: ${(error as Error).message}. Correct its path.`,
    );
  }
  const deadline = new Deadline(profile.connectTimeoutMs);
  const client = new Client({
    ...(({ host, port, database, user }) => ({ host, port, database, user }))(profile),
    ssl,
    password: () => deadline.pausedDuring(() => requirePassword(options)),
    application_name: 'Aurora Lambda SQL',
    keepAlive: profile.keepAliveMs > 0,
    keepAliveInitialDelayMillis: profile.keepAliveMs,
    ...(profile.statementTimeoutMs > 0 && { statement_timeout: profile.statementTimeoutMs }),
  });
  // Without a listener, a connection that breaks while idle would end the process.
  client.on('error', () => undefined);
  try {
    const setup = await Promise.race([open(client, profile), deadline.passed, aborted(options.signal)]);
    return { kind: 'connected', client, encrypted: ssl !== false, setup };
  } catch (error) {
    client.connection.stream.destroy();
    if (options.signal?.aborted) return failed('cancelled', 'Connecting was cancelled.');
    if (error instanceof PasswordFailure) return failed('other', error.message);
    return { kind: 'failed', failure: describeConnectError(error as ConnectError, profile) };
  } finally {
    deadline.clear();
  }
}

async function open(client: Client, profile: ConnectionProfile): Promise<Setup> {
  await client.connect();
  return setUp(client, profile);
}

function failed(reason: ConnectFailure['reason'], message: string): ConnectResult {
  return { kind: 'failed', failure: { reason, message } };
}

/** Whoever has the password could not give it; the message is for the user as it stands. */
class PasswordFailure extends Error {}

async function requirePassword({ getPassword }: ConnectOptions): Promise<string> {
  const password = await getPassword().catch((error: unknown) => {
    throw new PasswordFailure((error as Error).message);
  });
  if (password === undefined) throw new Error('PASSWORD_MISSING');
  return password;
}
