/** The servers that tests start: password, TLS, and no process left behind. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { Client } from 'pg';
import { startPostgres, type Postgres } from '../support/postgres';

const PASSWORD = 'correct horse';

/** Set in the process that this file starts of itself, to be killed with its server running. */
if (process.env['STARTS_SERVER'] === '1') void startAndWait();
else defineTests();

async function startAndWait(): Promise<void> {
  const { port } = await startPostgres({ version: 18 });
  console.log(port);
}

function defineTests(): void {
  for (const version of [15, 18] as const) {
    test(`PostgreSQL ${version} asks for its password, over TLS alone`, async () => {
      const server = await startPostgres({ version, password: PASSWORD, tls: true });
      try {
        await checkConnections(server, version);
      } finally {
        await server.stop();
      }
      await assert.rejects(connectTo(server, {}), /ECONNREFUSED/);
    });
  }

  test('a server ends with the process that started it', async () => {
    const starter = spawn(process.execPath, [__filename], {
      env: { ...process.env, STARTS_SERVER: '1' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = (await once(createInterface(starter.stdout), 'line')) as [string];
    const socket = connect(Number(line), '127.0.0.1');
    await once(socket, 'connect');
    const ended = once(socket.resume(), 'close');
    starter.kill('SIGKILL');
    await ended;
  });
}

async function checkConnections(server: Postgres, version: number): Promise<void> {
  assert.ok(server.ca);
  const client = await connectTo(server, { ssl: { ca: server.ca } });
  const { rows } = await client.query<{ ssl: boolean; version: string }>(
    `SELECT ssl, current_setting('server_version') AS version FROM pg_stat_ssl WHERE pid = pg_backend_pid()`,
  );
  await client.end();
  assert.equal(rows[0]?.ssl, true);
  assert.ok(rows[0]?.version.startsWith(`${version}.`));
  await assert.rejects(connectTo(server, { ssl: { ca: server.ca }, password: 'wrong' }), { code: '28P01' });
  await assert.rejects(connectTo(server, {}), { code: '28000' });
  await assert.rejects(connectTo(server, { ssl: {} }), /self-signed certificate/);
}

async function connectTo(
  { host, port, user, database, password }: Postgres,
  options: { readonly ssl?: { readonly ca?: string }; readonly password?: string },
): Promise<Client> {
  const client = new Client({ host, port, user, database, password: password ?? '', ...options });
  await client.connect();
  return client;
}
