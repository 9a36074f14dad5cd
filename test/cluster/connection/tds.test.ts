import assert from 'node:assert/strict';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { describe, test } from 'node:test';
import type { SslMode } from '../../../cluster/profile/profile';
import { createProfile, openFailure } from '../../support/session';

const PRELOGIN = 0x12;
/** VERSION and ENCRYPTION of a SQL Server, as a tabular result. */
const ANSWER = Buffer.from('0401001a0000010000000b00060100110001ff0f0007d0000000'.padEnd(52, '0'), 'hex');

/**
 * Speaks TDS: answers a PRELOGIN. With anything else it does what the specification says (close, MS-TDS 3.3.5.1) or
 * what Babelfish does with a packet of eight bytes that has no data (wait for the rest).
 */
async function startTdsServer(otherwise: 'closes' | 'waits'): Promise<{ server: Server; port: number }> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('data', (bytes) => {
      if (bytes[0] === PRELOGIN) socket.write(ANSWER);
      else if (otherwise === 'closes') socket.destroy();
    });
  });
  server.on('close', () => sockets.forEach((socket) => socket.destroy()));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, port: (server.address() as AddressInfo).port };
}

async function failureAt(port: number, ssl: SslMode, host = '127.0.0.1') {
  return openFailure(createProfile({ host, port }, { ssl, connectTimeoutMs: 300 }));
}

describe("Babelfish's port for SQL Server clients", () => {
  for (const otherwise of ['closes', 'waits'] as const)
    for (const ssl of ['disable', 'prefer', 'require'] as const)
      test(`is recognized where the server ${otherwise} at PostgreSQL's first message, with ${ssl}`, async () => {
        const { server, port } = await startTdsServer(otherwise);
        assert.deepEqual(await failureAt(port, ssl), {
          reason: 'notPostgres',
          message: `127.0.0.1:${port} is a port for SQL Server clients (Babelfish's TDS port, or a SQL Server). Use the cluster's PostgreSQL port, usually 5432: aws_lambda.invoke is called there.`,
        });
        server.close();
        server.emit('close');
      });

  test('is not seen in a server that closes at once without speaking TDS, nor in one of another kind', async () => {
    for (const answer of ['', 'HTTP/1.1 400 Bad Request\r\n\r\n']) {
      const server = createServer((socket) => socket.on('error', () => undefined).end(answer));
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const { message } = await failureAt((server.address() as AddressInfo).port, 'require');
      assert.doesNotMatch(message, /SQL Server/);
      server.close();
    }
  });

  test('is thought of where nothing answers at 1433, and only there', async () => {
    // An address of this machine at which nobody listens.
    const { message } = await failureAt(1433, 'require', '127.0.0.77');
    assert.match(
      message,
      /^Nothing answers at 127\.0\.0\.77:1433\..* Port 1433 is usually Babelfish's for SQL Server/,
    );
    assert.doesNotMatch((await failureAt(1434, 'require', '127.0.0.77')).message, /SQL Server/);
  });
});
