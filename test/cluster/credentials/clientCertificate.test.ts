import assert from 'node:assert/strict';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { readConnectionEntry } from '../../../cluster/profile/connectionEntry';
import { readConnectionUri } from '../../../cluster/profile/connectionUri';
import type { KeyQuestions } from '../../../cluster/credentials/keyQuestions';
import { Locator } from '../../../cluster/connection/locator';
import type { ConnectionProfile } from '../../../cluster/profile/profile';
import { openSession } from '../../../cluster/session/session';
import { createCertificate, createClientCertificate, encryptKey } from '../../support/certificate';
import { startPostgres, type Postgres } from '../../support/postgres';
import { makeFolder } from '../../support/sandbox';
import { rowsOf, run } from '../../support/session';

const folder = makeFolder();
const PASSPHRASE = 'päss phrase';

/** Readable by its owner alone, as a key must be. */
function write(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text, { mode: 0o600 });
  return path;
}

const authority = createCertificate();
const ada = createClientCertificate(authority, { commonName: 'ada' });
const caFile = write('ca.pem', authority.certificatePem);
const certFile = write('ada.crt', ada.certificatePem);
const keyFile = write('ada.key', ada.keyPem);
const lockedFile = write('locked.key', encryptKey(ada.keyPem, PASSPHRASE));

let server: Postgres;
before(async () => {
  server = await startPostgres({
    version: 17,
    tls: true,
    certificate: authority,
    hba: [
      'hostssl all postgres 127.0.0.1/32 trust',
      'hostssl all eve 127.0.0.1/32 cert',
      'hostssl all all 127.0.0.1/32 trust clientcert=verify-full',
    ],
    settings: ["ssl_ca_file = 'server.crt'"],
  });
  const session = await open({ user: 'postgres' });
  await run(session, 'CREATE ROLE ada LOGIN; CREATE ROLE eve LOGIN;');
  await session.close();
});
after(() => server.stop());

const NOBODY: KeyQuestions = {
  getPassphrase: () => assert.fail('asked for a passphrase'),
  trustHost: () => assert.fail('asked for a host'),
};

function profileOf(fields: object, env: Record<string, string> = {}): ConnectionProfile {
  const { host, port } = server;
  const entry = { name: 'p', host, port, ssl: 'verify-full', caFile, database: 'postgres', user: 'ada' };
  const { profile, problems } = readConnectionEntry({ ...entry, ...fields }, env);
  return profile ?? assert.fail(problems.join());
}

async function attempt(profile: ConnectionProfile, questions: Partial<KeyQuestions> = {}) {
  const locator = new Locator({ questions: { ...NOBODY, ...questions } });
  return openSession({
    locate: () => locator.locate(profile),
    getPassword: () => Promise.resolve(undefined),
  });
}

async function open(fields: object | ConnectionProfile, questions?: Partial<KeyQuestions>) {
  const opened = await attempt(profileOf(fields), questions);
  assert.ok(opened.kind === 'open', opened.kind === 'failed' ? opened.failure.message : '');
  return opened.session;
}

async function refusal(fields: object, questions?: Partial<KeyQuestions>): Promise<string> {
  const opened = await attempt(profileOf(fields), questions);
  assert.ok(opened.kind === 'failed', 'the connection was made');
  return opened.failure.message;
}

describe('a server that wants to see a certificate', () => {
  test('lets in whose name it carries, and takes the cancel request too', async () => {
    const session = await open({ certFile, keyFile });
    const seen = await run(session, 'SELECT client_dn FROM pg_stat_ssl WHERE pid = pg_backend_pid()');
    assert.deepEqual(rowsOf(seen.outcomes[0]), [['/CN=ada']]);
    const { reason } = await run(session, 'SELECT pg_sleep(600)', {}, (event) => {
      if (event.kind === 'statementStarted') setImmediate(() => void session.cancel());
    });
    assert.equal(reason, 'cancelled');
    await session.close();
  });

  test('certificate and key may stand in one file', async () => {
    const both = write('both.pem', ada.certificatePem + ada.keyPem);
    await (await open({ certFile: both })).close();
  });

  test('a URI, a service and the environment name them as libpq does', async () => {
    const { host, port } = server;
    const own = `postgres://ada@${host}:${port}/postgres?sslmode=verify-full&sslrootcert=${caFile}`;
    const service = write(
      'services',
      `[s]\nsslcert=${certFile}\nsslkey=${lockedFile}\nsslpassword=${PASSPHRASE}\n`,
    );
    const uris: [string, Record<string, string>][] = [
      [`${own}&sslcert=${certFile}&sslkey=${keyFile}`, {}],
      [own, { PGSSLCERT: certFile, PGSSLKEY: keyFile }],
      [`${own}&service=s`, { PGSERVICEFILE: service }],
    ];
    for (const [uri, env] of uris) {
      const reading = readConnectionUri(uri, env);
      assert.ok(reading.kind === 'read', uri);
      // What a service keeps secret is read again when it is needed.
      Object.assign(process.env, env);
      const opened = await attempt(reading.profile);
      assert.ok(opened.kind === 'open', opened.kind === 'failed' ? opened.failure.message : '');
      await opened.session.close();
    }
    const secret = readConnectionUri(`${own}&sslcert=a&sslkey=b&sslpassword=p%20w`);
    assert.ok(secret.kind === 'read');
    assert.equal(secret.passphrase, 'p w');
    assert.ok(!JSON.stringify(secret.profile).includes('p w'));
  });

  test('a key with a passphrase asks for it until it is right', async () => {
    const replies = ['wrong', PASSPHRASE];
    const problems: (string | undefined)[] = [];
    const session = await open(
      { certFile, keyFile: lockedFile },
      {
        getPassphrase: ({ use }, problem) => {
          problems.push(`${use} ${problem ?? ''}`);
          return Promise.resolve(replies.shift());
        },
      },
    );
    await session.close();
    assert.deepEqual(problems, ['tls ', `tls The passphrase does not open ${lockedFile}.`]);
    const nobody = { getPassphrase: () => Promise.resolve(undefined) };
    assert.equal(
      await refusal({ certFile, keyFile: lockedFile }, nobody),
      `Connecting was cancelled: the passphrase of ${lockedFile} was not given.`,
    );
  });
});

