/** The open sessions. Whoever runs SQL asks here; a session stays open for what runs next. */
import type { ConnectionColor } from '../../core/catalog/connectionColors';
import type { ConnectFailure } from '../../cluster/connection/connectFailure';
import type { ConnectionProfile } from '../../cluster/profile/profile';
import { setVariable } from '../../cluster/psql/variables';
import { Session } from '../../cluster/session/session';
import { unlessAborted } from '../../cluster/waiting/unlessAborted';

/** Something that SQL can run on, as the user has chosen it. */
export interface Connection {
  /** For the user. */
  readonly label: string;
  /** By which the user tells it from others. */
  readonly color?: ConnectionColor;
  /** Connections with the same key share a session. */
  readonly key: string;
  /** What it leads to, as the settings have it; what changes that makes it another connection. */
  readonly origin: string;
  /** The document whose session it is, as text; undefined where all documents share one. */
  readonly owner: string | undefined;
  /** psql variables that a new session begins with; what psql refuses is left out. */
  readonly variables: Readonly<Record<string, string>>;
  /** Where it is now; may start what is to be connected to. Rejects with a sentence for the user. */
  readonly locate: (signal: AbortSignal) => Promise<ConnectionProfile>;
  /** Makes `attempt` with the right password, asking where it must; a signal that is aborted ends the question. */
  readonly authenticate: (
    profile: ConnectionProfile,
    attempt: PasswordAttempt,
    signal: AbortSignal,
  ) => Promise<ConnectFailure | undefined>;
}

export type PasswordAttempt = (
  getPassword: () => Promise<string | undefined>,
) => Promise<ConnectFailure | undefined>;

export type SessionResult =
  | { readonly kind: 'open'; readonly session: Session }
  | { readonly kind: 'failed'; readonly failure: ConnectFailure };

export class Sessions {
  private readonly pinned = new Map<string, Pinned>();

  /** `onLost`: told when a session loses its connection, and its transaction with it. */
  constructor(private readonly onLost: () => void = () => undefined) {}

  /** The connection's session, connected; a signal that is aborted while it connects ends the attempt. */
  async open(connection: Connection, signal: AbortSignal): Promise<SessionResult> {
    const pinned = this.pinned.get(connection.key) ?? new Pinned(connection, this.onLost);
    this.pinned.set(connection.key, pinned);
    return pinned.open(signal);
  }

  find(connection: Connection): Session | undefined {
    return this.pinned.get(connection.key)?.session;
  }

  /** The connections that have a session. */
  get connections(): readonly Connection[] {
    return [...this.pinned.values()].map(({ connection }) => connection);
  }

  /** Closes the sessions of the connections that the predicate takes; what runs in them is cancelled. */
  async close(wanted: (connection: Connection) => boolean = () => true): Promise<void> {
    const closing = [...this.pinned.values()].filter(({ connection }) => wanted(connection));
    for (const { connection } of closing) this.pinned.delete(connection.key);
    await Promise.all(closing.map(({ session }) => session.close()));
  }
}

/** A session and what the run that is under way gives it for connecting. */
class Pinned {
  readonly session: Session;
  private signal: AbortSignal = new AbortController().signal;
  private getPassword: () => Promise<string | undefined> = () => Promise.resolve(undefined);

  constructor(
    readonly connection: Connection,
    onLost: () => void,
  ) {
    const signal = (): AbortSignal => this.signal;
    this.session = new Session({
      locate: () => connection.locate(this.signal),
      getPassword: () => this.getPassword(),
      onLost,
      get signal() {
        return signal();
      },
    });
    for (const [name, value] of Object.entries(connection.variables))
      setVariable(this.session.variables, name, value);
  }

  async open(signal: AbortSignal): Promise<SessionResult> {
    const { session } = this;
    this.signal = signal;
    const failure = (await this.isAlive()) ? undefined : await this.connect();
    return failure ? { kind: 'failed', failure } : { kind: 'open', session };
  }

  /** A server that has to be asked may take its time to answer. */
  private async isAlive(): Promise<boolean> {
    const { session, signal } = this;
    if (signal.aborted) return session.isConnected;
    const stop = (): void => void session.cancel();
    signal.addEventListener('abort', stop);
    return session.isAlive().finally(() => signal.removeEventListener('abort', stop));
  }

  private async connect(): Promise<ConnectFailure | undefined> {
    let profile;
    try {
      profile = await unlessAborted(this.connection.locate(this.signal), this.signal);
    } catch (error) {
      return { reason: 'other', message: (error as Error).message };
    }
    if (!profile) return { reason: 'cancelled', message: 'Connecting was cancelled.' };
    const attempt: PasswordAttempt = (getPassword) => {
      this.getPassword = getPassword;
      return this.session.connect();
    };
    return this.connection.authenticate(profile, attempt, this.signal);
  }
}
