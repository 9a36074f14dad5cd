import { Client, type ClientConfig } from 'pg';
import { aborted } from '../waiting/aborted';
import { describeConnectError, type ConnectError, type ConnectFailure } from './connectFailure';
import { Deadline } from '../waiting/deadline';
import type { ConnectOptions, ConnectResult } from './connectResult';
import { insist } from './insist';
import type { ConnectionProfile } from '../profile/profile';
import { setUp, type Setup } from './sessionSetup';
import { recognizeTds } from './tds';
import { tlsOptions } from './tls';

/** One connection of the profile. Never throws. */
export async function connect(profile: ConnectionProfile, options: ConnectOptions): Promise<ConnectResult> {
  const deadline = new Deadline(profile.connectTimeoutMs);
  const result = await insist(profile, options, deadline, (some) => attempt(profile, some, deadline));
  deadline.clear();
  if (result.kind === 'connected') return result;
  const { reason } = result.failure;
  if (profile.ssl === 'prefer' && (reason === 'tls' || reason === 'notPostgres'))
    return connect({ ...profile, ssl: 'disable' }, options);
  if (options.signal?.aborted) return result;
  return { kind: 'failed', failure: await recognizeTds(result.failure, profile) };
}

async function attempt(
  profile: ConnectionProfile,
  options: ConnectOptions,
  deadline: Deadline,
): Promise<ConnectResult> {
  let ssl;
  try {
    ssl = tlsOptions(profile);
  } catch (error) {
    return failed(
      'tls',
      `The file of "caFile" can't be read: ${(error as Error).message}. Correct its path.`,
    );
  }
  const begun = performance.now();
  let askedMs = 0;
  const askPassword = async (): Promise<string> => {
    const asked = performance.now();
    return deadline
      .pausedDuring(() => requirePassword(options))
      .finally(() => (askedMs += performance.now() - asked));
  };
  const client = createClient(profile, ssl, askPassword);
  try {
    const setup = await Promise.race([open(client, profile), deadline.passed, aborted(options.signal)]);
    const connectMs = performance.now() - begun - askedMs;
    return { kind: 'connected', client, encrypted: ssl !== false, setup, connectMs };
  } catch (error) {
    client.connection.stream.destroy();
    if (options.signal?.aborted) return failed('cancelled', 'Connecting was cancelled.');
    if (error instanceof PasswordFailure) return failed('other', error.message);
    return { kind: 'failed', failure: describeConnectError(error as ConnectError, profile) };
  }
}

function createClient(
  profile: ConnectionProfile,
  ssl: ClientConfig['ssl'],
  password: () => Promise<string>,
): Client {
  const client = new Client({
    ...(({ host, port, database, user }) => ({ host, port, database, user }))(profile),
    ssl,
    password,
    application_name: 'Aurora Lambda SQL',
    keepAlive: profile.keepAliveMs > 0,
    keepAliveInitialDelayMillis: profile.keepAliveMs,
    ...(profile.statementTimeoutMs > 0 && { statement_timeout: profile.statementTimeoutMs }),
  });
  // Without a listener, a connection that breaks while idle would end the process.
  client.on('error', () => undefined);
  return client;
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
