/** One pinned connection: what runs in it sees the temporary tables, settings and transaction of what ran before. */
import { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { Client, DatabaseError } from 'pg';
import type { Column, Notice, SqlFailure } from '../core/invocation/outcome';
import { sendCancelRequest } from './cancelRequest';
import { ColumnTypes } from './columnTypes';
import { connect, type ConnectOptions } from './connect';
import type { ConnectFailure } from './connectFailure';
import { AFTER_LOSS, LOST, RECONNECTED } from './connectionLoss';
import { toConnectSqlFailure, toNotice, toNotification, toSqlFailure } from './failure';
import type { ConnectionProfile } from './profile';
import { createVariables, type Variables } from './psql/variables';
import { isFromServer, Query, type CommandResult } from './query';
import type { Rows } from './rows/rowStream';
import { nameColumns, type SessionRequest } from './sessionRequest';
import { settledWithin } from './settledWithin';

export interface SessionOptions extends ConnectOptions {
  /**
   * Where to connect, asked before every connect: the embedded cluster may have moved. Rejects with a sentence for
   * the user.
   */
  readonly locate: () => Promise<ConnectionProfile>;
}

export type OpenResult =
  | { readonly kind: 'open'; readonly session: Session }
  | { readonly kind: 'failed'; readonly failure: ConnectFailure };

/** A command's result with its columns named. */
export interface Result extends CommandResult {
  readonly columns: readonly Column[];
}

/** What a message to the server came to. */
export type Answer = (
  | { readonly kind: 'done' }
  /** `position`: PostgreSQL's, in code points from 1, in the text that was sent. */
  | { readonly kind: 'failed'; readonly failure: SqlFailure; readonly position?: number }
  | { readonly kind: 'cancelled' }
) & {
  /** Those of the commands before the one that failed too: the message may hold several. */
  readonly results: readonly Result[];
};

type OnNotice = (notice: Notice) => void;

/** Of a connection; `address`: the IP address. */
export interface Endpoint {
  readonly address?: string;
  readonly tls?: { readonly protocol: string; readonly cipher: string };
}

export type TransactionState = 'none' | 'open' | 'failed';

/** After the server has taken a cancel request, so long may a statement go on before its connection is dropped. */
const CANCEL_GRACE_MS = 900;
/** Of notifications that came while nothing ran. */
const MOST_UNHEARD = 1_000;

/** Connects. The failure is one line to show; nothing is left behind then. */
export async function openSession(options: SessionOptions): Promise<OpenResult> {
  const session = new Session(options);
  const failure = await session.connect();
  return failure ? { kind: 'failed', failure } : { kind: 'open', session };
}

interface Link {
  readonly client: Client;
  readonly profile: ConnectionProfile;
  readonly encrypted: boolean;
  readonly types: ColumnTypes;
}

export class Session {
  /** psql's variables: they live as long as the session, over reconnects. */
  readonly variables: Variables = createVariables();
  private link: Link | undefined;
  private wasConnected = false;
  private running: Promise<unknown> | undefined;
  private cancelling: Promise<void> | undefined;
  private cancelWanted = false;
  private connecting: AbortController | undefined;
  private query: Query | undefined;
  private onNotice: OnNotice = () => undefined;
  private readonly unheard: Notice[] = [];
  private readonly cancelListeners = new Set<() => void>();

  constructor(private readonly options: SessionOptions) {}

  /** Undefined while there is no connection. */
  get profile(): ConnectionProfile | undefined {
    return this.link?.profile;
  }

  get isConnected(): boolean {
    return this.link !== undefined;
  }

  /** What it is connected to. */
  get endpoint(): Endpoint {
    const stream = this.link?.client.connection.stream;
    const address = stream instanceof Socket ? stream.remoteAddress : undefined;
    const protocol = stream instanceof TLSSocket ? stream.getProtocol() : null;
    const tls = stream instanceof TLSSocket &&
      protocol !== null && { protocol, cipher: stream.getCipher().name };
    return { ...(address !== undefined && { address }), ...(tls && { tls }) };
  }

  get isBusy(): boolean {
    return this.running !== undefined;
  }

  get transaction(): TransactionState {
    const status = this.link?.client.getTransactionStatus();
    if (status === 'T') return 'open';
    return status === 'E' ? 'failed' : 'none';
  }

  /** Makes the connection; `run` does so by itself where it is missing. */
  async connect(): Promise<ConnectFailure | undefined> {
    let profile;
    try {
      profile = await this.options.locate();
    } catch (error) {
      return { reason: 'other', message: (error as Error).message };
    }
    this.connecting = new AbortController();
    const { getPassword, signal } = this.options;
    const signals = signal ? [signal, this.connecting.signal] : [this.connecting.signal];
    const result = await connect(profile, { getPassword, signal: AbortSignal.any(signals) });
    this.connecting = undefined;
    if (result.kind === 'failed') return result.failure;
    const { client, encrypted } = result;
    const link = { client, profile, encrypted, types: new ColumnTypes((sql) => this.askOver(client, sql)) };
    client.on('notice', (message) => this.onNotice(toNotice(message)));
    client.on('notification', (message) => this.hear(toNotification(message)));
    client.on('end', () => {
      if (this.link === link) this.link = undefined;
    });
    this.link = link;
    this.wasConnected = true;
    return undefined;
  }

  /**
   * Sends one message and waits for its whole answer; connects again first where the connection was lost. One at
   * a time: while another runs it fails with a clear text.
   */
  async run(request: SessionRequest, onNotice: OnNotice): Promise<Answer> {
    if (this.running) return failed('This session is still running a statement. Wait for it, or cancel it.');
    if (request.text.includes('\0'))
      return failed('The statement holds a NUL character, which SQL text cannot.');
    for (const notice of this.unheard.splice(0)) onNotice(notice);
    return this.whileRunning(onNotice, () => this.send(request));
  }

  /**
   * Stops what runs. Settles when it has ended: a server that took the request and still goes on loses the
   * connection, and a notice says so.
   */
  cancel(): Promise<void> {
    for (const listener of this.cancelListeners) listener();
    this.cancelling ??= this.sendCancel().finally(() => (this.cancelling = undefined));
    return this.cancelling;
  }

  /** Tells whoever sends one statement after the other to stop; gives the way to end that. */
  onCancel(listener: () => void): () => void {
    this.cancelListeners.add(listener);
    return () => this.cancelListeners.delete(listener);
  }

  /** Ends the session; what still runs is cancelled first, so that nothing goes on at the server. */
  async close(): Promise<void> {
    if (this.running) await this.cancel();
    const { link } = this;
    this.link = undefined;
    if (!link) return;
    const ended = link.client.end().then(() => true);
    if (!(await settledWithin(ended, CANCEL_GRACE_MS))) link.client.connection.stream.destroy();
  }

  /**
   * Asks the catalog something between two statements; undefined where there is no connection, where the
   * transaction has failed, or where the server refuses.
   */
  async ask(sql: string, onNotice: OnNotice): Promise<Rows | undefined> {
    const client = this.link?.client;
    if (!client || this.running) return undefined;
    return this.whileRunning(onNotice, () => this.askOver(client, sql));
  }

  /** What comes while nothing runs is told with the next statement, as in psql. */
  private hear(notice: Notice): void {
    if (this.running) this.onNotice(notice);
    else if (this.unheard.length < MOST_UNHEARD) this.unheard.push(notice);
  }

  private async whileRunning<T>(onNotice: OnNotice, start: () => Promise<T>): Promise<T> {
    this.cancelWanted = false;
    this.onNotice = onNotice;
    const running = start();
    this.running = running;
    try {
      return await running;
    } finally {
      this.running = undefined;
      this.onNotice = () => undefined;
      // A cancel request on its way would hit the next statement.
      await this.cancelling;
    }
  }

  private async sendCancel(): Promise<void> {
    const { link, running } = this;
    if (!running) return;
    this.cancelWanted = true;
    this.query?.dropRows();
    const settled = running.then(
      () => true,
      () => true,
    );
    this.connecting?.abort();
    if (!link) return void (await settled);
    try {
      // To its end, though the statement may end before: what is still on its way would hit the next one.
      await sendCancelRequest(link.client, link.profile, link.encrypted);
    } catch (error) {
      const reason = `the cancel request could not be delivered: ${(error as Error).message}`;
      if (!(await settledWithin(settled, 0))) this.drop(link, reason);
    }
    if (!(await settledWithin(settled, CANCEL_GRACE_MS))) {
      this.drop(link, 'the server did not stop the statement in time; it may still be running there');
    }
    await settled;
  }

  private drop(link: Link, reason: string): void {
    this.onNotice({ severity: 'WARNING', message: `The connection was closed: ${reason}.` });
    link.client.connection.stream.destroy();
  }

  private async send(request: SessionRequest): Promise<Answer> {
    if (!this.link) {
      const reconnects = this.wasConnected;
      const failure = await this.connect();
      if (failure?.reason === 'cancelled') return { kind: 'cancelled', results: [] };
      if (failure) return { kind: 'failed', failure: toConnectSqlFailure(failure), results: [] };
      if (reconnects) this.onNotice(RECONNECTED);
    }
    const { link } = this;
    if (this.cancelWanted) return { kind: 'cancelled', results: [] };
    if (!link) return { kind: 'failed', failure: LOST, results: [] };
    this.query = new Query(nameColumns(request, link.types));
    const { answer: answered } = link.client.query(this.query);
    const answer = await answered.finally(() => (this.query = undefined));
    const end = answer.kind === 'failed' ? this.toFailure(link, answer.error) : ({ kind: 'done' } as const);
    const results: Result[] = [];
    for (const result of answer.results) {
      results.push({ ...result, columns: await link.types.describe(result.fields) });
    }
    return { ...end, results };
  }

  private toFailure(link: Link, error: Error | DatabaseError): FailedEnd {
    // The server's last word comes with the end of the connection, which has cleared the link by now.
    const lost = !isFromServer(error) || this.link !== link;
    if (lost) {
      if (this.link === link) this.link = undefined;
      link.client.connection.stream.destroy();
    }
    if (this.cancelWanted && (lost || error.code === '57014')) return { kind: 'cancelled' };
    if (!isFromServer(error)) return { kind: 'failed', failure: LOST };
    const failure = toSqlFailure(error);
    if (lost) return { kind: 'failed', failure: { ...failure, advice: AFTER_LOSS } };
    const position = error.position === undefined ? {} : { position: Number(error.position) };
    return { kind: 'failed', failure, ...position };
  }

  private async askOver(client: Client, sql: string): Promise<Rows | undefined> {
    // A failed transaction answers nothing.
    if (this.transaction === 'failed') return undefined;
    const request = { text: sql, protocol: 'extended', rowLimit: 0, beyondLimit: 'discard' } as const;
    const { answer: answered } = client.query(new Query(request));
    const answer = await answered;
    return answer.kind === 'done' ? answer.results[0]?.rows : undefined;
  }
}

type FailedEnd =
  | { readonly kind: 'failed'; readonly failure: SqlFailure; readonly position?: number }
  | { readonly kind: 'cancelled' };

function failed(message: string): Answer {
  return { kind: 'failed', failure: { message }, results: [] };
}
