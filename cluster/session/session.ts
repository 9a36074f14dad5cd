/** One pinned connection: what runs in it sees the temporary tables, settings and transaction of what ran before. */
import type { DatabaseError } from 'pg';
import type { Column, Notice } from '../../core/invocation/outcome';
import type { ConnectFailure } from '../connection/connectFailure';
import { ConnectionKeeper, type FailedEnd, type SessionOptions } from './connectionKeeper';
import {
  describeClosed,
  describeGivenUp,
  describeLoss,
  type SentStatement,
  type TransactionState,
} from './connectionLoss';
import { toSqlFailure } from './failure';
import { askOver, breakOff, endpointOf, transactionOf, type Endpoint, type Link } from './link';
import type { ConnectionProfile } from '../profile/profile';
import { createVariables, type Variables } from '../psql/variables';
import { isFromServer, Query, type CommandResult } from './query';
import type { Rows } from '../rows/rowStream';
import { nameColumns, type SessionRequest } from './sessionRequest';
import { settledWithin } from '../waiting/settledWithin';
import { stopStatement } from './stopStatement';

export type { SessionOptions } from './connectionKeeper';
export type { TransactionState } from './connectionLoss';
export type { Endpoint } from './link';

export type OpenResult =
  | { readonly kind: 'open'; readonly session: Session }
  | { readonly kind: 'failed'; readonly failure: ConnectFailure };

/** A command's result with its columns named. */
export interface Result extends CommandResult {
  readonly columns: readonly Column[];
}

/** What a message to the server came to. */
export type Answer = ({ readonly kind: 'done' } | FailedEnd) & {
  /** Those of the commands before the one that failed too: the message may hold several. */
  readonly results: readonly Result[];
};

type OnNotice = (notice: Notice) => void;

/** query_canceled */
const CANCELED = '57014';
/** Closing waits so long for the server's goodbye. */
const CLOSE_MS = 900;
/** Of notifications that came while nothing ran. */
const MOST_UNHEARD = 1_000;

/** Connects. The failure is one line to show; nothing is left behind then. */
export async function openSession(options: SessionOptions): Promise<OpenResult> {
  const session = new Session(options);
  const failure = await session.connect();
  return failure ? { kind: 'failed', failure } : { kind: 'open', session };
}

export class Session {
  /** psql's variables: they live as long as the session, over reconnects. */
  readonly variables: Variables = createVariables();
  private readonly keeper: ConnectionKeeper;
  private running: Promise<unknown> | undefined;
  private cancelling: Promise<void> | undefined;
  private cancelWanted = false;
  /** Why what runs lost its connection to a cancel. */
  private givenUp: string | undefined;
  private query: Query | undefined;
  private onNotice: OnNotice = () => undefined;
  private readonly unheard: Notice[] = [];
  private readonly cancelListeners = new Set<() => void>();

  constructor(options: SessionOptions) {
    this.keeper = new ConnectionKeeper(options, (notice) => this.hear(notice));
  }

  /** Undefined while there is no connection. */
  get profile(): ConnectionProfile | undefined {
    return this.keeper.link?.profile;
  }

  get isConnected(): boolean {
    return this.keeper.link !== undefined;
  }

  /** What it is connected to. */
  get endpoint(): Endpoint {
    return this.keeper.link ? endpointOf(this.keeper.link) : {};
  }

  get isBusy(): boolean {
    return this.running !== undefined;
  }

  get transaction(): TransactionState {
    return this.keeper.link ? transactionOf(this.keeper.link) : 'none';
  }

  /** Makes the connection; `run` does so by itself where it is missing. */
  connect(): Promise<ConnectFailure | undefined> {
    return this.keeper.connect();
  }

  /**
   * Whether it is connected to a server that answers. One that has been silent for a while is asked; where nothing
   * comes back, the connection is given up.
   */
  async isAlive(): Promise<boolean> {
    const keep = (notice: Notice): void => this.keepForLater(notice);
    if (!this.running) await this.whileRunning(keep, () => this.keeper.giveUpTheDead());
    return this.isConnected;
  }

  /**
   * Sends one message and waits for its whole answer; connects again first where the connection was lost, but sends
   * nothing in place of a transaction that was lost. One at a time: while another runs it fails with a clear text.
   */
  async run(request: SessionRequest, onNotice: OnNotice): Promise<Answer> {
    if (this.running) return failed('This session is still running a statement. Wait for it, or cancel it.');
    if (request.text.includes('\0'))
      return failed('The statement holds a NUL character, which SQL text cannot.');
    return this.whileRunning(onNotice, () => this.send(request));
  }

