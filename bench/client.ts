/** One server under measurement, spoken to over stdio by Microsoft's own client library. */
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
  type CancellationToken,
  type InitializeResult,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
} from 'vscode-languageserver/node';
import type { Contender } from './contender';

const CAPABILITIES = {
  general: { positionEncodings: ['utf-16'] },
  textDocument: {
    publishDiagnostics: { versionSupport: true },
    hover: { contentFormat: ['markdown', 'plaintext'] },
    completion: { completionItem: { snippetSupport: true, documentationFormat: ['markdown'] } },
    codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix'] } } },
  },
};

/** Nobody waits longer for an answer: it counts as this long. */
export const PATIENCE_MS = 60_000;

export class Client {
  readonly uri: string;
  version = 0;
  offers: InitializeResult['capabilities'] = {};
  /** The server has ended by itself. */
  isGone = false;
  private published = -1;
  private readonly waiting = new Set<() => void>();

  private constructor(
    readonly contender: Contender,
    readonly process: ChildProcessWithoutNullStreams,
    private readonly connection: ProtocolConnection,
  ) {
    this.uri = pathToFileURL(join(contender.folder, 'script.sql')).href;
    connection.onNotification('textDocument/publishDiagnostics', ({ version }: PublishDiagnosticsParams) => {
      this.published = version ?? this.version;
      this.waiting.forEach((wake) => wake());
    });
    connection.onRequest('workspace/configuration', ({ items }: { items: readonly unknown[] }) =>
      items.map(() => null),
    );
    connection.onRequest('client/registerCapability', () => null);
    connection.onRequest('client/unregisterCapability', () => null);
    connection.listen();
    process.once('exit', () => {
      this.isGone = true;
      this.waiting.forEach((wake) => wake());
    });
    process.stdin.on('error', () => (this.isGone = true));
    connection.onError(() => (this.isGone = true));
  }

  /** Started, and its answer to `initialize` is there. */
  static async start(contender: Contender): Promise<Client> {
    const [program = '', ...args] = contender.command;
    const child = spawn(program, args, { cwd: contender.folder });
    child.stderr.resume();
    const connection = createProtocolConnection(
      new StreamMessageReader(child.stdout),
      new StreamMessageWriter(child.stdin),
    );
    const client = new Client(contender, child, connection);
    const params = {
      processId: process.pid,
      rootUri: pathToFileURL(contender.folder).href,
      capabilities: CAPABILITIES,
    };
    const ended = once(child, 'exit').then(() => {
      throw new Error(`${contender.title} ended before it answered.`);
    });
    const answered = connection.sendRequest<InitializeResult>('initialize', params);
    const { capabilities } = await Promise.race([answered, ended]);
    ended.catch(() => undefined);
    client.offers = capabilities;
    return client;
  }

  async initialized(): Promise<void> {
    await this.connection.sendNotification('initialized', {});
  }

  /** Until it answers requests: what it loads only then belongs to its start. The request is one that nobody knows. */
  async ready(): Promise<void> {
    await this.request('bench/ready', {});
  }

  async open(text: string): Promise<void> {
    this.version = 1;
    this.published = -1;
    const textDocument = { uri: this.uri, languageId: 'sql', version: 1, text };
    await this.connection.sendNotification('textDocument/didOpen', { textDocument });
  }

  /** Replaces part of a line. */
  change(line: number, from: number, to: number, text: string): void {
    this.version++;
    if (this.isGone) return;
    const range = { start: { line, character: from }, end: { line, character: to } };
    const textDocument = { uri: this.uri, version: this.version };
    const changed = { textDocument, contentChanges: [{ range, text }] };
    this.connection.sendNotification('textDocument/didChange', changed).catch(() => (this.isGone = true));
  }

  async request(method: string, params: object, token?: CancellationToken): Promise<unknown> {
    if (this.isGone) return undefined;
    const all = { textDocument: { uri: this.uri }, ...params };
    const sent = token
      ? this.connection.sendRequest(method, all, token)
      : this.connection.sendRequest(method, all);
    return orNothing(sent);
  }

  /** Until the problems of the text as it is now are there: pushed with this version, or asked for and answered. */
  async diagnostics(): Promise<void> {
    const wanted = this.version;
    if (this.offers.diagnosticProvider) {
      await this.request('textDocument/diagnostic', {});
      return;
    }
    const endsMs = performance.now() + PATIENCE_MS;
    while (!this.isGone && this.published < wanted && performance.now() < endsMs) await this.nextPush(endsMs);
  }

  private nextPush(endsMs: number): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        this.waiting.delete(done);
        resolve();
      };
      const timer = setTimeout(done, endsMs - performance.now());
      this.waiting.add(done);
    });
  }

  async stop(): Promise<void> {
    const gone = this.isGone ? undefined : once(this.process, 'exit');
    this.connection.dispose();
    this.process.kill();
    await gone;
  }
}

/** A refusal or a cancelled request is an answer too; a lost connection shows in the next measurement. */
async function orNothing(sent: Promise<unknown>): Promise<unknown> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise((resolve) => (timer = setTimeout(resolve, PATIENCE_MS, undefined)));
  const answered = sent.then(
    (answer) => answer,
    () => undefined,
  );
  const answer = await Promise.race([answered, late]);
  clearTimeout(timer);
  return answer;
}
