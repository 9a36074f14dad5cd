import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ConnectFailure } from '../../cluster/connection/connectFailure';
import type { ConnectionProfile } from '../../cluster/profile/profile';
import { readProfile } from '../../cluster/profile/readProfile';
import { connectWithPassword, forgetPassword } from '../../client/connections/passwords';
import { connectionIdentity, readConnections } from '../../client/connections/profiles';
import { createSecretStore, type SecretStore } from '../../client/connections/secretStore';

const FALLBACKS = { rowLimit: 50, statementTimeoutMs: 7_000 };

describe('the connections of the settings', () => {
  test('are joined over the layers; the nearer layer counts', () => {
    const { profiles, problems } = readConnections(
      [
        [
          { name: 'a', host: 'user' },
          { name: 'b', host: 'user' },
        ],
        [
          { name: 'b', host: 'workspace' },
          { name: 'c', host: 'workspace' },
        ],
      ],
      FALLBACKS,
    );
    assert.deepEqual(
      profiles.map(({ name, host }) => `${name} ${host}`),
      ['a user', 'b workspace', 'c workspace'],
    );
    assert.deepEqual(problems, []);
  });

  test('take what they do not say from the other settings', () => {
    const own = { name: 'own', host: 'h', rowLimit: 3, statementTimeoutMs: 0 };
    const { profiles } = readConnections([[{ name: 'plain', host: 'h' }, own]], FALLBACKS);
    assert.deepEqual(
      profiles.map(({ rowLimit, statementTimeoutMs }) => [rowLimit, statementTimeoutMs]),
      [
        [50, 7_000],
        [3, 0],
      ],
    );
  });

  test('tell what is wrong, and the others stay', () => {
    const { profiles, problems } = readConnections(
      [[{ name: 'bad' }, 5, { name: 'a', host: 'one' }, { name: 'a', host: 'two' }]],
      FALLBACKS,
    );
    assert.deepEqual(
      profiles.map(({ host }) => host),
      ['one'],
    );
    assert.deepEqual(problems, [
      'Connection "bad": "host" is missing.',
      'A connection must be an object with "name" and "host".',
      'Connection "a" stands twice in the settings. Rename one; the first is used.',
    ]);
  });

  test('settings that are told twice, as those of an only folder are, are complained of once', () => {
    const layer = [{ name: 'a', host: 'h' }, { name: 'bad' }];
    const { profiles, problems } = readConnections([[], layer, layer], FALLBACKS);
    assert.equal(profiles.length, 1);
    assert.deepEqual(problems, ['Connection "bad": "host" is missing.']);
  });

  test('a password in the settings is not used, and the message says where it goes', () => {
    const { profiles, problems } = readConnections([[{ name: 'a', host: 'h', password: 'x' }]], FALLBACKS);
    assert.equal(profiles.length, 1);
    assert.equal(JSON.stringify(profiles).includes('password'), false);
    assert.deepEqual(problems, [
      'Connection "a": "password" is not read: a password does not belong into settings. Remove it; you are asked for it.',
    ]);
  });
});

function profileOf(fields: object): ConnectionProfile {
  const { profile } = readProfile({ name: 'a', host: 'h', ...fields });
  return profile ?? assert.fail('no profile');
}

class Secrets implements SecretStore {
  readonly kept = new Map<string, string>();
  get = (key: string) => Promise.resolve(this.kept.get(key));
  store = (key: string, value: string) => Promise.resolve(void this.kept.set(key, value));
  delete = (key: string) => Promise.resolve(void this.kept.delete(key));
}

const REJECTED: ConnectFailure = { reason: 'password', message: 'The server rejected the password.' };

/** A server with one right password; counts what it was asked. */
function server(right: string | undefined) {
  const tried: (string | undefined)[] = [];
  return {
    tried,
    attempt: async (getPassword: () => Promise<string | undefined>) => {
      if (right === undefined) return undefined;
      const password = await getPassword();
      tried.push(password);
      return password === right ? undefined : REJECTED;
    },
  };
}

