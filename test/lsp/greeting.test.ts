/** `initialize` is answered before the server is loaded: nobody at the other end may notice. */
import assert from 'node:assert/strict';
import { fork, spawn, type ChildProcess, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { after, test } from 'node:test';
import {
  createProtocolConnection,
  ErrorCodes,
  InitializeRequest,
  StreamMessageReader,
  StreamMessageWriter,
  type ClientCapabilities,
  type InitializeResult,
} from 'vscode-languageserver/node';
import { frame, readMessages, type Message } from '../support/framing';
import { FULL_CAPABILITIES, LanguageServer, SERVER } from '../support/languageServer';

const running: ChildProcess[] = [];
after(() => running.forEach((child) => child.kill()));

const URI = 'file:///a.sql';
const WRONG = "SELECT aws_lambda.invoke('f', '{}')";
const initialize = (capabilities: unknown = {}) => ({
  id: 1,
  method: 'initialize',
  params: { processId: process.pid, rootUri: null, capabilities },
});
const INITIALIZED = { method: 'initialized', params: {} };
const OPEN = {
  method: 'textDocument/didOpen',
  params: { textDocument: { uri: URI, languageId: 'sql', version: 1, text: WRONG } },
};
const UNKNOWN = { id: 3, method: 'aurora/unknown', params: {} };
const SHUTDOWN = { id: 2, method: 'shutdown' };
const EXIT = { method: 'exit' };

function start(): ChildProcessWithoutNullStreams {
  const child = spawn(process.execPath, [SERVER, '--stdio']);
  running.push(child);
  return child;
}

/** What a server says to messages that come in these pieces, until it has shut down and ended; and its exit code. */
async function talk(...pieces: readonly Buffer[]): Promise<{ said: readonly Message[]; code: number }> {
  const child = start();
  for (const piece of [...pieces, frame(SHUTDOWN)]) child.stdin.write(piece);
  const said = await listen(child, ({ id }) => id === SHUTDOWN.id);
  child.stdin.write(frame(EXIT));
  const [code] = (await once(child, 'exit')) as [number];
  return { said, code };
}

/** All that is said up to the message that is waited for. */
async function listen(
  child: ChildProcessWithoutNullStreams,
  isLast: (message: Message) => boolean,
): Promise<readonly Message[]> {
  let output = Buffer.alloc(0);
  return new Promise((resolve) => {
    child.stdout.on('data', (piece: Buffer) => {
      output = Buffer.concat([output, piece]);
      const said = readMessages(output);
      if (said.some(isLast)) resolve(said);
    });
  });
}

const answersTo = (said: readonly Message[], id: number): readonly Message[] =>
  said.filter((message) => message.id === id);

test('what is sent together with initialize is worked on, and initialize answered once', async () => {
  const child = start();
  child.stdin.write(Buffer.concat([initialize(), INITIALIZED, OPEN, UNKNOWN].map(frame)));
  const said = await listen(child, ({ method }) => method === 'textDocument/publishDiagnostics');
  assert.equal(said[0]?.id, initialize().id, 'nothing is said before that');
  assert.equal(answersTo(said, initialize().id).length, 1);
  assert.equal(answersTo(said, UNKNOWN.id).length, 1);
});

test('the request may come byte by byte, with any other fields in its header', async () => {
  const content = JSON.stringify({ jsonrpc: '2.0', ...initialize({ general: { name: '😀é' } }) });
  const header = `Content-Type: application/vscode-jsonrpc; charset=utf-8\r\ncontent-length: ${Buffer.byteLength(content)}\r\n\r\n`;
  const bytes = Buffer.from(header + content);
  const { said, code } = await talk(...[...bytes].map((byte) => Buffer.of(byte)));
  assert.equal(code, 0);
  assert.equal(answersTo(said, 1).length, 1);
});

test('a request that can not be answered at once is left to the server, which says what is wrong', async () => {
  const shapeless = await talk(frame({ ...initialize(), params: {} }));
  assert.deepEqual(
    answersTo(shapeless.said, 1).map(({ error }) => error?.code),
    [ErrorCodes.InternalError],
  );
  const early = await talk(frame(UNKNOWN), frame(initialize()));
  assert.deepEqual(
    answersTo(early.said, UNKNOWN.id).map(({ error }) => error?.code),
    [ErrorCodes.MethodNotFound],
  );
  assert.equal(early.code, 0);
  assert.equal(answersTo(early.said, 1).length, 1);
});

test('it ends with its input: with 0 after shutdown, with 1 before, even before initialize', async () => {
  const end = async (...requests: readonly (Message & { readonly id: number })[]): Promise<number> => {
    const child = start();
    for (const request of requests) {
      child.stdin.write(frame(request));
      await once(child.stdout, 'data');
    }
    child.stdin.end();
    const [code] = (await once(child, 'exit')) as [number];
    return code;
  };
  assert.equal(await end(), 1);
  assert.equal(await end(initialize()), 1);
  assert.equal(await end(initialize(), SHUTDOWN), 0);
});

test('over the channel of a forked process all that is sent at once is answered', async () => {
  const child = fork(SERVER, ['--node-ipc'], { stdio: 'pipe' });
  running.push(child);
  const said: Message[] = [];
  child.on('message', (message: Message) => said.push(message));
  for (const message of [initialize(), INITIALIZED, OPEN, SHUTDOWN, EXIT])
    child.send({ jsonrpc: '2.0', ...message });
  const [code] = (await once(child, 'exit')) as [number];
  assert.equal(code, 0);
  assert.deepEqual(
    said.flatMap(({ id }) => id ?? []),
    [1, 2],
  );
});

test('the answer is the one that the loaded server gives', async () => {
  for (const capabilities of [{}, FULL_CAPABILITIES, LATER_TOKENS]) {
    const server = LanguageServer.spawn();
    running.push(server.process);
    assert.deepEqual(await server.initialize(capabilities), await askLoaded(capabilities));
  }
});

const LATER_TOKENS: ClientCapabilities = {
  textDocument: {
    semanticTokens: {
      dynamicRegistration: true,
      requests: {},
      tokenTypes: [],
      tokenModifiers: [],
      formats: [],
    },
  },
};

/** Over a socket nobody answers but the server itself. */
async function askLoaded(capabilities: ClientCapabilities): Promise<InitializeResult> {
  const listener = createServer().listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const { port } = listener.address() as AddressInfo;
  running.push(spawn(process.execPath, [SERVER, `--socket=${port}`]));
  const [socket] = (await once(listener, 'connection')) as [Socket];
  const connection = createProtocolConnection(
    new StreamMessageReader(socket),
    new StreamMessageWriter(socket),
  );
  connection.listen();
  const params = { processId: process.pid, rootUri: null, capabilities };
  const result = await connection.sendRequest(InitializeRequest.type, params);
  connection.dispose();
  socket.destroy();
  listener.close();
  return result;
}
