/** Passwords: kept in the secret storage alone, asked for when missing or wrong. */
import type { ConnectFailure } from '../../cluster/connection/connectFailure';
import { expandHome } from '../../cluster/profile/homePath';
import type { ConnectionProfile } from '../../cluster/profile/profile';
import { findStoredPassword, hasOwnPassword } from '../../cluster/credentials/storedPassword';
import { connectionIdentity } from './profiles';
import type { SecretStore } from './secretStore';

const keyOf = (profile: ConnectionProfile): string => `password:${connectionIdentity(profile)}`;

/** Where the secret storage has the passphrase of a key file. */
export const passphraseKey = (path: string): string => `passphrase:${path}`;

export async function findPassword(
  secrets: SecretStore,
  profile: ConnectionProfile,
): Promise<string | undefined> {
  return secrets.get(keyOf(profile));
}

export async function keepPassword(
  secrets: SecretStore,
  profile: ConnectionProfile,
  password: string,
): Promise<void> {
  await secrets.store(keyOf(profile), password);
}

/** And the passphrases of the key files that the connection names. */
export async function forgetPassword(secrets: SecretStore, profile: ConnectionProfile): Promise<void> {
  await secrets.delete(keyOf(profile));
  for (const file of [profile.ssh?.keyFile, profile.keyFile, profile.certFile])
    if (file !== undefined) await secrets.delete(passphraseKey(expandHome(file)));
}

/** One attempt to connect; `getPassword` is called when the server wants a password. */
export type ConnectAttempt = (
  getPassword: () => Promise<string | undefined>,
) => Promise<ConnectFailure | undefined>;

/** Asks the user; `problem` says what was wrong with the last one. Undefined: the user gave up. */
export type AskPassword = (problem: string | undefined) => Promise<string | undefined>;

/**
 * Connects with the kept password, else with one that is stored elsewhere: in a service or the password file. The
 * connection's own command, or AWS, goes before all, and nobody is asked in its place. A missing one is asked for, a
 * rejected one again and again until it is right or the user gives up; one that was typed and worked is kept in place
 * of the old.
 */
export async function connectWithPassword(
  profile: ConnectionProfile,
  secrets: SecretStore,
  ask: AskPassword,
  attempt: ConnectAttempt,
): Promise<ConnectFailure | undefined> {
  let typed: string | undefined;
  let gaveUp = false;
  const askFor = async (problem: string | undefined): Promise<string | undefined> => {
    typed = await ask(problem);
    gaveUp = typed === undefined;
    return typed;
  };
  if (hasOwnPassword(profile)) return attempt(() => findStoredPassword(profile));
  const kept = async (): Promise<string | undefined> =>
    (await findPassword(secrets, profile)) ?? (await findStoredPassword(profile));
  for (;;) {
    const failure = await attempt(async () => typed ?? (await kept()) ?? (await askFor(undefined)));
    if (!failure && typed !== undefined) await keepPassword(secrets, profile, typed);
    if (gaveUp) return GAVE_UP;
    if (failure?.reason !== 'password') return failure;
    if ((await askFor(failure.message)) === undefined) return GAVE_UP;
  }
}

const GAVE_UP: ConnectFailure = {
  reason: 'cancelled',
  message: 'Connecting was cancelled: no password was given.',
};
