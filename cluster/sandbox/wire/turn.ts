import { EngineEnded, type Engine } from '../engine/engine';
import type { Client } from './client';
import { endsInSync, type Group } from './group';
import { createCopyFail, createReadyForQuery, type NoticeTexts } from './messages';
import type { OwnQueryEvents } from './ownQueries';
import { Reply } from './reply';
import { failTransaction, rollBack, saveSession, type OwnQueries } from './sessionSwitch';

/** What a statement is given to end by itself once it is to be cancelled; then its engine is ended. */
const CANCEL_GRACE_MS = 300;
/** What a statement is given whose client went away. */
const GONE_GRACE_MS = 1000;

/** Why a running statement is ended. */
export type Interruption = 'user request' | 'statement timeout' | 'lost client';

export interface TurnOptions extends OwnQueryEvents {
  readonly client: Client;
  readonly engine: Engine;
  readonly own: OwnQueries;
  /** Ends the handler that the engine waits for, if any. */
  readonly cancelInvocation: () => void;
  /** Starts an engine that ended, and gives its session what the client had. */
  readonly recover: () => Promise<void>;
}

/** One client's use of the session: from its first message to the end of its transaction. */
export class Turn {
  readonly #reply: Reply;
  readonly #client: Client;
  /** The client waits for a ReadyForQuery. */
  #owesReady = false;
  #isRunning = false;
  #interruption: Interruption | undefined;
  #timers: NodeJS.Timeout[] = [];

  constructor(private readonly options: TurnOptions) {
    const { client, notify, parameter } = options;
    this.#client = client;
    this.#reply = new Reply({
      send: (bytes) => client.send(bytes),
      notify,
      parameter,
      error: () => client.session.noteError(),
      command: (command) => {
        client.session.noteCommand(command);
        if (command === 'LISTEN') client.listens = true;
      },
    });
  }

  /** What the client does with its turn, for those who wait. */
  describe(): string {
    return this.#isRunning ? 'runs a statement' : 'has an open transaction';
  }

  /** Runs what the client sends until it is outside of a transaction and has all its answers. */
  async serve(): Promise<void> {
    do {
      const group = await this.#client.nextGroup();
      if (!group) {
        await this.#abandon();
        return;
      }
      if (this.#client.skipsToSync) this.#skip(group);
      else await this.#run(group);
    } while (this.#client.status !== 'I' || this.#client.skipsToSync || this.#owesReady);
    if (this.#client.session.hasChanged) await saveSession(this.#client.session, this.options.own);
  }

  /** Ends the running statement: gently where PostgreSQL lets us, else by ending the engine. */
  interrupt(reason: Interruption): void {
    if (!this.#isRunning || this.#interruption) return;
    this.#interruption = reason;
    this.#reply.cancelMessage = describeInterruption(reason).message;
    this.options.engine.requestCancel();
    this.options.cancelInvocation();
    this.#schedule(CANCEL_GRACE_MS, () => void this.options.engine.kill(reason));
  }

  /** The client will send nothing more. */
  noteClientEnd(): void {
    if (this.#isRunning) this.#schedule(GONE_GRACE_MS, () => this.interrupt('lost client'));
  }

  async #run(group: Group): Promise<void> {
    const { session } = this.#client;
    group.frames.forEach((frame) => session.noteSent(frame));
    this.#owesReady = true;
    this.#begin();
    try {
      const rest = await this.options.engine.exchange(joinFrames(group), (bytes, taken) => {
        this.#reply.push(bytes);
        this.#client.onceTaken(taken);
      });
      session.statementTimeoutMs = rest.statementTimeoutMs;
      this.#client.status = this.#reply.status ?? this.#client.status;
      this.#client.isCopyingIn = this.#reply.isCopyingIn;
      this.#owesReady = !this.#reply.isComplete;
    } catch (error) {
      if (!(error instanceof EngineEnded)) throw error;
      const failure = this.#interruption ? describeInterruption(this.#interruption) : describeEnd(error);
      // Before the new engine runs: it is not the one to be interrupted.
      this.#finish();
      await this.#recover(failure, group);
    } finally {
      this.#finish();
    }
  }

  #begin(): void {
    this.#isRunning = true;
    const timeoutMs = this.#client.session.statementTimeoutMs;
    if (timeoutMs > 0) this.#schedule(timeoutMs, () => this.interrupt('statement timeout'));
    if (this.#client.hasEnded) this.noteClientEnd();
  }

  #finish(): void {
    this.#isRunning = false;
    this.#interruption = undefined;
    this.#reply.cancelMessage = undefined;
    this.#timers.splice(0).forEach((timer) => clearTimeout(timer));
  }

  #schedule(ms: number, action: () => void): void {
    this.#timers.push(setTimeout(action, ms));
  }

  /** After the engine ended in the middle of the group: starts it again and answers in its place. */
  async #recover(failure: NoticeTexts, group: Group): Promise<void> {
    const wasInTransaction = this.#reply.isInBlock ?? this.#client.status !== 'I';
    await this.options.recover();
    // The transaction is lost; the client must not take what follows for a part of it, nor run it outside of one.
    if (wasInTransaction) await failTransaction(this.options.own);
    this.#client.status = wasInTransaction ? 'E' : 'I';
    this.#client.isCopyingIn = false;
    this.#client.fail(failure, group.syncs);
    this.#owesReady = false;
  }

  /** PostgreSQL ignores all messages behind an error up to the next Sync. */
  #skip(group: Group): void {
    if (!endsInSync(group)) return;
    this.#client.skipsToSync = false;
    this.#client.send(createReadyForQuery(this.#client.status));
  }

  /** The client went in the middle of something. */
  async #abandon(): Promise<void> {
    const { engine, own } = this.options;
    if (this.#reply.isCopyingIn)
      await engine.exchange(createCopyFail('the client went away'), (_, taken) => taken());
    if (this.#client.status !== 'I' || this.#owesReady) await rollBack(own);
    this.#client.leave();
  }
}

function joinFrames({ frames }: Group): Buffer {
  return Buffer.concat(frames.map(({ bytes }) => bytes));
}

function describeInterruption(reason: Interruption): NoticeTexts {
  return { severity: 'ERROR', sqlstate: '57014', message: `canceling statement due to ${reason}` };
}

function describeEnd(ended: EngineEnded): NoticeTexts {
  return {
    severity: 'ERROR',
    sqlstate: '58000',
    message: "the embedded cluster's PostgreSQL ended and was started again",
    detail: ended.message,
    hint: 'What was committed is kept. The statement may need more memory than the embedded cluster has.',
  };
}