  /**
   * Stops what runs. Settles when it has ended, in about a second: a server that has not stopped it by then loses
   * the connection, and a notice says so.
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
    const link = this.keeper.release();
    if (!link) return;
    const ended = link.client.end().then(() => true);
    if (!(await settledWithin(ended, CLOSE_MS))) breakOff(link);
  }

  /**
   * Asks the catalog something between two statements; undefined where there is no connection, where the
   * transaction has failed, or where the server refuses.
   */
  async ask(sql: string, onNotice: OnNotice): Promise<Rows | undefined> {
    if (!this.isConnected || this.running) return undefined;
    return this.whileRunning(onNotice, async () => {
      await this.keeper.giveUpTheDead();
      const { link } = this.keeper;
      return link && askOver(link, sql);
    });
  }

  /** What comes while nothing runs is told with the next statement, as in psql. */
  private hear(notice: Notice): void {
    if (this.running) this.onNotice(notice);
    else this.keepForLater(notice);
  }

  private keepForLater(notice: Notice): void {
    if (this.unheard.length < MOST_UNHEARD) this.unheard.push(notice);
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
      this.onNotice = ignore;
      this.keeper.noteHeard();
      // A cancel request on its way would hit the next statement.
      await this.cancelling;
    }
  }

  private async sendCancel(): Promise<void> {
    const { running } = this;
    if (!running) return;
    this.cancelWanted = true;
    this.query?.dropRows();
    const settled = running.then(
      () => true,
      () => true,
    );
    this.keeper.stopConnecting();
    const { link } = this.keeper;
    this.givenUp = link && (await stopStatement(link, settled));
    if (link && this.givenUp !== undefined) {
      // The statement's own end tells what became of it; a question to the catalog has none.
      if (!this.query) this.onNotice(describeClosed(this.givenUp));
      breakOff(link);
    }
    await settled;
  }

  private async send(request: SessionRequest): Promise<Answer> {
    const link = await this.keeper.find();
    if ('kind' in link) return { ...this.unlessCancelled(link), results: [] };
    for (const notice of this.unheard.splice(0)) this.onNotice(notice);
    if (this.cancelWanted) return { kind: 'cancelled', results: [] };
    const sent = { text: request.text, transaction: transactionOf(link) };
    this.query = new Query(nameColumns(request, link.types));
    const { answer: answered } = link.client.query(this.query);
    const answer = await link.attend(answered).finally(() => (this.query = undefined));
    const end = answer.kind === 'failed' ? this.endOf(link, sent, answer.error) : { kind: answer.kind };
    if (end.kind === 'done' && request.protocol !== 'describe') this.keeper.noteRun(sent.text);
    const results: Result[] = [];
    for (const result of answer.results) {
      results.push({ ...result, columns: await link.types.describe(result.fields) });
    }
    return { ...end, results };
  }

  private endOf(link: Link, sent: SentStatement, error: Error | DatabaseError): FailedEnd {
    const words = isFromServer(error) ? toSqlFailure(error) : undefined;
    // The server's last word comes with the end of the connection, which has taken the link away by now.
    if (words && this.keeper.link === link) {
      if (this.cancelWanted && words.sqlstate === CANCELED) return { kind: 'cancelled' };
      const position = isFromServer(error) && error.position !== undefined;
      return { kind: 'failed', failure: words, ...(position && { position: Number(error.position) }) };
    }
    const failure = describeLoss({
      ...sent,
      words: words ?? link.lastWords,
      code: (error as NodeJS.ErrnoException).code,
    });
    this.keeper.lose(link);
    this.keeper.noteTold();
    return this.unlessCancelled({ kind: 'failed', failure });
  }

  /** Whoever stops a statement is told in a notice of what it lost on the way. */
  private unlessCancelled(end: FailedEnd): FailedEnd {
    if (!this.cancelWanted || end.kind === 'cancelled') return end;
    this.onNotice(describeGivenUp(end.failure, this.givenUp));
    return { kind: 'cancelled' };
  }
}

const ignore = (): void => undefined;

function failed(message: string): Answer {
  return { kind: 'failed', failure: { message }, results: [] };
}
