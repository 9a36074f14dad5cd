/**
 * PostgreSQL's wire protocol, as little as asking for a parse needs: many statements sent at once, and what the
 * server says of each, its log included, which no library hands over by statement.
 */
import { connect, type Socket } from 'node:net';

/** What the server said of one statement. */
export interface Answer {
  readonly error: ServerError | undefined;
  /** DETAIL of each LOG message: with debug_print_parse, the analysed trees. */
  readonly logs: readonly string[];
}

export interface ServerError {
  readonly sqlstate: string;
  readonly message: string;
  readonly detail: string | undefined;
  readonly hint: string | undefined;
  /** In characters, from 1. */
  readonly position: number | undefined;
  /** For an error in a command that the server itself ran: its text, and the position in it. */
  readonly internalQuery: string | undefined;
  readonly internalPosition: number | undefined;
}

export interface Wire {
  /** Parses and describes each statement, without running it; the answers come in the same order. */
  readonly parseAll: (statements: readonly string[]) => Promise<readonly Answer[]>;
  /** Runs each text as a simple query. */
  readonly runAll: (statements: readonly string[]) => Promise<readonly Answer[]>;
  readonly close: () => void;
}

interface Waiting {
  error: ServerError | undefined;
  logs: string[];
  readonly done: (answer: Answer) => void;
  readonly failed: (error: Error) => void;
}

export async function connectWire(server: { host: string; port: number; user: string; database: string }) {
  const socket = connect(server.port, server.host);
  const queue: Waiting[] = [];
  const expect = (): Promise<Answer> =>
    new Promise((done, failed) => queue.push({ error: undefined, logs: [], done, failed }));
  receive(socket, queue);
  const ready = expect();
  socket.write(startup(server.user, server.database));
  await ready;
  const sendAll = (messages: readonly Buffer[]): Promise<readonly Answer[]> => {
    const answers = messages.map(() => expect());
    socket.write(Buffer.concat(messages));
    return Promise.all(answers);
  };
  const wire: Wire = {
    parseAll: (statements) => sendAll(statements.map(parseMessage)),
    runAll: (statements) => sendAll(statements.map((sql) => message('Q', text(sql)))),
    close: () => socket.end(message('X')),
  };
  return wire;
}

function text(value: string): Buffer {
  return Buffer.from(`${value}\0`);
}

function message(type: string, ...content: readonly Buffer[]): Buffer {
  const body = Buffer.concat(content);
  const head = Buffer.alloc(5);
  head.write(type);
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}

function startup(user: string, database: string): Buffer {
  const body = Buffer.concat([
    Buffer.from([0, 3, 0, 0]),
    ...['user', user, 'database', database, ''].map(text),
  ]);
  const length = Buffer.alloc(4);
  length.writeInt32BE(body.length + 4);
  return Buffer.concat([length, body]);
}

/** Parse, Describe, Sync: the statement is analysed and nothing of it runs. */
function parseMessage(sql: string): Buffer {
  const parse = message('P', text(''), text(sql), Buffer.from([0, 0]));
  return Buffer.concat([parse, message('D', Buffer.from('S'), text('')), message('S')]);
}

function receive(socket: Socket, queue: Waiting[]): void {
  let pending: Buffer[] = [];
  let size = 0;
  let needed = 5;
  socket.on('data', (chunk) => {
    pending.push(chunk);
    size += chunk.length;
    if (size < needed) return;
    let data = Buffer.concat(pending);
    for (needed = lengthOf(data); data.length >= needed; needed = lengthOf(data)) {
      take(queue, String.fromCharCode(data[0] ?? 0), data.subarray(5, needed));
      data = data.subarray(needed);
    }
    pending = [data];
    size = data.length;
  });
  const fail = (error: Error): void => queue.splice(0).forEach((waiting) => waiting.failed(error));
  socket.on('error', fail);
  socket.on('close', () => fail(new Error('the server closed the connection')));
}

function lengthOf(data: Buffer): number {
  return data.length < 5 ? 5 : data.readInt32BE(1) + 1;
}

function take(queue: Waiting[], type: string, body: Buffer): void {
  const [waiting] = queue;
  if (!waiting) return;
  if (type === 'E') waiting.error ??= readError(readFields(body));
  else if (type === 'N') waiting.logs.push(readFields(body).get('D') ?? '');
  else if (type === 'Z') queue.shift()?.done({ error: waiting.error, logs: waiting.logs });
}

function readFields(body: Buffer): Map<string, string> {
  const parts = body.toString().split('\0');
  return new Map(parts.filter(Boolean).map((part) => [part.charAt(0), part.slice(1)]));
}

function readError(fields: Map<string, string>): ServerError {
  const number = (key: string): number | undefined => (fields.has(key) ? Number(fields.get(key)) : undefined);
  return {
    sqlstate: fields.get('C') ?? '',
    message: fields.get('M') ?? '',
    detail: fields.get('D'),
    hint: fields.get('H'),
    position: number('P'),
    internalQuery: fields.get('q'),
    internalPosition: number('p'),
  };
}
