import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { after, describe, test } from 'node:test';
import { canReach } from '../../../cluster/connection/reach';
import { startPostgres } from '../../support/postgres';
import { createProfile } from '../../support/session';

const never = new AbortController().signal;

function reach(port: number, isLocal: boolean, connectTimeoutMs = 20_000): Promise<boolean> {
  const host = '127.0.0.1';
  const profile = createProfile({ host, port }, { connectTimeoutMs });
  return canReach({ host, port, isLocal, profile }, never);
}

async function listen(onConnection: (socket: Socket) => void): Promise<{ server: Server; port: number }> {
  const server = createServer((socket) => onConnection(socket.on('error', () => undefined)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, port: (server.address() as AddressInfo).port };
}

/** What it answers where a word of the server is wanted; its connections must be let go of. */
async function answerOf(act: (socket: Socket) => void, connectTimeoutMs?: number): Promise<boolean> {
  const { server, port } = await listen(act);
  const answer = await reach(port, true, connectTimeoutMs);
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return answer;
}

describe('a server is there', () => {
  for (const tls of [false, true]) {
    test(`that speaks PostgreSQL's protocol ${tls ? 'in TLS' : 'in plain text'}, and complains of nothing`, async () => {
      const server = await startPostgres({ version: 16, tls });
      assert.deepEqual([await reach(server.port, true), await reach(server.port, false)], [true, true]);
      await server.stop();
      const complaints = server.log.filter((line) => /could not|incomplete|unexpected/.test(line));
      assert.deepEqual(complaints, []);
    });
  }

  test('that lets nobody in, resets or closes the connection', async () => {
    assert.equal(await answerOf((socket) => socket.once('data', () => socket.end('E'))), true);
    assert.equal(await answerOf((socket) => socket.resetAndDestroy()), true);
    assert.equal(await answerOf((socket) => socket.resume().end()), true);
  });

  test('that refuses connections', async () => {
    const { server, port } = await listen(() => undefined);
    await new Promise<void>((resolve) => server.close(() => resolve()));
    assert.deepEqual([await reach(port, true), await reach(port, false)], [true, true]);
  });

  test('but too busy to take the connection: its system does', async () => {
    const busy = await startBusy();
    assert.equal(await reach(busy.port, false), true);
    busy.end();
  });
});

describe('nobody is there', () => {
  test('where nothing comes back', async () => {
    const busy = await startBusy();
    // Two wait to be taken, and there is no place for more: the system passes over what comes.
    const waiting = [connect(busy.port, '127.0.0.1'), connect(busy.port, '127.0.0.1')];
    await Promise.all(waiting.map((socket) => once(socket, 'connect')));
    assert.equal(await reach(busy.port, false, 300), false);
    for (const socket of waiting) socket.destroy();
    busy.end();
  });

  test('where a tunnel takes the connection, and no word comes', async () =>
    assert.equal(await answerOf((socket) => socket.resume(), 300), false));
});

/** A program that listens, and then stands still. */
async function startBusy(): Promise<{ readonly port: number; readonly end: () => void }> {
  const script = `require('node:net').createServer().listen({ port: 0, host: '127.0.0.1', backlog: 1 }, function () {
    process.stdout.write(this.address().port + ';'); process.kill(process.pid, 'SIGSTOP'); })`;
  const program = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  // A failed test must not leave it behind.
  after(() => program.kill('SIGKILL'));
  const [text] = (await once(program.stdout, 'data')) as [Buffer];
  return { port: parseInt(text.toString()), end: () => void program.kill('SIGKILL') };
}

test('whoever waits no more leaves nothing behind', async () => {
  const { server, port } = await listen((socket) => socket.resume());
  const waiting = new AbortController();
  const profile = createProfile({ host: '127.0.0.1', port });
  const answer = canReach({ host: '127.0.0.1', port, isLocal: true, profile }, waiting.signal);
  await once(server, 'connection');
  waiting.abort();
  assert.equal(await answer, false);
  await new Promise<void>((resolve) => server.close(() => resolve()));
});