describe('what is wrong is told:', () => {
  test('no certificate', async () => {
    assert.equal(
      await refusal({}),
      `The server at 127.0.0.1:${server.port} wants a client certificate, and none was sent. Name it and its key in "certFile" and "keyFile" (sslcert and sslkey in a URI).`,
    );
  });

  test('a certificate of somebody else', async () => {
    const eve = createClientCertificate(authority, { commonName: 'mallory' });
    const files = { certFile: write('eve.crt', eve.certificatePem), keyFile: write('eve.key', eve.keyPem) };
    const expected =
      /^The server at .* does not take the client certificate for user (?:ada|eve): .*failed for user .* Connect as/;
    assert.match(await refusal({ ...files, user: 'ada' }), expected);
    assert.match(await refusal({ ...files, user: 'eve' }), expected);
  });

  test('a certificate of an authority that the server does not know', async () => {
    const other = createClientCertificate(createCertificate(), { commonName: 'ada' });
    const files = {
      certFile: write('other.crt', other.certificatePem),
      keyFile: write('other.key', other.keyPem),
    };
    assert.match(
      await refusal(files),
      /^The server at .* does not take the client certificate \(decrypt error\)\. Name one/,
    );
  });

  test('files that are missing, that are none, or that do not belong together', async () => {
    const none = join(folder, 'none');
    assert.match(
      await refusal({ certFile: none, keyFile }),
      /^The client certificate can't be read: ENOENT.* Correct "certFile"/,
    );
    assert.match(
      await refusal({ certFile, keyFile: none }),
      /^The key of the client certificate can't be read: ENOENT.* Correct "keyFile"/,
    );
    assert.match(await refusal({ certFile: keyFile, keyFile }), /holds no certificate in PEM/);
    assert.match(await refusal({ certFile, keyFile: certFile }), /holds no private key in PEM/);
    assert.match(await refusal({ certFile }), /has no private key\. Name the file with its key in "keyFile"/);
    const other = write('alien.key', createCertificate().keyPem);
    assert.match(await refusal({ certFile, keyFile: other }), /is not the one of the certificate .*ada\.crt/);
  });

  test('a key that others can read', async () => {
    const open_ = write('open.key', ada.keyPem);
    chmodSync(open_, 0o640);
    const both = write('open.pem', ada.certificatePem + ada.keyPem);
    chmodSync(both, 0o604);
    assert.match(await refusal({ certFile: both }), /^Others can read the key .*open\.pem/);
    assert.equal(
      await refusal({ certFile, keyFile: open_ }),
      `Others can read the key ${open_}, so it is not used (libpq refuses it too). Take their rights away: chmod 600 '${open_}'`,
    );
  });

  test('a certificate that has expired, or that is not valid yet', async () => {
    const old = createClientCertificate(authority, { commonName: 'ada', fromDays: -31 });
    const files = { certFile: write('old.crt', old.certificatePem), keyFile: write('old.key', old.keyPem) };
    assert.match(await refusal(files), /^The client certificate .*old\.crt has expired/);
    const young = createClientCertificate(authority, { commonName: 'ada', fromDays: 2 });
    const next = {
      certFile: write('young.crt', young.certificatePem),
      keyFile: write('young.key', young.keyPem),
    };
    assert.match(await refusal(next), /is not valid yet/);
  });

  test('a key without a certificate, in the settings', () => {
    const { problems } = readConnectionEntry({ name: 'p', host: 'h', keyFile: 'k' }, {});
    assert.deepEqual(problems, [
      'Connection "p": "keyFile" is the key of a client certificate: name that in "certFile".',
    ]);
  });
});
