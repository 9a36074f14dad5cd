import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { openSession } from '../../../cluster/session/session';
import { openTunnel } from '../../../cluster/tunnel/tunnel';
import { Tunnels } from '../../../cluster/tunnel/tunnels';
import { startPostgres, type Postgres } from '../../support/postgres';
import { makeFolder } from '../../support/sandbox';
import { createProfile, run } from '../../support/session';
import { untilClosed } from '../../support/untilClosed';

const folder = makeFolder();
const forwarder = join(folder, 'forward.cjs');
writeFileSync(
  forwarder,
  `const net = require('node:net');
const [port, to] = process.argv.slice(2).map(Number);
net.createServer((socket) => {
  const way = net.connect(to, '127.0.0.1');
  socket.on('error', () => {}).pipe(way).on('error', () => {}).pipe(socket);
}).listen(port, '127.0.0.1');`,
);

const node = JSON.stringify(process.execPath);
const forwardTo = (port: number): string => `${node} ${JSON.stringify(forwarder)} \${port} ${port}`;

let server: Postgres;
let caFile: string;
before(async () => {
  server = await startPostgres({ version: 15, tls: true });
  caFile = join(folder, 'ca.pem');
  writeFileSync(caFile, server.ca ?? '');
});
after(() => server.stop());

/** Where nothing of the server is to be had but through the tunnel. */
const profileOf = (host: string) =>
  createProfile(
    { host, port: 1 },
    { ssl: 'verify-full', caFile, tunnel: forwardTo(server.port), connectTimeoutMs: 20_000 },
  );

async function openThrough(tunnels: Tunnels, host: string) {
  return openSession({
    locate: () => tunnels.locate(profileOf(host)),
    getPassword: () => Promise.resolve(undefined),
  });
}

describe('through a tunnel', () => {
  test('SQL runs, can be cancelled, and the certificate is that of the host itself', async () => {
    const tunnels = new Tunnels();
    const opened = await openThrough(tunnels, 'localhost');
    assert.ok(opened.kind === 'open', opened.kind === 'failed' ? opened.failure.message : '');
    const { session } = opened;
    const ended = run(session, 'SELECT 1; SELECT pg_sleep(600);', {}, (event) => {
      if (event.kind === 'statementStarted' && event.index === 1) setImmediate(() => void session.cancel());
    });
    assert.equal((await ended).reason, 'cancelled');
    await session.close();
    tunnels.closeAll();
  });

  test('a server with the certificate of another host is refused', async () => {
    const tunnels = new Tunnels();
    const opened = await openThrough(tunnels, 'db.example.com');
    tunnels.closeAll();
    assert.ok(opened.kind === 'failed');
    assert.equal(opened.failure.reason, 'tls');
  });

  test('the next connection goes the same way; a new one is opened when the program has ended', async () => {
    const tunnels = new Tunnels();
    const first = await tunnels.locate(profileOf('localhost'));
    assert.equal((await tunnels.locate(profileOf('localhost'))).port, first.port);
    tunnels.closeAll();
    await untilClosed(first.port);
    assert.notEqual((await tunnels.locate(profileOf('localhost'))).port, first.port);
    tunnels.closeAll();
  });
});

test('who asks while a tunnel is being opened waits for it', async () => {
  const tunnels = new Tunnels();
  const [one, other] = await Promise.all([
    tunnels.locate(profileOf('localhost')),
    tunnels.locate(profileOf('localhost')),
  ]);
  assert.equal(one.port, other.port);
  tunnels.closeAll();
  await untilClosed(one.port);
});

describe('a tunnel that does not open', () => {
  test('says what its program complained of', async () => {
    const command = `${node} -e "console.error('no route to bastion'); process.exit(255)" \${port}`;
    await assert.rejects(
      openTunnel(command, 20_000),
      /ended with 255: no route to bastion\. Run it in a terminal/,
    );
  });

  test('is not waited for longer than was said', async () => {
    const command = `${node} -e "setInterval(() => {}, 1000)" \${port}`;
    await assert.rejects(openTunnel(command, 300), /has opened no port in time/);
  });

  test('ends when connecting is cancelled', async () => {
    const controller = new AbortController();
    const opening = openTunnel(
      `${node} -e "setInterval(() => {}, 1000)" \${port}`,
      60_000,
      controller.signal,
    );
    controller.abort();
    await assert.rejects(opening);
  });
});
