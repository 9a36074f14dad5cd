import { EngineEnded, type Engine } from '../engine/engine';
import type { Client } from './client';
import { FrameReader } from './frames';
import { createWelcome, readParameterStatus } from './messages';
import { createOwnQueries, OwnQueryError } from './ownQueries';
import { discardEverything, readRoleSettings, restoreSession, type OwnQueries } from './sessionSwitch';
import { Turn } from './turn';
import { TurnQueue } from './turnQueue';

export interface SharedSessionOptions {
  readonly engine: Engine;
  /** Ends the handler that the engine waits for, if any. */
  readonly cancelInvocation: () => void;
}

/** PostgreSQL's one session, used by all clients in turn. */
export class SharedSession {
  readonly #clients = new Set<Client>();
  readonly #queue = new TurnQueue(() => this.#turn?.describe() ?? 'has its turn');
  readonly #own: OwnQueries;
  /** Settings that PostgreSQL tells clients of. */
  readonly #parameters = new Map<string, string>();
  #holder: Client | undefined;
  #turn: Turn | undefined;
  /** The client whose settings and statements the session has. */
  #owner: Client | undefined;
  #isClosed = false;

  constructor(private readonly options: SharedSessionOptions) {
    const { engine } = options;
    this.#own = createOwnQueries((bytes, onOutput) => engine.exchange(bytes, onOutput), this.#events);
  }

  /** How many clients wait for their turn. */
  get waiting(): number {
    return this.#queue.size;
  }

  /** Starts the engine; rejects with `EngineEnded`. */
  async start(): Promise<void> {
    const greeting = await this.options.engine.start();
    this.#owner = undefined;
    for (const frame of new FrameReader().push(greeting)) {
      if (frame.type === 'S') this.#events.parameter(...readParameterStatus(frame));
    }
    this.#parameters.set('session_authorization', 'postgres');
  }

  /** Serves clients until `close`; rejects with `EngineEnded` if the engine can't be started again. */
  async run(): Promise<void> {
    while (!this.#isClosed) {
      const client = await this.#queue.next();
      if (client && !client.isGone) await this.#takeTurn(client);
    }
  }

  add(client: Client): void {
    this.#clients.add(client);
    this.#queue.add(client);
  }

  /** To be called whenever a client has sent something, or is gone. */
  handleChange(client: Client): void {
    if (client.isGone) {
      this.#clients.delete(client);
      this.#queue.remove(client);
    }
    if (client === this.#holder) {
      if (client.hasEnded || client.isGone) this.#turn?.noteClientEnd();
    } else if (client.wantsTurn) {
      this.#queue.add(client);
    } else if (client.hasEnded) {
      client.leave();
    }
  }

  cancel(processId: number, secret: number): void {
    const client = [...this.#clients].find((one) => one.processId === processId && one.secret === secret);
    if (!client) return;
    if (client === this.#holder) this.#turn?.interrupt('user request');
    else if (this.#queue.has(client) && client.isWelcome) {
      this.#queue.remove(client);
      const message = 'canceling statement due to user request';
      client.fail({ severity: 'ERROR', sqlstate: '57014', message }, client.dropGroup());
      this.handleChange(client);
    }
  }

  /** Ends all connections, saying why. */
  close(reason: string): void {
    this.#isClosed = true;
    for (const client of this.#clients) client.end({ severity: 'FATAL', sqlstate: '57P01', message: reason });
    this.#queue.wake();
  }

  async #takeTurn(client: Client): Promise<void> {
    this.#holder = client;
    try {
      if (this.#owner !== client) await this.#switchTo(client);
      if (client.isWelcome) await this.#serve(client);
      else this.#welcome(client);
    } catch (error) {
      if (!(error instanceof EngineEnded) || this.#isClosed) throw error;
      // Between statements, so nobody waits for an answer; the next turn finds a new engine.
      await this.start();
    } finally {
      this.#holder = undefined;
      this.#turn = undefined;
    }
    this.handleChange(client);
  }

  async #serve(client: Client): Promise<void> {
    const { engine, cancelInvocation } = this.options;
    this.#turn = new Turn({
      ...this.#events,
      client,
      engine,
      own: this.#own,
      cancelInvocation,
      recover: async () => {
        await this.start();
        await this.#switchTo(client);
      },
    });
    await this.#turn.serve();
  }

  #welcome(client: Client): void {
    if (client.isGone) return;
    client.isWelcome = true;
    client.send(createWelcome(this.#parameters, client.processId, client.secret));
  }

  async #switchTo(client: Client): Promise<void> {
    this.#owner = undefined;
    if (!client.isWelcome) await this.#prepareFirstTurn(client);
    try {
      await restoreSession(client.session, this.#own);
    } catch (error) {
      if (!(error instanceof OwnQueryError)) throw error;
      client.session.settings = new Map();
      // A refused setting of the startup message ends the connection, as with any PostgreSQL.
      if (!client.isWelcome)
        client.end({ severity: 'FATAL', sqlstate: error.sqlstate, message: error.message });
    }
    this.#owner = client;
  }

  async #prepareFirstTurn(client: Client): Promise<void> {
    if (this.#clients.size === 1) await discardEverything(this.#own);
    const { session } = client;
    session.settings = new Map([...(await readRoleSettings(this.#own)), ...session.settings]);
  }

  readonly #events = {
    parameter: (name: string, value: string): void => void this.#parameters.set(name, value),
    notify: (bytes: Buffer): void => {
      for (const client of this.#clients) if (client.listens) client.send(bytes);
    },
  };
}
