/** Makes the connection of a session, notices when it is lost, and makes it again. */
import type { Notice, SqlFailure } from '../../core/invocation/outcome';
import { connect } from '../connection/connect';
import type { ConnectOptions } from '../connection/connectResult';
import type { ConnectFailure } from '../connection/connectFailure';
import { describeLostTransaction, describeReconnect, NOW_A_REPLICA } from './connectionLoss';
import { toConnectSqlFailure, toNotice, toNotification } from './failure';
import {
  breakOff,
  createLink,
  isFarewell,
  stillAnswers,
  transactionOf,
  type Link,
  type NewLink,
} from './link';
import type { ConnectionProfile } from '../profile/profile';
import { NO_STATE, withStateOf } from './sessionState';
import { unlessAborted } from '../waiting/unlessAborted';

export interface SessionOptions extends ConnectOptions {
  /**
   * Where to connect, asked before every connect: the embedded cluster may have moved. Rejects with a sentence for
   * the user.
   */
  readonly locate: () => Promise<ConnectionProfile>;
  /** Told when the connection is lost, whether something runs or not. */
  readonly onLost?: () => void;
}

/** How a statement ended that did not come to its end. */
export type FailedEnd =
  /** `position`: PostgreSQL's, in code points from 1, in the text that was sent. */
  | { readonly kind: 'failed'; readonly failure: SqlFailure; readonly position?: number }
  | { readonly kind: 'cancelled' };

/** What a connection took with it. */
interface Loss {
  /** It had an open transaction, and nobody has been told that it is gone. */
  untold: boolean;
  readonly words: string | undefined;
  readonly wasReplica: boolean;
}

export class ConnectionKeeper {
  private current: Link | undefined;
  /** Of the last connection, where that was lost. */
  private lost: Loss | undefined;
  private connecting: AbortController | undefined;
  /** What statements have made in the connection. */
  private state = NO_STATE;

  /** `hear`: told of what the server says, and of what became of the connection. */
  constructor(
    private readonly options: SessionOptions,
    private readonly hear: (notice: Notice) => void,
  ) {}

  get link(): Link | undefined {
    return this.current;
  }

  async connect(): Promise<ConnectFailure | undefined> {
    this.connecting = new AbortController();
    const { signal } = this.connecting;
    const given = this.options.signal;
    try {
      return await this.connectUnless(given ? AbortSignal.any([given, signal]) : signal);
    } finally {
      this.connecting = undefined;
    }
  }

  /** Ends an attempt to connect. */
  stopConnecting(): void {
    this.connecting?.abort();
  }

  /** A connection that answers, made again where it was lost; or the end of a statement that can't be sent. */
  async find(): Promise<Link | FailedEnd> {
    await this.giveUpTheDead();
    const { lost } = this;
    if (lost?.untold) {
      lost.untold = false;
      return { kind: 'failed', failure: describeLostTransaction(lost.words) };
    }
    const failure = this.current ? undefined : await this.connect();
    if (failure && failure.reason !== 'cancelled')
      return { kind: 'failed', failure: toConnectSqlFailure(failure) };
    return this.current ?? { kind: 'cancelled' };
  }

  /** Asks a server that has been silent for a while; where nothing comes back, the connection is given up. */
  async giveUpTheDead(): Promise<void> {
    const { current } = this;
    if (current && !(await stillAnswers(current))) this.lose(current);
  }

  /** The connection is gone; what it had is kept in mind until it has been told. */
  lose(link: Link): void {
    breakOff(link);
    if (this.current !== link) return;
    this.current = undefined;
    const { lastWords, isReplica } = link;
    this.lost = { wasReplica: isReplica, untold: transactionOf(link) !== 'none', words: lastWords?.message };
    this.options.onLost?.();
  }

  /** The user has been told that the transaction is gone. */
  noteTold(): void {
    if (this.lost) this.lost.untold = false;
  }

  noteRun(text: string): void {
    this.state = withStateOf(text, this.state);
  }

  noteHeard(): void {
    if (this.current) this.current.heardAt = Date.now();
  }

  /** Gives the connection away, to be closed: then it is not lost. */
  release(): Link | undefined {
    const { current } = this;
    this.current = undefined;
    return current;
  }

  private async connectUnless(signal: AbortSignal): Promise<ConnectFailure | undefined> {
    let profile;
    try {
      profile = await unlessAborted(this.options.locate(), signal);
    } catch (error) {
      return { reason: 'other', message: (error as Error).message };
    }
    if (!profile) return { reason: 'cancelled', message: 'Connecting was cancelled.' };
    const { getPassword } = this.options;
    const result = await connect(profile, { getPassword, signal });
    if (result.kind === 'failed') return result.failure;
    const { client, encrypted, setup, connectMs } = result;
    this.adopt({ client, profile, encrypted, connectMs, ...setup });
    return undefined;
  }

  private adopt(parts: NewLink): void {
    const link = createLink(parts);
    const { client } = link;
    client.on('notice', (message) => {
      if (!isFarewell(message)) this.hear(toNotice(message));
    });
    client.on('notification', (message) => this.hear(toNotification(message)));
    client.on('end', () => this.lose(link));
    this.current = link;
    if (!this.lost) return;
    this.hear(describeReconnect(this.state));
    if (link.isReplica && !this.lost.wasReplica) this.hear(NOW_A_REPLICA);
    this.state = NO_STATE;
  }
}
