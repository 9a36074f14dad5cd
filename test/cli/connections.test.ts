import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { createCertificate, createClientCertificate, encryptKey } from '../support/certificate';
import { runCli } from '../support/cli';
import { startPostgres, type Postgres } from '../support/postgres';
import { makeFolder, writeFiles } from '../support/sandbox';
import { makeKey, startSshServer, type SshServer } from '../support/sshServer';

const PASSPHRASE = 'päss phrase';
const folder = makeFolder();
const authority = createCertificate();
const ada = createClientCertificate(authority, { commonName: 'ada' });
const key = makeKey(folder, 'key', 'ed25519', PASSPHRASE);

let server: Postgres;
let bastion: SshServer;
before(async () => {
  server = await startPostgres({
    version: 14,
    tls: true,
    certificate: authority,
    hba: ['hostssl all postgres 127.0.0.1/32 trust', 'hostssl all all 127.0.0.1/32 cert'],
    settings: ["ssl_ca_file = 'server.crt'"],
  });
  bastion = await startSshServer({ lets: [key.publicKey] });
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text, { mode: 0o600 });
  write('ca.pem', authority.certificatePem);
  write('ada.crt', ada.certificatePem);
  write('ada.key', encryptKey(ada.keyPem, PASSPHRASE));
  write('known_hosts', `${bastion.knownHosts[0] ?? ''}\n`);
  write('none', '');
  const { port, user } = bastion;
  // Paths are seen from the folder of the settings.
  const ssh = { host: bastion.host, port, user, keyFile: 'key', agent: false, knownHostsFile: 'known_hosts' };
  const database = { host: 'localhost', port: server.port, ssl: 'verify-full', caFile: 'ca.pem' };
  const connections = [
    { name: 'ada', ...database, user: 'ada', certFile: 'ada.crt', keyFile: 'ada.key', ssh },
    { name: 'new', ...database, ssh: { ...ssh, knownHostsFile: 'none' } },
  ];
  const uri = `postgres://postgres@localhost:${server.port}/postgres?sslmode=verify-full&sslrootcert=${folder}/ca.pem`;
  const created = await runCli(['run', '--connection', uri, '-c', 'CREATE ROLE ada LOGIN'], { cwd: folder });
  assert.equal(created.code, 0, created.stderr);
  writeFiles(folder, {
    '.vscode/settings.json': JSON.stringify({ 'auroraLambda.connections': connections }),
  });
});
after(async () => {
  await bastion.stop();
  await server.stop();
});

const QUERY = 'SELECT current_user';
const run = (connection: string, env: Record<string, string | undefined>) =>
  runCli(['run', '--connection', connection, '-c', QUERY], { cwd: folder, env: { HOME: folder, ...env } });

describe('run', () => {
  test('goes through an SSH server and shows a certificate, with passphrases of the environment', async () => {
    const { code, stdout, stderr } = await run('ada', {
      AURORA_LAMBDA_SQL_SSH_PASSPHRASE: PASSPHRASE,
      AURORA_LAMBDA_SQL_TLS_PASSPHRASE: PASSPHRASE,
    });
    assert.equal(stderr, '');
    assert.match(stdout, /^ ada$/m);
    assert.equal(code, 0);
  });

  test('says which variable can hold a passphrase that is missing or wrong', async () => {
    const missing = await run('ada', { AURORA_LAMBDA_SQL_SSH_PASSPHRASE: PASSPHRASE });
    assert.equal(missing.code, 3);
    assert.match(
      missing.stderr,
      /ada\.key has a passphrase\. Set the environment variable AURORA_LAMBDA_SQL_TLS_PASSPHRASE/,
    );
    const wrong = await run('ada', {
      AURORA_LAMBDA_SQL_SSH_PASSPHRASE: 'wrong',
      AURORA_LAMBDA_SQL_TLS_PASSPHRASE: PASSPHRASE,
    });
    assert.equal(wrong.code, 3);
    assert.match(
      wrong.stderr,
      /The passphrase does not open .*key\. Set the environment variable AURORA_LAMBDA_SQL_SSH_PASSPHRASE/,
    );
  });

  test('does not trust an SSH server that it does not know where nobody can be asked', async () => {
    const { code, stderr } = await run('new', { AURORA_LAMBDA_SQL_SSH_PASSPHRASE: PASSPHRASE });
    assert.equal(code, 3);
    assert.match(
      stderr,
      /is not in known_hosts yet, and nobody can be asked here\. It shows the ED25519 key SHA256:/,
    );
  });

  test('takes the passphrase of a URI', async () => {
    const files = `sslrootcert=${folder}/ca.pem&sslcert=${folder}/ada.crt&sslkey=${folder}/ada.key`;
    const uri = `postgres://ada@localhost:${server.port}/postgres?sslmode=verify-full&${files}`;
    const { code, stdout, stderr } = await run(`${uri}&sslpassword=${encodeURIComponent(PASSPHRASE)}`, {});
    assert.equal(stderr, '');
    assert.match(stdout, /^ ada$/m);
    assert.equal(code, 0);
  });
});