/** A user who types these one after the other, then gives up. */
function user(...texts: string[]) {
  const problems: (string | undefined)[] = [];
  const ask = (problem: string | undefined) => {
    problems.push(problem);
    return Promise.resolve(texts.shift());
  };
  return { problems, ask };
}

describe('passwords', () => {
  const profile = profileOf({});

  test('a missing one is asked for once and kept', async () => {
    const secrets = new Secrets();
    const { ask, problems } = user('right');
    assert.equal(await connectWithPassword(profile, secrets, ask, server('right').attempt), undefined);
    assert.deepEqual(problems, [undefined]);
    assert.deepEqual([...secrets.kept.values()], ['right']);
    const again = user();
    assert.equal(await connectWithPassword(profile, secrets, again.ask, server('right').attempt), undefined);
    assert.deepEqual(again.problems, []);
  });

  test('a wrong one is asked for again, with the reason, and replaced when right', async () => {
    const secrets = new Secrets();
    await connectWithPassword(profile, secrets, user('old').ask, server('old').attempt);
    const { tried, attempt } = server('new');
    const { ask, problems } = user('typo', 'new');
    assert.equal(await connectWithPassword(profile, secrets, ask, attempt), undefined);
    assert.deepEqual(tried, ['old', 'typo', 'new']);
    assert.deepEqual(problems, [REJECTED.message, REJECTED.message]);
    assert.deepEqual([...secrets.kept.values()], ['new']);
  });

  test('giving up ends it; the kept one stays, a wrong one is never kept', async () => {
    const secrets = new Secrets();
    const failure = await connectWithPassword(profile, secrets, user('wrong').ask, server('x').attempt);
    assert.equal(failure?.reason, 'cancelled');
    assert.equal(secrets.kept.size, 0);
    const none = await connectWithPassword(profile, secrets, user().ask, server('x').attempt);
    assert.equal(none?.reason, 'cancelled');
  });

  test('without the keyring of the system it is asked for and not kept, which is told once', async () => {
    const locked = (): Promise<never> => Promise.reject(new Error('the keyring is locked'));
    const told: unknown[] = [];
    const secrets = createSecretStore({ get: locked, store: locked, delete: locked }, (reason) =>
      told.push(String(reason)),
    );
    for (const { ask, problems } of [user('right'), user('right')]) {
      assert.equal(await connectWithPassword(profile, secrets, ask, server('right').attempt), undefined);
      assert.deepEqual(problems, [undefined]);
    }
    assert.deepEqual(told, ['Error: the keyring is locked']);
    await assert.rejects(async () => forgetPassword(secrets, profile), /locked/);
  });

  test('a server that wants none is not given one, and other failures are not asked about', async () => {
    const secrets = new Secrets();
    const { ask, problems } = user('x');
    assert.equal(await connectWithPassword(profile, secrets, ask, server(undefined).attempt), undefined);
    const refused: ConnectFailure = { reason: 'refused', message: 'Nothing answers.' };
    assert.equal(await connectWithPassword(profile, secrets, ask, () => Promise.resolve(refused)), refused);
    assert.deepEqual(problems, []);
    assert.equal(secrets.kept.size, 0);
  });

  test('belong to server, database and role, not to the name', async () => {
    const secrets = new Secrets();
    await connectWithPassword(profile, secrets, user('right').ask, server('right').attempt);
    const elsewhere = profileOf({ host: 'evil.example.com' });
    const { ask, problems } = user();
    await connectWithPassword(elsewhere, secrets, ask, server('right').attempt);
    assert.deepEqual(problems, [undefined]);
    assert.equal(connectionIdentity(profile), connectionIdentity(profileOf({ name: 'other' })));
    await forgetPassword(secrets, profileOf({ name: 'other' }));
    assert.equal(secrets.kept.size, 0);
  });

  test('an identity cannot be forged by odd names', () => {
    const one = profileOf({ user: 'a', host: 'b@c' });
    const other = profileOf({ user: 'a@b', host: 'c' });
    assert.notEqual(connectionIdentity(one), connectionIdentity(other));
  });
});
